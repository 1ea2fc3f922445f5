export type SqlLanguage = 'postgres' | 'mysql' | 'sqlite';

/** Strings, quoted names and comments: inside these nothing means anything. */
const quoted: Record<SqlLanguage, RegExp> = {
  postgres:
    /(?<![\w$])[Ee]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|(?<![\w$])\$((?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?)\$[^]*?\$\1\$|--.*|\/\*[^]*?\*\//g,
  mysql: /'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"|`(?:[^`]|``)*`|--(?=\s|$).*|#.*|\/\*[^]*?\*\//g,
  sqlite: /'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|--.*|\/\*[^]*?\*\//g,
};

/**
 * The query without the semicolon at its end, if it is a single SELECT that stays what it is inside parentheses; else
 * why not, as a clause. A first line of defence: the transaction that it runs in cannot write either.
 */
export function checkSelect(query: string, language: SqlLanguage): { query: string } | { reason: string } {
  let odd = false;
  // As long as the query, so that places in one are places in the other.
  const bare = query.replace(quoted[language], (part) => {
    if (part.startsWith('/*')) odd ||= part.includes('/*', 2) || /^\/\*M?!/.test(part);
    return (/^(?:--|#|\/\*)/.test(part) ? ' ' : 'x').repeat(part.length);
  });
  if (odd) return { reason: 'has a comment in a comment, or one that the database would run' };
  const end = bare.indexOf(';');
  if (end !== -1 && bare.slice(end + 1).trim() !== '') return { reason: 'is more than one statement' };
  const statement = end === -1 ? bare : bare.slice(0, end);
  const reason = whyNotSelect(statement, language);
  return reason === null ? { query: query.slice(0, statement.length) } : { reason };
}

function whyNotSelect(statement: string, language: SqlLanguage): string | null {
  const [first = ''] = /^\s*[a-z]+/i.exec(statement) ?? [];
  if (!/^(?:select|with)$/i.test(first.trim())) return 'does not begin with SELECT or WITH';
  if (/['"`]|\/\*|(?<![\w$])\$\w*\$/.test(statement)) return 'has a quote or a comment that does not end';
  if (!isBalanced(statement)) return 'has parentheses that do not match';
  if (/\binto\b/i.test(statement)) return 'would write (INTO)';
  if (/\bfor\s+(?:update|share|no\s+key|key)\b|\block\s+in\b/i.test(statement)) return 'would lock rows';
  const parameter = { postgres: /(?<![\w$])\$\d/, mysql: /\?/, sqlite: /[?@$:]/ }[language];
  return parameter.test(statement) ? 'has a parameter, for which there is no value' : null;
}

function isBalanced(statement: string): boolean {
  let depth = 0;
  for (const [parenthesis] of statement.matchAll(/[()]/g)) {
    depth += parenthesis === '(' ? 1 : -1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
