import { fileURLToPath } from 'node:url';

/** Where the built web page lies. */
export const studioFolder = fileURLToPath(new URL('../../studio/dist', import.meta.url));
