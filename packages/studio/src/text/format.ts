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

export function formatDate(iso: string): string {
  return dates.format(new Date(iso));
}

export function formatMoment(iso: string): string {
  return moments.format(new Date(iso));
}

/** An address inside a folder, as the folder's reader would say it; an address elsewhere as it stands. */
export function relativeTo(folder: string, uri: string): string {
  const root = folder.endsWith('/') ? folder : `${folder}/`;
  return uri.startsWith(root) ? uri.slice(root.length) : uri;
}

/** The last part of a path or address, which is what people call a folder by. */
export function baseName(uri: string): string {
  const name =
    uri
      .replace(/[\\/]+$/, '')
      .split(/[\\/]/)
      .at(-1) || uri;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
