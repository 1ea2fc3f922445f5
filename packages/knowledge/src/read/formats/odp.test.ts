import { expect, test } from 'vitest';
import { makeOdf } from '../testing/make-odf.ts';
import { outline, readBytes } from '../testing/read-bytes.ts';

const frame = (kind: string, content: string): string =>
  `<draw:frame presentation:class="${kind}"><draw:text-box>${content}</draw:text-box></draw:frame>`;
const p = (text: string): string => `<text:p>${text}</text:p>`;

test('slides are pages with titles, lists, tables and notes; hidden ones are left out', async () => {
  const body = `<draw:page draw:style-name="dp1">
    ${frame('outline', `<text:list><text:list-item>${p('Book early')}<text:list><text:list-item>${p('by train')}</text:list-item></text:list></text:list-item></text:list>`)}
    ${frame('title', p('Travel <text:span>rules</text:span>'))}
    <draw:g><draw:custom-shape>${p('A box')}</draw:custom-shape></draw:g>
    <draw:frame><table:table table:use-first-row-styles="true"><table:table-row><table:table-cell>${p('Item')}</table:table-cell><table:table-cell>${p('Limit')}</table:table-cell></table:table-row><table:table-row><table:table-cell>${p('Hotel')}</table:table-cell><table:table-cell>${p('120')}</table:table-cell></table:table-row></table:table><draw:image/></draw:frame>
    <presentation:notes><draw:page-thumbnail/>${frame('notes', p('Say hello') + p('and wait'))}</presentation:notes></draw:page>
    <draw:page draw:style-name="dp2">${frame('title', p('Hidden'))}</draw:page>
    <draw:page>${frame('subtitle', p('The end'))}</draw:page>`;
  const styles =
    '<style:style style:name="dp2"><style:drawing-page-properties presentation:visibility="hidden"/></style:style>';
  const document = await readBytes('talk.odp', makeOdf('presentation', body, { styles }));
  expect(document).toMatchObject({ format: 'odp', pages: 3, title: 'Travel rules' });
  expect(outline(document)).toEqual([
    'heading 1 p1: Travel rules',
    'list-item 1 p1: Book early',
    'list-item 2 p1: by train',
    'paragraph p1: A box',
    'table-header p1: Item | Limit',
    'table-row p1: Hotel | 120',
    'note p1: Say hello',
    'note p1: and wait',
    'paragraph p3: The end',
  ]);
});
