/** Documents of known text, from which the PDF suite makes files with different programs. */

export type Piece =
  | { heading: string; level: number }
  | { paragraph: string; footnote?: string }
  | { items: string[]; numbered?: boolean }
  | { table: string[][]; ruled: boolean }
  /** Set in two columns, the first filled before the second. */
  | { columns: Piece[] };

export interface LayoutSample {
  name: string;
  /** Repeated on every page, and no part of the text. `{page}` is the page's number. */
  header?: string;
  footer?: string;
  pieces: Piece[];
}

const english = [
  'The supplier delivers the goods within fourteen days of the order. If a delivery is late by more than three days, the buyer may cancel the order in writing and receives back what was paid in advance.',
  'Every offer is valid for thirty days. Prices include packaging but not freight, which is charged at cost. A surcharge of 2.5 % applies to orders below 400 euros, unless the framework agreement says otherwise.',
  'Damaged goods are reported with photographs on the day of their arrival. The warehouse keeps the original packaging until the claim is settled, which takes ten working days on average.',
  'Employees book their journeys through the travel desk at least two weeks ahead. First class is permitted on trains of more than five hours; flights within the country need the consent of the department head.',
  'Receipts are handed in within a month of the return. Meals are refunded by the daily rates of the country that was visited, and hotel nights up to the limit in the table of the annex.',
];
const german = [
  'Für Überstunden gilt: Sie werden vorrangig durch Freizeit ausgeglichen. Größere Mengen müssen von der Geschäftsführung genehmigt werden, bevor sie anfallen; rückwirkende Anträge sind ausgeschlossen.',
  'Die Kündigungsfrist beträgt während der Probezeit zwei Wochen, danach vier Wochen zum Fünfzehnten oder zum Ende eines Kalendermonats. Änderungen bedürfen der Schriftform.',
  'Beschäftigte erhalten jährlich dreißig Urlaubstage. Nicht genommener Urlaub verfällt am 31. März des Folgejahres, sofern der Arbeitgeber rechtzeitig darauf hingewiesen hat.',
];
const french = [
  'Le présent règlement intérieur s’applique à l’ensemble des salariés de l’établissement, y compris aux intérimaires et aux stagiaires, où qu’ils exercent leur activité.',
  'Les congés payés sont pris entre le 1er mai et le 31 octobre. L’employeur fixe l’ordre des départs après avis des délégués, en tenant compte de la situation de famille.',
];

const prices = [
  ['Article', 'Description', 'Unit price', 'Stock'],
  ['A-100', 'Hexagon bolt M8', '0.42', '1200'],
  ['A-205', 'Washer', '0.08', '5400'],
  ['B-310', 'Ball bearing 6204, sealed on both sides', '7.90', '86'],
  ['C-001', 'Drive belt', '14.25', '12'],
];
const rates = [
  ['Country', 'Full day', 'Half day', 'Hotel'],
  ['Austria', '40', '27', '108'],
  ['France', '53', '36', '105'],
  ['Italy', '42', '28', '150'],
  ['Poland', '34', '23', '124'],
];
const gaps = [
  ['Task', 'Owner', 'Due', 'Remarks'],
  ['Inventory of the north hall', 'Lena', '3 May', ''],
  ['Fire drill', '', '17 May', 'With the fire brigade, all exits are tested one after the other'],
  ['Audit of the books', 'Omar', '', 'Yearly'],
  ['Training', 'Ines', '2 June', ''],
];

const longText = (sections: number): Piece[] =>
  Array.from({ length: sections }, (_, index): Piece[] => [
    { heading: `${index + 1}. ${['Delivery', 'Prices', 'Claims', 'Travel', 'Refunds'][index % 5]}`, level: 2 },
    ...english.map((_text, offset) => ({ paragraph: english[(index + offset) % english.length] ?? '' })),
  ]).flat();

