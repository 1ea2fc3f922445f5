import { AtelierError } from '@atelier/foundation';
import { signInOf } from '../sign-in.ts';
import type { SourceKind } from '../source-kind.ts';
import { normaliseUrl } from './normalise-url.ts';
import { siteSettings, type SiteSettings } from './site-settings.ts';
import { siteSource } from './site-source.ts';

/** A site: the page named, and what lies under it. */
export const siteKind: SourceKind<SiteSettings> = {
  kind: 'site',
  examples: ['https://example.com/help/'],
  accepts: (location) => /^https?:\/\//i.test(location) && !/\.git\/?$/i.test(location),
  settings: siteSettings,
  secrets: {
    user: 'Name for a site that asks for a password (basic authentication)',
    password: 'Its password',
    token: 'A token that is sent as "Authorization: Bearer"',
    filePasswords: 'Passwords of protected files, one a line',
  },
  everySeconds: 6 * 3600,
  identify: (location) => {
    const uri = normaliseUrl(location);
    if (uri === null) return Promise.reject(invalid(location));
    const secrets = signInOf(new URL(location.trim()));
    return Promise.resolve({ uri, ...(secrets === null ? {} : { secrets }) });
  },
  open: siteSource,
};

function invalid(location: string): AtelierError {
  return new AtelierError({
    code: 'source_invalid',
    message: `"${location}" is no address of a site.`,
    hint: 'Addresses of sites look like https://www.example.com/docs/.',
  });
}
