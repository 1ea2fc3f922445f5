const integers = new Intl.NumberFormat('en');
const dates = new Intl.DateTimeFormat('en', { dateStyle: 'medium' });
const moments = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

export function formatCount(value: number): string {
  return integers.format(value);
}

/** `1 document`, `2 documents`. */
export function plural(value: number, noun: string): string {
  return `${formatCount(value)} ${noun}${value === 1 ? '' : 's'}`;
}

/** Milliseconds as a reader says them: `12 ms`, `1.4 s`, `2 min 5 s`. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** A size in bytes as a reader says it: `812 B`, `498 kB`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let size = bytes;
  let unit = 0;
  // 999.5 of a unit would be shown as 1000 of it.
  while (size >= 999.5 && unit < units.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${unit > 1 && size < 9.95 ? size.toFixed(1) : Math.round(size)} ${units[unit]}`;
}

export function formatDate(iso: string): string {
  return dates.format(new Date(iso));
}

export function formatMoment(iso: string): string {
  return moments.format(new Date(iso));
}

/** A name of the API as a label: `maxFileMb` is "Max file MB". */
export function nameInWords(name: string): string {
  const words = name
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace(/ mb$/, ' MB')
    .replace(/^ssh /, 'SSH ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** The last part of a path or address, which is what people call a folder by. */
export function baseName(uri: string): string {
  const name =
    uri
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) || uri;
  return readable(name);
}

/** An address with its %XX as letters; as it stands where they make no text. */
export function readable(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}
