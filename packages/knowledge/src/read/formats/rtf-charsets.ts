/** The code page that a font's character set (\fcharset) stands for; others go by the document's. */
const codePages: Record<number, number> = {
  77: 10000,
  128: 932,
  129: 949,
  134: 936,
  136: 950,
  161: 1253,
  162: 1254,
  163: 1258,
  177: 1255,
  178: 1256,
  186: 1257,
  204: 1251,
  222: 874,
  238: 1250,
};

const labels: Record<number, string> = {
  874: 'windows-874',
  932: 'shift_jis',
  936: 'gbk',
  949: 'euc-kr',
  950: 'big5',
  10000: 'macintosh',
  10007: 'x-mac-cyrillic',
  20866: 'koi8-r',
  65001: 'utf-8',
};

export const codePageOfCharset = (charset: number): number | undefined => codePages[charset];

/** The name that `TextDecoder` knows a code page by; pages that are not known count as 1252. */
export const charsetOfCodePage = (codePage: number): string =>
  labels[codePage] ?? (codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : 'windows-1252');

/** Bytes of a code page as text. */
export function decodeCodePage(bytes: number[], codePage: number): string {
  return new TextDecoder(charsetOfCodePage(codePage)).decode(Uint8Array.from(bytes));
}
