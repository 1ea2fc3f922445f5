import { makeZip } from './make-files.ts';

const names = ['office', 'text', 'table', 'draw', 'style', 'presentation', 'svg', 'dc', 'meta', 'manifest', 'xlink']
  .map((name) => `xmlns:${name}="urn:${name}"`)
  .join(' ');

/** An OpenDocument file of this kind with the content of its body, its automatic styles, and other parts by name. */
export function makeOdf(
  kind: 'text' | 'spreadsheet' | 'presentation',
  body: string,
  { styles = '', meta = '', ...more }: Record<string, string> = {},
): Uint8Array {
  return makeZip({
    mimetype: `application/vnd.oasis.opendocument.${kind}`,
    'META-INF/manifest.xml': `<manifest:manifest ${names}/>`,
    'content.xml': `<?xml version="1.0"?><office:document-content ${names}><office:automatic-styles>${styles}</office:automatic-styles><office:body><office:${kind}>${body}</office:${kind}></office:body></office:document-content>`,
    'meta.xml': `<office:document-meta ${names}><office:meta>${meta}</office:meta></office:document-meta>`,
    ...more,
  });
}
