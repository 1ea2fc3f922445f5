import type { z } from 'zod';
import type { ReaderPool } from '../read/reader-pool.ts';
import type { Source } from './source.ts';

/** Secret fields of a source by name, as they are sealed into the database: `password`, `secretKey`, `filePasswords`. */
export type Secrets = Record<string, string>;

/** What somebody named: a path or an address, and what they set beside it. */
export interface SourceSpec {
  location: string;
  /** As given by `--set name=value` or as JSON; the kind's schema checks them. */
  settings: Record<string, unknown>;
  secrets: Secrets;
}

export interface SourceContext<Settings> {
  /** As `identify` gave it. */
  uri: string;
  settings: Settings;
  secrets: Secrets;
  readers: ReaderPool;
  /** Patterns in the language of .gitignore, matched against the way inside the source; see `excludes.ts`. */
  excludes: Excludes;
  /** A folder of this source's own for what it keeps between syncs; the source makes it. It may be deleted at any time. */
  cache: string;
}

/** Whether a way inside the source ("a/b.pdf", "/" between the steps; folders end in "/") is left out. */
export type Excludes = (path: string) => boolean;

/** A kind of source: everything that Atelier must know to offer it. */
export interface SourceKind<Settings = unknown> {
  /** As it stands in the database and the API: `site`, `git`, `s3`. */
  kind: string;
  /** Locations of this kind, as somebody would write them. */
  examples: string[];
  /** Whether a location is of this kind, by its look alone. */
  accepts(location: string): boolean;
  /**
   * Settings that are no secrets, with their defaults; kept as JSON. Every field has a description, from which the
   * documentation is checked.
   */
  settings: z.ZodType<Settings>;
  /** The names of the secrets it takes, with what they are. */
  secrets: Record<string, string>;
  /**
   * The uri that a location stands for: absolute, normalised, without secrets, the same for two spellings. Secrets that
   * the location itself holds (`https://user:password@...`) are handed back apart. `kind` where the look of the location
   * could not tell it all.
   * @throws AtelierError `source_invalid`, `path_not_found`
   */
  identify(location: string): Promise<{ uri: string; secrets?: Secrets; kind?: string }>;
  /** How often it is looked at unless told otherwise; in seconds. */
  everySeconds: number;
  open(context: SourceContext<Settings>): Source;
}

/** The passwords of protected files, as kept in a source's secrets. */
export function filePasswords(secrets: Secrets): string[] {
  return (secrets['filePasswords'] ?? '').split('\n').filter((password) => password !== '');
}
