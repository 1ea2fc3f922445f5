import { expect, test } from 'vitest';
import { owner, readerOf, type Reader } from '../../documents/access.ts';
import { openTables } from '../../tables/testing/tables.fixture.ts';
import { createExtractiveWriter } from '../extractive-writer.ts';

const sales = `Region,Product,Amount
North,Pumps,"€1,200"
North,Valves,€300
South,Pumps,€450
South,Valves,€80
East,Pumps,€70
Total,,"€2,100"
`;

const report = `# Annual report

## Income

| £ thousand | 2025 | 2026 |
| --- | --- | --- |
| Service revenue | 1,500 | 1,800 |
| Product revenue | 4,000 | 3,000 |
| Total revenue | 5,500 | 4,800 |
| Operating cost | (2,100) | (1,900) |
| Growth rate | 4.5% | 6.0% |
`;

async function asker(files: Record<string, string>, access?: string[]) {
  const home = await openTables(files, access);
  const writer = createExtractiveWriter(0.2);
  const { signal } = home.run;
  const ask = (question: string, reader: Reader = owner) =>
    home.knowledge.ask(question, { reader, writer, passages: 12, signal });
  return { ...home, ask };
}

test.each([
  ['a cell by its row and column', 'What was the service revenue in 2026?', 'Service revenue, 2026: 1,800'],
  ['a total that is written down', 'What was the total revenue in 2025?', 'Total revenue, 2025: 5,500'],
  [
    'a cell for each year',
    'What was the product revenue in 2026 and 2025, respectively?',
    'Product revenue, 2026: 3,000; 2025: 4,000',
  ],
  [
    'a change',
    'What was the change in service revenue from 2025 to 2026?',
    'Change in Service revenue, 2025, 2026: 300',
  ],
  [
    'a change for the worse',
    'What was the percentage change in product revenue between 2025 and 2026?',
    'Percentage change in Product revenue, 2025, 2026: -25.00%',
  ],
  [
    'an average',
    'What was the average operating cost for 2025 and 2026?',
    'Average of Operating cost, 2025, 2026: -2,000',
  ],
  [
    'a sum over years, with what was added up',
    'What is the sum of service revenue in 2025 and 2026?',
    'Service revenue, 2025: 1,500; 2026: 1,800; Total: 3,300',
  ],
  ['the year that has most', 'In which year was the product revenue higher?', 'Highest Product revenue: 2025 (4,000)'],
  [
    'the years above a bound',
    'In which years was the service revenue above 1,600?',
    'Service revenue (above 1,600): 2026',
  ],
  [
    'how many years are above a bound',
    'In how many years was the product revenue more than 2,500?',
    'Count in Product revenue (more than 2,500), 2025, 2026: 2',
  ],
  [
    'a share of one row in another',
    'What was service revenue as a percentage of total revenue in 2026?',
    'Share of Service revenue / Total revenue, 2026: 37.50%',
  ],
])('from rows and years: %s', async (_what, question, expected) => {
  const { ask } = await asker({ 'report.md': report });
  const { sentences, model } = await ask(question);
  expect({ model, text: sentences.map(({ text }) => text) }).toEqual({ model: 'tables', text: [expected] });
});

test.each([
  [
    'a sum under a condition',
    'What is the total amount in the North region?',
    /^Total of Amount where Region: North: €1,500 /,
  ],
  ['a sum of two rows', 'What is the sum of the amount for pumps in South and North?', /: €1,650$/],
  ['no sum over several values of a column', 'What is the total amount of North and South?', null],
  ['an average', 'What is the average amount for pumps?', /: €573\.33 \(3 cells\)$/],
  ['how many rows', 'How many sales of the product Pumps are there?', /: 3$/],
  ['which rows are above a bound', 'Which products in the North region have an amount over 500?', /: Pumps$/],
])('from records: %s', async (_what, question, expected) => {
  const { ask } = await asker({ 'sales.csv': sales });
  const { answer, model } = await ask(question);
  if (expected === null) expect(model).not.toBe('tables');
  else expect(answer).toMatch(expected);
});

