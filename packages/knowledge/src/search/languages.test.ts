import { expect, test } from 'vitest';
import { owner } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';

/** A small company that writes in four languages. */
const documents: Record<string, string> = {
  'de:kuendigung': `# Beendigung des Arbeitsverhältnisses\n\nDie Kündigungsfrist beträgt nach der Probezeit vier Wochen zum Ende eines Monats. Sie gilt für beide Seiten und wird mit den Jahren länger.`,
  'de:urlaub': `# Erholung\n\nJeder Beschäftigte hat im Jahr Anspruch auf dreißig Urlaubstage. Der Urlaubsantrag wird bei der Teamleitung gestellt.`,
  'de:reise': `# Dienstreisen\n\nDie Reisekostenabrechnung ist innerhalb von zwei Wochen einzureichen. Belege über zehn Euro sind im Original beizufügen.`,
  'de:krank': `# Krankmeldung\n\nWer krank ist, meldet sich bis neun Uhr. Ab dem dritten Tag ist eine ärztliche Bescheinigung nötig, die auch für Kinder gilt.`,
  'de:auto': `# Dienstwagen\n\nDie Größe des Fahrzeugs richtet sich nach der Stufe. Für die Überführung nach Köln wird ein Fahrer gestellt.`,
  'de:wartung': `# Wartung der Wärmetauscher\n\nDas Wartungsintervall der Anlage HX-2140-B ist auf zwölf Monate festgelegt. Die Druckprüfung wird dabei von zwei Monteuren gemacht.`,
  'fr:conge': `# Congés\n\nLes salariés ont droit à vingt-cinq jours de congés payés par an. La demande est adressée au responsable un mois avant le départ.`,
  'fr:teletravail': `# Télétravail\n\nL'indemnité de télétravail est versée par l'entreprise pour chaque jour travaillé à la maison, dans la limite de dix jours par mois.`,
  'fr:frais': `# Notes de frais\n\nLes dépenses engagées par les directrices et les vendeurs sont remboursées sur présentation des justificatifs originaux.`,
  'es:vacaciones': `# Vacaciones\n\nEl personal tiene derecho a veintitrés días de vacaciones por año. La solicitud se presenta a la dirección con un mes de antelación.`,
  'es:gastos': `# Gastos\n\nLos gastos de viaje de los trabajadores se reembolsan con las facturas originales en el plazo de dos semanas.`,
  'en:leave': `# Leave\n\nAll employees have twenty-five days of paid leave a year. They ask for it a month before they go, and the team lead decides.`,
  'en:notice': `# Notice\n\nThe notice period is four weeks after probation. It is the same for both sides, and it grows with the years of service.`,
};

const queries: [query: string, document: string][] = [
  ['Frist für eine Kündigung', 'de:kuendigung'],
  ['Kuendigungsfristen', 'de:kuendigung'],
  ['kündigen', 'de:kuendigung'],
  ['Wie viel Urlaub steht mir zu?', 'de:urlaub'],
  ['Antrag auf Urlaub', 'de:urlaub'],
  ['Kosten einer Reise', 'de:reise'],
  ['Abrechnung', 'de:reise'],
  ['kranke Mitarbeiter', 'de:krank'],
  ['Arztbescheinigung', 'de:krank'],
  ['groesse des Wagens', 'de:auto'],
  ['Ueberfuehrung', 'de:auto'],
  ['Monteur Prüfung', 'de:wartung'],
  ['hx-2140-b', 'de:wartung'],
  ['jour de congé', 'fr:conge'],
  ["l'indemnité", 'fr:teletravail'],
  ['travailler à la maison', 'fr:teletravail'],
  ['remboursement au directeur', 'fr:frais'],
  ['dépense vendeuse', 'fr:frais'],
  ['¿Cuántos días de vacación?', 'es:vacaciones'],
  ['trabajadora factura original', 'es:gastos'],
  ['paid leave of an employee', 'en:leave'],
  ['notice periods', 'en:notice'],
];

async function openCompany(texts: Record<string, string>) {
  const opened = await openTestHome();
  const { source } = await opened.knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  await opened.knowledge.sync(source.id, opened.run, memorySource(new Map(Object.entries(texts))));
  return opened.knowledge;
}

test('passages are found by other forms of their words, each in its own language', async () => {
  const knowledge = await openCompany(documents);
  const missed: string[] = [];
  for (const [query, expected] of queries) {
    const [first] = (await knowledge.search(query, { limit: 3, reader: owner })).hits;
    if (first?.uri !== expected) missed.push(`${query}: ${first?.uri} instead of ${expected}`);
  }
  expect(missed).toEqual([]);
});

test('a compound of the query is found by its parts where the documents have them apart', async () => {
  const knowledge = await openCompany({
    'm:zone': 'Der Tarif der Zonenkarte ist für alle Fahrgäste gleich und wird im Mai angepasst.',
    'm:other': 'Das Büro ist an allen Tagen der Woche von acht bis fünf für die Besucher geöffnet.',
  });
  const { hits } = await knowledge.search('Tarifzonenkarte', { limit: 3, reader: owner });
  expect(hits.map((hit) => hit.uri)).toEqual(['m:zone']);
});

test('where only English is held, a query is its English terms and no others', async () => {
  const { 'en:leave': leave = '', 'en:notice': notice = '' } = documents;
  const knowledge = await openCompany({
    'm:leave': leave,
    'm:notice': notice,
    'm:die': 'The die of the press is made of steel.',
  });
  // "die" is a German article, and no stop word here.
  const { hits } = await knowledge.search('die', { limit: 5, reader: owner });
  expect(hits.map((hit) => hit.uri)).toEqual(['m:die']);
});

test('German questions are answered from German passages', async () => {
  const knowledge = await openCompany(documents);
  const { createExtractiveWriter } = await import('../answer/extractive-writer.ts');
  const answer = await knowledge.ask('Wie lange ist die Frist für eine Kündigung?', {
    reader: owner,
    writer: createExtractiveWriter(0),
    passages: 5,
    signal: new AbortController().signal,
  });
  expect(answer.answer).toContain('vier Wochen');
});
