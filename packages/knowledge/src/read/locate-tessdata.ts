import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

export interface Tessdata {
  /** Folder with `<language>.traineddata` files. */
  tessdata: string;
  /** Languages that it has, such as "deu" and "eng", in alphabetical order; at least one. */
  languages: string[];
}

/** Where the installers of Tesseract put the language data; "*" stands for one folder, such as a version. */
const usualFolders = [
  '/usr/share/tesseract-ocr/*/tessdata',
  '/usr/share/tessdata',
  '/usr/share/tesseract/tessdata',
  '/usr/local/share/tessdata',
  '/opt/homebrew/share/tessdata',
  '/opt/local/share/tessdata',
  'C:/Program Files/Tesseract-OCR/tessdata',
  'C:/Program Files (x86)/Tesseract-OCR/tessdata',
];

/**
 * The language data of Tesseract on this machine; null where there is none.
 * @param folder the one that the settings name: then no other is looked at
 */
export function locateTessdata(
  folder?: string,
  { prefix = process.env['TESSDATA_PREFIX'], folders = usualFolders } = {},
): Tessdata | null {
  const candidates =
    folder !== undefined
      ? [folder]
      : [
          ...(prefix === undefined || prefix === '' ? [] : [prefix, join(prefix, 'tessdata')]),
          ...folders.flatMap(expand),
        ];
  for (const tessdata of candidates) {
    const languages = languagesIn(tessdata);
    if (languages.length > 0) return { tessdata, languages };
  }
  return null;
}

function languagesIn(folder: string): string[] {
  return (
    namesIn(folder)
      .flatMap((name) => /^(\w+)\.traineddata$/.exec(name)?.[1] ?? [])
      // These two tell which way up a page is and find formulas; they hold no language.
      .filter((language) => language !== 'osd' && language !== 'equ')
      .toSorted()
  );
}

/** Newer versions first. */
function expand(pattern: string): string[] {
  const [before, after] = pattern.split('/*/');
  if (before === undefined || after === undefined) return [pattern];
  return namesIn(before)
    .toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }))
    .map((name) => join(before, name, after))
    .filter((folder) => existsSync(folder));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
