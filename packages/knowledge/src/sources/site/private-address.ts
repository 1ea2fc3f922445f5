import { lookup as systemLookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { AtelierError } from '@atelier/foundation';

/**
 * Keeps a crawler on the public network: a page, a redirect or a name server must not lead it to machines that only this
 * one can reach. Names are checked as they are connected to, so that a name that changes its address in between does
 * not get past.
 */
export interface AddressGuard {
  /** For the sockets' `lookup`: refuses names that stand for an address that is not allowed. */
  lookup: LookupFunction;
  /**
   * For addresses that need no look-up (`http://10.0.0.1/`).
   * @throws AtelierError `address_private`
   */
  check(hostname: string): void;
}

/** Where clouds tell a machine its credentials, outside the link-local range. */
const metadataAddresses = new Set(['fd00:ec2::254', '100.100.100.200']);

/** @param privateHost the one host that may have a private address: the one that somebody named and allowed */
export function addressGuard(privateHost: string | null): AddressGuard {
  const isAllowed = (hostname: string, address: string) => {
    const ip = ipaddr.process(address);
    const range = ip.range();
    if (range === 'unicast') return true;
    if (hostname !== privateHost || metadataAddresses.has(ip.toString())) return false;
    return range === 'private' || range === 'loopback' || range === 'uniqueLocal' || range === 'carrierGradeNat';
  };
  return {
    lookup: (hostname, options, callback) => {
      systemLookup(hostname, { ...options, all: true }, (error, addresses) => {
        if (error !== null) {
          callback(error, []);
          return;
        }
        const refused = addresses.find(({ address }) => !isAllowed(hostname, address));
        const [first] = addresses;
        if (refused !== undefined) callback(addressPrivate(hostname, refused.address), []);
        else if (options.all === true) callback(null, addresses);
        else callback(null, first?.address ?? '', first?.family);
      });
    },
    check(hostname) {
      const address = hostname.replaceAll(/^\[|\]$/g, '');
      if (ipaddr.isValid(address) && !isAllowed(hostname, address)) throw addressPrivate(hostname, address);
    },
  };
}

function addressPrivate(hostname: string, address: string): AtelierError {
  const what = hostname === address ? hostname : `${hostname} (${address})`;
  return new AtelierError({
    code: 'address_private',
    message: `${what} is not on the public network, and was not asked.`,
    hint: 'For a site of your own network set allowPrivate; addresses of a cloud’s metadata are never asked.',
  });
}
