import { isLeftOut } from '../../sources/left-out.ts';

/**
 * The way of a file inside its container, "/" between the steps. Names come from strangers: one that points elsewhere
 * ("../x", "C:\\x", "/x") means the file of that name inside the container. Empty where nothing is left of it.
 */
export function memberPath(name: string): string {
  return name
    .replace(/[\\/]+/g, '/')
    .replace(/^[a-z]:/i, '')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .split('/')
    .map((step) => step.trim())
    .filter((step) => step !== '' && step !== '.' && step !== '..')
    .join('/');
}

/** A name without any way, as attachments and messages have it. */
export const memberName = (name: string): string => memberPath(name).split('/').at(-1) ?? '';

/** What systems and programs put beside documents, and what is never one: programs, fonts, sounds, films. */
const systemFiles = new Set(['__macosx', 'thumbs.db', 'desktop.ini']);
const noDocument =
  /\.(?:exe|dll|so|dylib|msi|bin|class|pyc|o|obj|lib|woff2?|ttf|otf|eot|ico|cur|mp3|wav|ogg|flac|m4a|mp4|m4v|mov|avi|mkv|webm|wmv|lnk|tmp|bak|db)$/i;

/** Whether a file in a container is left out without a word. */
export function isNoDocument(path: string): boolean {
  return (
    noDocument.test(path) || path.split('/').some((step) => isLeftOut(step) || systemFiles.has(step.toLowerCase()))
  );
}
