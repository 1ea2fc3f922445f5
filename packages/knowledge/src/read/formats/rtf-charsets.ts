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

/** Bytes of a Windows code page as text; pages that are not known are read as 1252. */
export function decodeCodePage(bytes: number[], codePage: number): string {
  const label = labels[codePage] ?? (codePage >= 1250 && codePage <= 1258 ? `windows-${codePage}` : 'windows-1252');
  return new TextDecoder(label).decode(Uint8Array.from(bytes));
}
