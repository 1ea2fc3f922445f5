import { expect, test } from 'vitest';
import { addressGuard } from './private-address.ts';

const isAllowed = (host: string, privateHost: string | null) => {
  try {
    addressGuard(privateHost).check(host);
    return true;
  } catch {
    return false;
  }
};

test.each(['93.184.216.34', '[2606:4700::1111]', 'example.com'])('%s is public', (host) => {
  expect(isAllowed(host, null)).toBe(true);
});

test.each([
  '127.0.0.1',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '[::1]',
  '[fd12::1]',
  '[::ffff:10.0.0.1]',
])('%s is asked only where that host was named and allowed', (host) => {
  expect(isAllowed(host, null)).toBe(false);
  expect(isAllowed(host, 'other.example')).toBe(false);
  expect(isAllowed(host, host)).toBe(true);
});

test.each([
  '169.254.169.254',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '100.100.100.200',
  '[::]',
])('%s is never asked', (host) => {
  expect(isAllowed(host, host)).toBe(false);
});

test('a name is judged by what it stands for, in every form that sockets ask for', async () => {
  const lookUp = (privateHost: string | null, all: boolean) =>
    new Promise((resolve, reject) => {
      addressGuard(privateHost).lookup('localhost', { all }, (error, address) => {
        if (error === null) resolve(address);
        else reject(error);
      });
    });
  for (const all of [true, false]) await expect(lookUp(null, all)).rejects.toMatchObject({ code: 'address_private' });
  expect(await lookUp('localhost', false)).toMatch(/^(?:127\.0\.0\.1|::1)$/);
  expect(await lookUp('localhost', true)).toContainEqual({ address: expect.any(String), family: expect.any(Number) });
});
