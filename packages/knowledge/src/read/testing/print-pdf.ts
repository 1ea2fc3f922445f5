import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Path of the first of these programs that is installed; null where there is none. */
export function findProgram(...names: string[]): string | null {
  const folders = (process.env['PATH'] ?? '').split(':').filter((folder) => folder !== '');
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find((path) => existsSync(path)) ?? null;
}

/** PDF of HTML pages as Chromium prints them. */
export function printHtml(program: string, pages: readonly string[]): Buffer[] {
  return inFolder((folder) =>
    pages.map((page, index) => {
      const [source, target] = [join(folder, `${index}.html`), join(folder, `${index}.pdf`)];
      writeFileSync(source, page);
      const options = [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--no-pdf-header-footer',
        `--user-data-dir=${folder}`,
      ];
      execFileSync(program, [...options, `--print-to-pdf=${target}`, source], { stdio: 'ignore', timeout: 60_000 });
      return readFileSync(target);
    }),
  );
}

/** PDF of flat OpenDocument texts as LibreOffice exports them. */
export function exportFodt(program: string, texts: readonly string[]): Buffer[] {
  return inFolder((folder) => {
    const sources = texts.map((text, index) => {
      const source = join(folder, `${index}.fodt`);
      writeFileSync(source, text);
      return source;
    });
    const options = [`-env:UserInstallation=file://${folder}/profile`, '--headless', '--convert-to', 'pdf', '--outdir'];
    execFileSync(program, [...options, folder, ...sources], { stdio: 'ignore', timeout: 120_000 });
    return sources.map((source) => readFileSync(source.replace(/fodt$/, 'pdf')));
  });
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'print-pdf-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
