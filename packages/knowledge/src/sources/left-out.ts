/** Folders that hold machinery rather than documents. */
const machinery = new Set(['node_modules', '__pycache__']);

/** Whether a file or folder of this name is no document: hidden, an office program's lock file, or machinery. */
export function isLeftOut(name: string): boolean {
  return name.startsWith('.') || name.startsWith('~$') || machinery.has(name);
}
