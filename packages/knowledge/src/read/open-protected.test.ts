import { strToU8, unzipSync, zipSync } from 'fflate';
import { encrypt } from 'officecrypto-tool';
import { expect, test } from 'vitest';
import { encryptOdf } from './testing/encrypt-files.ts';
import { makeDocx } from './testing/make-files.ts';
import { makeOdf } from './testing/make-odf.ts';
import { failureOf, readBytes } from './testing/read-bytes.ts';

const docx = Buffer.from(makeDocx('<w:p><w:r><w:t>The salary list.</w:t></w:r></w:p>'));
const odt = makeOdf('text', '<text:p>The salary list.</text:p>');
const hint = 'Give its password: --password, or the setting readers.passwords.';

test.each([
  ['an Office file of 2007', 'a.docx', encrypt(docx, { password: 'open sesame', type: 'standard' })],
  ['an OpenDocument file', 'a.odt', encryptOdf(odt, 'open sesame')],
])('%s is opened by the first password that fits, and refused without it', async (_what, name, bytes) => {
  const document = await readBytes(name, bytes, { passwords: ['', 'wrong', 'open sesame'] });
  expect(document.text).toBe('The salary list.');
  const refusal = { code: 'file_encrypted', message: 'is protected by a password.', hint };
  expect(await failureOf(name, bytes)).toMatchObject(refusal);
  const message = 'is protected by a password, and none of those given opens it.';
  expect(await failureOf(name, bytes, { passwords: ['wrong'] })).toMatchObject({ ...refusal, message });
});

test('an Office file of 2010 and later is opened, and what Excel encrypts by itself needs no password', async () => {
  expect((await readBytes('a.docx', encrypt(docx, { password: 'VelvetSweatshop' }))).text).toBe('The salary list.');
});

test('what comes out has to be what the name says', async () => {
  const bytes = encrypt(docx, { password: 'open sesame', type: 'standard' });
  expect((await failureOf('a.xlsx', bytes, { passwords: ['open sesame'] })).code).toBe('file_mislabelled');
});

test('an encryption that is not known is refused as such, and one that would take hours too', async () => {
  const unknown = { code: 'file_encrypted', message: 'is protected by a password in a way that is not known here.' };
  const passwords = ['open sesame'];
  const blowfish = encryptOdf(odt, 'open sesame', { algorithm: 'blowfish-cfb' });
  expect(await failureOf('a.odt', blowfish, { passwords })).toMatchObject(unknown);
  const slow = Buffer.from(encryptOdf(odt, 'open sesame'));
  const manifest = unzipSync(slow);
  const text = Buffer.from(manifest['META-INF/manifest.xml'] ?? [])
    .toString()
    .replace('"1000"', '"100000000"');
  const bytes = zipSync({ ...manifest, 'META-INF/manifest.xml': strToU8(text) });
  expect(await failureOf('a.odt', bytes, { passwords })).toMatchObject(unknown);
});