test('totals are not counted twice, whether a row says that it is one or not', async () => {
  const rows = 'Region,Amount\nNorth,1200\nSouth,450\nEast,70\nWest,280\n';
  for (const last of ['', 'Total,2000\n', 'All regions,2000\n', ',2000\n']) {
    const { ask } = await asker({ 'amounts.csv': rows + last });
    expect((await ask('What is the average amount?')).answer).toBe('Average of Amount: 500 (4 cells)');
    const { answer } = await ask('Which region has the highest amount?');
    expect(answer).toBe('Highest Amount: North (1200)');
  }
});

test('the rows are cited, with the head of the table, each as it stands in the document', async () => {
  const { ask, knowledge } = await asker({ 'report.md': report });
  const { sentences } = await ask('What was the change in service revenue from 2025 to 2026?');
  const { text } = await knowledge.document(owner, 'm:report.md');
  const quotes = sentences[0]?.citations.map(({ quote }) => quote);
  expect(quotes).toEqual(['Service revenue | 1,500 | 1,800', '£ thousand | 2025 | 2026']);
  for (const { start, end, quote } of sentences[0]?.citations ?? []) expect(text.slice(start, end)).toBe(quote);
});

test('of a sum over many rows ten are cited, and it is said how many there are', async () => {
  const rows = Array.from({ length: 40 }, (_, index) => `order ${index},${index % 2 === 0 ? 'North' : 'South'},10`);
  const { ask } = await asker({ 'orders.csv': `Order,Region,Price\n${rows.join('\n')}\n` });
  const { answer, sentences } = await ask('What is the total price in the region North?');
  expect(answer).toBe('Total of Price where Region: North: 200 (20 cells)');
  expect(sentences[0]?.citations).toHaveLength(11);
});

test('a table of thousands of rows is added up as a whole', async () => {
  const rows = Array.from({ length: 3000 }, (_, index) => `item ${index},${index % 100 === 7 ? 'Oslo' : 'Rome'},2`);
  const { ask } = await asker({ 'stock.csv': `Item,City,Pieces\n${rows.join('\n')}\n` });
  expect((await ask('What is the sum of pieces in the city Oslo?')).answer).toMatch(/^Total of Pieces.*Oslo: 60 /);
});

test('numbers are read and written as the table writes them', async () => {
  const file = 'Artikel;Preis\nSchraube;1.234,50 €\nMutter;0,99 €\nScheibe;12,00 €\n';
  const { ask } = await asker({ 'preise.csv': file });
  expect((await ask('Was ist der Preis der Schraube?')).answer).toContain('1.234,50 €');
  expect((await ask('Wie hoch ist die Summe der Preise?')).answer).toBe('Summe von Preis: 1.247,49 € (3 Zellen)');
  expect((await ask('Welcher Artikel hat den höchsten Preis?')).answer).toContain('Schraube');
});

test('what is not in the table is refused, and not guessed from what is', async () => {
  const { ask } = await asker({ 'report.md': report, 'sales.csv': sales });
  for (const question of [
    'What was the service revenue in 2019?',
    'What was the percentage change in licence revenue between 2025 and 2026?',
    'What was the change in service revenue from 2023 to 2024?',
    'What was the change in service revenue in 2025?',
    'How many sales in North and South have an amount over 100?',
    'What is the total amount in the Atlantis region?',
  ]) {
    const { model, refused } = await ask(question);
    expect([question, refused || model !== 'tables']).toEqual([question, true]);
  }
  expect(await ask('What was the percentage change in licence revenue between 2025 and 2026?')).toMatchObject({
    refused: true,
  });
});

