import { assemblePdf } from './draw-pdf.ts';

/** Pages as TeX sets them: two columns line by line, ligatures as single signs, kerned words, divided words. */

interface LatexPage {
  name: string;
  file: Uint8Array;
  /** In reading order, whole and without ligatures. */
  words: string[];
}

const left = [
  'The official figures of the last five years confirm that the flow',
  'of goods through the northern harbour has grown more than was fore-',
  'seen. Affiliated firms account for a third of it, and the offices that',
  'grant their certificates find it difficult to keep pace. We define a',
  'simple measure of the effort, and show how it reflects the waiting',
  'time of a shipment. It is sufficient to know three quantities, which',
  'every forwarder has at hand: the weight, the tariff and the origin.',
];
const right = [
  'Our second finding is that the waiting time differs by the season.',
  'In autumn the terminals are filled with fruit, which is inspected be-',
  'fore anything else; machine parts then wait for eleven days. A finer',
  'schedule would flatten the peaks without any further staff, as was',
  'shown in a field trial of two weeks. The authors are grateful to the',
  'staff of the customs office for their patience, and to the anonymous',
  'reviewers, whose advice has made this article a better one.',
];

const joined = (lines: readonly string[]): string[] =>
  lines
    .join(' ')
    .replace(/(\p{L})- /gu, '$1')
    .split(' ');

export const latexPages: LatexPage[] = [
  {
    name: 'one column with ligatures and kerning',
    file: makeLatexPdf(left.map((text, index) => ({ x: 130, y: 700 - index * 12, text }))),
    words: joined(left),
  },
  {
    name: 'two columns whose lines alternate in the file',
    file: makeLatexPdf(
      left.flatMap((text, index) => [
        { x: 54, y: 700 - index * 12, text },
        { x: 317, y: 700 - index * 12, text: right[index] ?? '' },
      ]),
    ),
    words: [...joined(left), ...joined(right)],
  },
  {
    name: 'a title over two columns that do not stand level',
    file: makeLatexPdf([
      { x: 100, y: 740, text: 'On the flow of goods and the effort of certificates in northern harbours' },
      ...left.map((text, index) => ({ x: 54, y: 700 - index * 12, text })),
      ...right.map((text, index) => ({ x: 317, y: 695 - index * 12, text })),
    ]),
    words: [
      ...'On the flow of goods and the effort of certificates in northern harbours'.split(' '),
      ...joined(left),
      ...joined(right),
    ],
  },
];

/**
 * A PDF of lines in 8 point, each an array of kerned pieces; the ligatures are the codes 1 to 4, whose letters only
 * the font's table of signs (ToUnicode) tells.
 */
function makeLatexPdf(lines: readonly { x: number; y: number; text: string }[]): Uint8Array {
  const ligatures = ['ffi', 'ff', 'fi', 'fl'];
  const map = ligatures.map((letters, index) => {
    const units = letters
      .split('')
      .map((letter) => letter.charCodeAt(0).toString(16).padStart(4, '0'))
      .join('');
    return `<0${index + 1}> <${units}>`;
  });
  const toUnicode = [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Map def /CMapType 2 def',
    '1 begincodespacerange <00> <ff> endcodespacerange',
    `${map.length} beginbfchar ${map.join('\n')} endbfchar`,
    '1 beginbfrange <20> <7e> <0020> endbfrange endcmap end end',
  ].join('\n');
  const content = lines
    .map(({ x, y, text }) => `BT /F1 8 Tf 1 0 0 1 ${x} ${y} Tm [${kerned(text, ligatures)}] TJ ET`)
    .join('\n');
  const widths = Array.from({ length: 126 }, (_, code) => (code < 4 ? 556 : widthOf(String.fromCharCode(code + 1))));
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[4 0 R]/Count 1>>',
    `<</Type/Font/Subtype/Type1/BaseFont/Times-Roman/FirstChar 1/LastChar 126/Widths[${widths.join(' ')}]/ToUnicode 6 0 R/Encoding<</Type/Encoding/Differences[1/f_f_i/f_f/fi/fl]>>>>`,
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>/Contents 5 0 R>>',
    `<</Length ${content.length}>>stream\n${content}\nendstream`,
    `<</Length ${toUnicode.length}>>stream\n${toUnicode}\nendstream`,
  ];
  return assemblePdf(objects);
}

/** Words and the gaps between them as TeX writes them: no spaces, and small shifts inside the words. */
function kerned(text: string, ligatures: readonly string[]): string {
  return text
    .split(' ')
    .map((word) => {
      const codes = word.replace(/ffi|ff|fi|fl/g, (letters) => `\\00${ligatures.indexOf(letters) + 1}`);
      return codes.length > 6 && !codes.includes('\\') ? `(${codes.slice(0, 3)})18(${codes.slice(3)})` : `(${codes})`;
    })
    .join('-290');
}

function widthOf(letter: string): number {
  if (/[ijltf.,;:'!|]/.test(letter)) return 278;
  return /[mwMW]/.test(letter) ? 750 : /[A-Z]/.test(letter) ? 660 : 470;
}
