import { createCipheriv, createHash, pbkdf2Sync } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js';
import { strToU8, unzipSync, zipSync } from 'fflate';
import { makePdf } from './make-files.ts';

/** Encrypts the content of an OpenDocument file as LibreOffice does. */
export function encryptOdf(
  file: Uint8Array,
  password: string,
  { algorithm = 'aes256-cbc', rounds = 1000 } = {},
): Uint8Array {
  const parts = unzipSync(file);
  const packed = deflateRawSync(parts['content.xml'] ?? new Uint8Array());
  const fill = 16 - (packed.length % 16);
  const [salt, vector] = [Buffer.alloc(16, 7), Buffer.alloc(16, 9)];
  const key = pbkdf2Sync(createHash('sha256').update(password).digest(), salt, rounds, 32, 'sha1');
  const cipher = createCipheriv('aes-256-cbc', key, vector).setAutoPadding(false);
  const data = Buffer.concat([cipher.update(Buffer.concat([packed, Buffer.alloc(fill, fill)])), cipher.final()]);
  const checksum = createHash('sha256').update(packed.subarray(0, 1024)).digest('base64');
  const manifest = `<manifest:manifest xmlns:manifest="urn:manifest"><manifest:file-entry manifest:full-path="content.xml">
    <manifest:encryption-data manifest:checksum-type="urn:oasis#sha256-1k" manifest:checksum="${checksum}">
    <manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#${algorithm}" manifest:initialisation-vector="${vector.toString('base64')}"/>
    <manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="${rounds}" manifest:salt="${salt.toString('base64')}"/>
    <manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>
    </manifest:encryption-data></manifest:file-entry></manifest:manifest>`;
  return zipSync({ ...parts, 'content.xml': [data, { level: 0 }], 'META-INF/manifest.xml': strToU8(manifest) });
}

/** A ZIP archive whose files have this password. */
export async function encryptedZip(texts: Record<string, string>, password: string): Promise<Uint8Array> {
  const writer = new ZipWriter(new Uint8ArrayWriter());
  for (const [name, text] of Object.entries(texts)) {
    await writer.add(name, new TextReader(text), { password, useWebWorkers: false });
  }
  return writer.close();
}

/** A PDF of one page with this line, encrypted as the first standard of PDF has it (RC4 of 40 bits). */
export function encryptedPdf(line: string, password: string): Buffer {
  const id = Buffer.alloc(16, 5);
  const padding = Buffer.from('28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a', 'hex');
  const padded = Buffer.concat([Buffer.from(password, 'latin1'), padding]).subarray(0, 32);
  const md5 = (...parts: Buffer[]): Buffer => createHash('md5').update(Buffer.concat(parts)).digest();
  const owner = rc4(md5(padded).subarray(0, 5), padded);
  const key = md5(padded, owner, Buffer.from([0xfc, 0xff, 0xff, 0xff]), id).subarray(0, 5);
  const user = rc4(key, padding);
  const trailer = `/ID[<${id.toString('hex')}><${id.toString('hex')}>]/Encrypt<</Filter/Standard/V 1/R 2/O<${owner.toString('hex')}>/U<${user.toString('hex')}>/P -4>>`;
  const plain = Buffer.from(makePdf([[line]], trailer)).toString('latin1');
  // Every stream has a key of its own, with the number of its object; the sizes stay, and so does the table of places.
  const encrypted = plain.replace(
    /(\d+) 0 obj\n(<<\/Length \d+>>stream\n)([^]*?)\nendstream/g,
    (_whole, number: string, head: string, content: string) => {
      const own = md5(key, Buffer.from([Number(number), 0, 0, 0, 0])).subarray(0, 10);
      return `${number} 0 obj\n${head}${rc4(own, Buffer.from(content, 'latin1')).toString('latin1')}\nendstream`;
    },
  );
  return Buffer.from(encrypted, 'latin1');
}

/** Node's own is switched off in OpenSSL 3. */
function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const at = (index: number): number => state[index & 255] ?? 0;
  const swap = (a: number, b: number): void => {
    [state[a & 255], state[b & 255]] = [at(b), at(a)];
  };
  for (let index = 0, other = 0; index < 256; index++) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) & 255;
    swap(index, other);
  }
  let other = 0;
  return Buffer.from(
    data.map((byte, place) => {
      const index = (place + 1) & 255;
      other = (other + at(index)) & 255;
      swap(index, other);
      return byte ^ at(at(index) + at(other));
    }),
  );
}
