/**
 * The simple values of a YAML front matter: `key: value` at the margin, and lists of plain items joined by commas.
 * Nested structures are configuration of a site rather than words about the document, and are passed over.
 */
export function readFrontMatter(yaml: string): Map<string, string> {
  const values = new Map<string, string>();
  let key = '';
  for (const line of yaml.split(/\r?\n/)) {
    const pair = /^([\w.-]+):(?:\s+(.*))?$/.exec(line);
    const item = /^\s*-\s+(.*)$/.exec(line);
    if (pair !== null) {
      key = pair[1] ?? '';
      addValue(values, key, plainValue(pair[2] ?? ''));
    } else if (item !== null && !/^[\w.-]+:\s/.test(item[1] ?? '')) {
      addValue(values, key, plainValue(item[1] ?? ''));
    } else if (/^\s+\S/.test(line) && values.has(key) && !/^\s*[\w.-]+:(\s|$)/.test(line)) {
      // A folded value (`>-`, or a long line that goes on) continues with blanks in between.
      values.set(key, `${values.get(key)} ${line.trim()}`.trim());
    }
  }
  return values;
}

function addValue(values: Map<string, string>, key: string, value: string): void {
  const before = values.get(key);
  if (value !== '' && key !== '') values.set(key, before === undefined ? value : `${before}, ${value}`);
}

function plainValue(source: string): string {
  const value = source.trim();
  const quoted = /^(["'])(.*)\1$/.exec(value);
  if (quoted !== null) return (quoted[2] ?? '').replaceAll(quoted[1] === '"' ? '\\"' : "''", quoted[1] ?? '');
  const list = /^\[(.*)\]$/.exec(value);
  if (list !== null) return (list[1] ?? '').split(',').map(plainValue).join(', ');
  const uncommented = value.replace(/\s+#.*$/, '');
  // Markers of block values, and empty ones.
  return /^(?:[>|][+-]?|~|null|\{.*\}|#.*)$/.test(uncommented) ? '' : uncommented;
}