test('two tables that answer as well are both said, with their names; more are not', async () => {
  const table = (amount: number) =>
    `## Costs\n\n| Site | Rent |\n| --- | --- |\n| Bergen | ${amount} |\n| Oslo | 9 |\n`;
  const files: Record<string, string> = {
    'one.md': `# Branch book\n\n${table(5)}`,
    'two.md': `# Audit\n\n${table(7)}`,
  };
  const { ask, contents, sync } = await asker(files);
  const { sentences } = await ask('What is the rent in Bergen?');
  expect(sentences.map(({ text }) => text).toSorted()).toEqual([
    'Audit, Costs: Bergen, Rent: 7',
    'Branch book, Costs: Bergen, Rent: 5',
  ]);
  contents.set('three.md', `# Plan\n\n${table(8)}`);
  contents.set('four.md', `# Draft\n\n${table(6)}`);
  await sync();
  expect((await ask('What is the rent in Bergen?')).model).not.toBe('tables');
});

test('of two tables with the same column the question chooses by what it says of them', async () => {
  const table = (amount: number) => `| Site | Rent |\n| --- | --- |\n| Bergen | ${amount} |\n| Oslo | 9 |\n`;
  const { ask } = await asker({
    'costs.md': `# Costs\n\n## Offices\n\n${table(5)}\n\n## Warehouses\n\n${table(7)}`,
  });
  expect((await ask('What is the rent of warehouses in Bergen?')).answer).toBe('Bergen, Rent: 7');
  expect((await ask('What is the rent of offices in Bergen?')).answer).toBe('Bergen, Rent: 5');
});

test('of two tables that differ in their time the newest counts', async () => {
  const file = (year: number, fee: number) =>
    `---\ndate: ${year}-01-01\n---\n\n# Fees\n\n| Service | Fee |\n| --- | --- |\n| Copying | ${fee} |\n| Binding | 9 |\n`;
  const { ask } = await asker({ 'old.md': file(2024, 5), 'new.md': file(2026, 7) });
  expect((await ask('What is the fee for copying?')).sentences[0]?.text).toBe('Copying, Fee: 7');
});

test('a filter leaves out tables of other documents', async () => {
  const { knowledge, run } = await openTables({ 'sales.csv': sales });
  const options = { reader: owner, writer: createExtractiveWriter(0.2), passages: 12, signal: run.signal };
  const ask = (path: string) =>
    knowledge.ask('Which region has the highest amount for the product Pumps?', {
      ...options,
      filter: { field: 'path', op: 'contains', value: path },
    });
  expect(await ask('sales')).toMatchObject({ model: 'tables' });
  expect(await ask('other')).toMatchObject({ refused: true });
});

test('a table is for those who may see its document', async () => {
  const { ask } = await asker({ 'sales.csv': sales }, ['group:sales']);
  const question = 'Which region has the highest amount for the product Pumps?';
  expect(await ask(question, readerOf(['group:sales']))).toMatchObject({ model: 'tables', refused: false });
  expect(await ask(question, readerOf(['group:hr']))).toMatchObject({ refused: true, sentences: [] });
  expect(await ask(question, readerOf([]))).toMatchObject({ refused: true, sentences: [] });
});

test('the threshold of the writer holds for tables too', async () => {
  const { knowledge, run } = await openTables({ 'report.md': report });
  const options = { reader: owner, passages: 12, signal: run.signal };
  const never = await knowledge.ask('What was the service revenue in 2026?', {
    ...options,
    writer: createExtractiveWriter(1),
  });
  expect(never.refused).toBe(true);
});

test('a model is not asked for what is computed from cells, but for all else', async () => {
  const { knowledge, run } = await openTables({ 'report.md': report });
  let asked = 0;
  const writer = {
    name: 'model',
    write: () => {
      asked += 1;
      return Promise.resolve({ sentences: [] });
    },
  };
  const options = { reader: owner, writer, passages: 12, signal: run.signal };
  expect(await knowledge.ask('What was the service revenue in 2026?', options)).toMatchObject({ model: 'tables' });
  expect(asked).toBe(0);
  expect(await knowledge.ask('Who wrote the annual report?', options)).toMatchObject({ model: 'model' });
  expect(asked).toBe(1);
});