export const layoutSamples: LayoutSample[] = [
  {
    name: 'paragraphs and lists',
    pieces: [
      { heading: 'Terms of delivery', level: 1 },
      { paragraph: english[0] ?? '' },
      { paragraph: english[1] ?? '' },
      { heading: 'What to check', level: 2 },
      {
        items: [
          'the number of packages',
          'the seals of the pallets, which must be whole',
          'the date on the delivery note',
        ],
      },
      { paragraph: english[2] ?? '' },
      { items: ['Sign the note.', 'Take photographs of what is damaged.', 'Call the carrier.'], numbered: true },
      { paragraph: english[3] ?? '' },
    ],
  },
  {
    name: 'German and French',
    pieces: [
      { heading: 'Betriebsvereinbarung über Arbeitszeiten', level: 1 },
      ...german.map((paragraph) => ({ paragraph })),
      { heading: 'Règlement intérieur', level: 1 },
      ...french.map((paragraph) => ({ paragraph })),
    ],
  },
  {
    name: 'two columns',
    pieces: [
      { heading: 'Newsletter of the purchasing department', level: 1 },
      { columns: [...english, ...german].map((paragraph) => ({ paragraph })) },
      { paragraph: 'The next issue appears in the first week of October, and is sent to every office.' },
    ],
  },
  {
    name: 'ruled table',
    pieces: [
      { heading: 'Price list', level: 1 },
      { paragraph: english[1] ?? '' },
      { table: prices, ruled: true },
      { paragraph: english[2] ?? '' },
      { table: rates, ruled: true },
      { paragraph: 'Rates are checked every January.' },
    ],
  },
  {
    name: 'table with empty and long cells',
    pieces: [{ paragraph: 'Open tasks of the site:' }, { table: gaps, ruled: true }, { paragraph: english[0] ?? '' }],
  },
  {
    name: 'table without lines',
    pieces: [
      { heading: 'Daily rates', level: 1 },
      { paragraph: english[4] ?? '' },
      { table: rates, ruled: false },
      { paragraph: english[3] ?? '' },
    ],
  },
  {
    name: 'header and footer',
    header: 'General terms of Northwind Traders',
    footer: 'Confidential, page {page}',
    pieces: [{ heading: 'General terms', level: 1 }, ...longText(6)],
  },
  {
    name: 'table over two pages',
    pieces: [
      { heading: 'Stock', level: 1 },
      {
        table: [
          ['Shelf', 'Article', 'Pieces'],
          ...Array.from({ length: 70 }, (_, index) => [
            `S-${index + 1}`,
            `Part number ${4000 + index * 7}`,
            `${(index * 37) % 500}`,
          ]),
        ],
        ruled: true,
      },
      { paragraph: 'Counted on the last day of the year.' },
    ],
  },
  {
    name: 'footnotes',
    pieces: [
      { heading: 'Notes on refunds', level: 1 },
      { paragraph: english[4] ?? '', footnote: 'The rates are those of the ministry of finance.' },
      { paragraph: english[3] ?? '' },
    ],
  },
];

/** The words in reading order; a footnote stands after everything else of its page. */
export function wordsOf(pieces: Piece[]): string[] {
  const texts: string[] = [];
  const notes: string[] = [];
  for (const piece of pieces) {
    if ('heading' in piece) texts.push(piece.heading);
    else if ('items' in piece) texts.push(...piece.items);
    else if ('table' in piece) texts.push(...piece.table.flat());
    else if ('columns' in piece) texts.push(...wordsOf(piece.columns));
    else {
      texts.push(piece.paragraph);
      if (piece.footnote !== undefined) notes.push(piece.footnote);
    }
  }
  return [...texts, ...notes].flatMap((text) => text.split(/\s+/)).filter((word) => word !== '');
}

export const tablesOf = (pieces: Piece[]): string[][][] =>
  pieces.flatMap((piece) => ('table' in piece ? [piece.table] : []));

/** For Chromium, which repeats what is fixed on every page. */
export function toHtml({ header, footer, pieces }: LayoutSample): string {
  const repeated =
    (header === undefined ? '' : `@top-center { content: "${header}" }`) +
    (footer === undefined ? '' : `@bottom-center { content: "${footer.replace('{page}', '" counter(page) "')}" }`);
  const notes = pieces.flatMap((piece) =>
    'paragraph' in piece && piece.footnote !== undefined ? [piece.footnote] : [],
  );
  const end = notes.map((note, index) => `<p style="font-size: 80%"><sup>${index + 1}</sup> ${note}</p>`).join('');
  return `<!doctype html><meta charset="utf-8"><style>
    @page { size: A4; margin: 25mm; ${repeated} } body { font: 11pt/1.4 serif; margin: 0 }
    td, th { padding: 4px 8px; text-align: left; vertical-align: top } table.ruled { border-collapse: collapse }
    .ruled td, .ruled th { border: 1px solid #444 } .columns { column-count: 2; column-gap: 10mm }
  </style><body>${pieces.map(htmlPiece).join('\n')}${end}`;
}

