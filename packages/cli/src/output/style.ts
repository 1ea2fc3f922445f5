import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours where standard output is a terminal that wants them (NO_COLOR is respected). */
const paint =
  (format: Format) =>
  (text: string): string =>
    styleText(format, text, { stream: process.stdout });

export const bold = paint('bold');
export const dim = paint('dim');
export const cyan = paint('cyan');
export const red = paint('red');
export const yellow = paint('yellow');
