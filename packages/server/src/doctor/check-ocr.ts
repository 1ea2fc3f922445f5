import type { Settings } from '@atelier/foundation';
import { locateTessdata } from '@atelier/knowledge';
import type { Finding } from './check-installation.ts';

/** Whether scans and pictures can be read in the languages that the settings name. */
export function checkOcr({ readers: { ocrTessdata, ocrLanguages } }: Settings): Finding {
  const data = locateTessdata(ocrTessdata);
  const wanted = ocrLanguages.split('+');
  if (data === null) {
    const where = ocrTessdata === undefined ? '' : ` in ${ocrTessdata}`;
    return {
      status: 'warning',
      found: `no language data of Tesseract${where}: scans and pictures are not read`,
      hint: howToInstall(wanted[0] ?? 'eng'),
    };
  }
  const there = `${data.languages.join(', ')} in ${data.tessdata}`;
  const missing = wanted.filter((language) => !data.languages.includes(language));
  if (missing.length === 0) return { status: 'ok', found: `${there}; in use: ${wanted.join(', ')}` };
  return {
    status: 'warning',
    found: `${there}, but not ${missing.join(', ')}: scans and pictures are not read`,
    hint: howToInstall(missing[0] ?? 'eng'),
  };
}

const howToInstall = (language: string): string =>
  `On Debian and Ubuntu: apt install tesseract-ocr-${language.toLowerCase().replaceAll('_', '-')}. ` +
  `Elsewhere put ${language}.traineddata into a folder, and name that in readers.ocrTessdata.`;