function htmlPiece(piece: Piece): string {
  if ('heading' in piece) return `<h${piece.level}>${piece.heading}</h${piece.level}>`;
  if ('columns' in piece) return `<div class="columns">${piece.columns.map(htmlPiece).join('\n')}</div>`;
  if ('items' in piece) {
    const tag = piece.numbered === true ? 'ol' : 'ul';
    return `<${tag}>${piece.items.map((item) => `<li>${item}</li>`).join('')}</${tag}>`;
  }
  if ('paragraph' in piece) return `<p>${piece.paragraph}${piece.footnote === undefined ? '' : '<sup>1</sup>'}</p>`;
  const [head = [], ...rows] = piece.table;
  const row = (cells: string[], tag: string): string =>
    `<tr>${cells.map((cell) => `<${tag}>${cell}</${tag}>`).join('')}</tr>`;
  return `<table${piece.ruled ? ' class="ruled"' : ''}>${row(head, 'th')}${rows.map((cells) => row(cells, 'td')).join('')}</table>`;
}

/** A flat OpenDocument text for LibreOffice. */
export function toFodt({ header, footer, pieces }: LayoutSample): string {
  const border = '0.5pt solid #444444';
  const names = ['office', 'style', 'text', 'table', 'fo']
    .map(
      (name) =>
        `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name === 'fo' ? 'xsl-fo-compatible' : name}:1.0"`,
    )
    .join(' ');
  const repeated = (kind: string, text: string | undefined): string =>
    text === undefined
      ? ''
      : `<style:${kind}><text:p>${text.replace('{page}', '<text:page-number text:select-page="current"/>')}</text:p></style:${kind}>`;
  const style = (kind: string): string =>
    `<style:${kind}-style><style:header-footer-properties fo:min-height="10mm" fo:margin-bottom="5mm" fo:margin-top="5mm"/></style:${kind}-style>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${names} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:styles>
<style:default-style style:family="paragraph"><style:paragraph-properties fo:margin-bottom="3mm"/><style:text-properties fo:font-size="11pt"/></style:default-style>
<style:style style:name="H1" style:family="paragraph"><style:text-properties fo:font-size="20pt" fo:font-weight="bold"/></style:style>
<style:style style:name="H2" style:family="paragraph"><style:text-properties fo:font-size="15pt" fo:font-weight="bold"/></style:style>
<text:list-style style:name="Bullets"><text:list-level-style-bullet text:level="1" text:bullet-char="•"><style:list-level-properties text:space-before="5mm" text:min-label-width="5mm"/></text:list-level-style-bullet></text:list-style>
<text:list-style style:name="Numbers"><text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."><style:list-level-properties text:space-before="5mm" text:min-label-width="5mm"/></text:list-level-style-number></text:list-style>
</office:styles>
<office:automatic-styles>
<style:style style:name="Ruled" style:family="table-cell"><style:table-cell-properties fo:border="${border}" fo:padding="1.5mm"/></style:style>
<style:style style:name="Plain" style:family="table-cell"><style:table-cell-properties fo:border="none" fo:padding="1mm"/></style:style>
<style:style style:name="Columns" style:family="section"><style:section-properties><style:columns fo:column-count="2" fo:column-gap="10mm"/></style:section-properties></style:style>
<style:page-layout style:name="Page"><style:page-layout-properties fo:page-width="210mm" fo:page-height="297mm" fo:margin="20mm"/>${style('header')}${style('footer')}</style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="Page">${repeated('header', header)}${repeated('footer', footer)}</style:master-page></office:master-styles>
<office:body><office:text>${pieces.map(fodtPiece).join('\n')}</office:text></office:body></office:document>`;
}

function fodtPiece(piece: Piece): string {
  if ('heading' in piece) {
    return `<text:h text:outline-level="${piece.level}" text:style-name="H${piece.level}">${piece.heading}</text:h>`;
  }
  if ('columns' in piece) {
    return `<text:section text:style-name="Columns" text:name="S">${piece.columns.map(fodtPiece).join('\n')}</text:section>`;
  }
  if ('items' in piece) {
    const items = piece.items.map((item) => `<text:list-item><text:p>${item}</text:p></text:list-item>`).join('');
    return `<text:list text:style-name="${piece.numbered === true ? 'Numbers' : 'Bullets'}">${items}</text:list>`;
  }
  if ('paragraph' in piece) {
    const note =
      piece.footnote === undefined
        ? ''
        : `<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>${piece.footnote}</text:p></text:note-body></text:note>`;
    return `<text:p>${piece.paragraph}${note}</text:p>`;
  }
  const cell = (text: string): string =>
    `<table:table-cell table:style-name="${piece.ruled ? 'Ruled' : 'Plain'}"><text:p>${text}</text:p></table:table-cell>`;
  const rows = piece.table.map((cells) => `<table:table-row>${cells.map(cell).join('')}</table:table-row>`).join('');
  return `<table:table><table:table-column table:number-columns-repeated="${piece.table[0]?.length ?? 1}"/>${rows}</table:table>`;
}
