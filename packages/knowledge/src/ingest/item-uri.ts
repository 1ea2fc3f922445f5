/**
 * The uri of a file inside a file: the way inside as a fragment. "file:///mail.zip" and "2024/offer.pdf" are
 * "file:///mail.zip#2024/offer.pdf".
 */
export function memberUri(container: string, name: string): string {
  const steps = name.toWellFormed().split('/').map(encodeURIComponent).join('/');
  // A container that has a fragment itself (a message of a mailbox) goes on in it.
  return `${container}${container.includes('#') ? '/' : '#'}${steps}`;
}

/** What a document without a title is called: the last step of its way. */
export function lastSegment(uri: string): string {
  const segment = uri.replace(/\/+$/, '').split(/[/#]/).at(-1) ?? uri;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Lower case, without the dot; empty where there is none. It tells the format, so a file under another one is another file. */
export const extensionOfUri = (uri: string): string => /\.([^./#?]+)$/.exec(uri)?.[1]?.toLowerCase() ?? '';
