import { makeZip } from './make-files.ts';

const oasis = 'urn:oasis:names:tc:opendocument:xmlns';

/** The names of the parts of the language, as office programs want them. */
export const odfNames = [
  ...['office', 'text', 'table', 'style', 'presentation', 'meta', 'manifest'].map((name) => [
    name,
    `${oasis}:${name}:1.0`,
  ]),
  ['draw', `${oasis}:drawing:1.0`],
  ['fo', `${oasis}:xsl-fo-compatible:1.0`],
  ['svg', `${oasis}:svg-compatible:1.0`],
  ['dc', 'http://purl.org/dc/elements/1.1/'],
  ['xlink', 'http://www.w3.org/1999/xlink'],
]
  .map(([name, address]) => `xmlns:${name}="${address}"`)
  .join(' ');

/** An OpenDocument file of this kind with the content of its body, its automatic styles, and other parts by name. */
export function makeOdf(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  { styles = '', meta = '', ...more }: Record<string, string> = {},
): Uint8Array {
  return makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml': `<manifest:manifest ${odfNames}/>`,
    'content.xml': `<?xml version="1.0"?><office:document-content ${odfNames}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'meta.xml': `<office:document-meta ${odfNames}><office:meta>${meta}</office:meta></office:document-meta>`,
    ...more,
  });
}
