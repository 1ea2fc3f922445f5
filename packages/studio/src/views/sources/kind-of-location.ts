import type { SourceKind } from '../../api/types.ts';

/** A Git repository has no scheme of its own: it is known by its end, a prefix, or the form in which ssh writes it. */
const gitAddress = /^(?:git\+|ssh:\/\/|[\w.-]+@[\w.-]+:(?!\/\/)|https?:\/\/.+\.git\/?$)/i;

/**
 * The kind of source that a location looks like, so that the form can offer what it lets one set; null for none. The
 * server decides. A location is of the kind that has an example with the same scheme, and a path of the folder kind.
 */
export function kindOfLocation(location: string, kinds: SourceKind[]): SourceKind | null {
  const trimmed = location.trim();
  if (trimmed === '') return null;
  const named = (name: string) => kinds.find(({ kind }) => kind === name) ?? null;
  if (gitAddress.test(trimmed)) return named('git');
  const scheme = schemeOf(trimmed);
  if (scheme === null || scheme === 'file') return named('folder');
  const others = kinds.filter(({ kind }) => kind !== 'git');
  return others.find(({ examples }) => examples.some((example) => schemeOf(example) === scheme)) ?? null;
}

/** Without the sign that a connection is encrypted, and with one name for PostgreSQL; one letter is a Windows drive. */
function schemeOf(location: string): string | null {
  const scheme = /^([a-z][a-z\d+.-]+):/i.exec(location)?.[1]?.toLowerCase();
  return (
    scheme?.replace(/^(https?|imaps?)$/, (name) => name.replace(/s$/, '')).replace('postgresql', 'postgres') ?? null
  );
}
