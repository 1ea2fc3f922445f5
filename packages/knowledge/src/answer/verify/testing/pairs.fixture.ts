/** A sentence, the sources it cites, and whether they bear it out. */
export interface Pair {
  sentence: string;
  sources: string[];
  supported: boolean;
  /** What makes it hard. */
  about: string;
}

export function pairsOf(
  sources: string | string[],
  right: [about: string, sentence: string][],
  wrong: [about: string, sentence: string][],
): Pair[] {
  const list = typeof sources === 'string' ? [sources] : sources;
  return [
    ...right.map(([about, sentence]) => ({ sentence, sources: list, supported: true, about })),
    ...wrong.map(([about, sentence]) => ({ sentence, sources: list, supported: false, about })),
  ];
}

/** Rules as companies write them, said rightly and bent in every way that a model bends them. */
export const pairs: readonly Pair[] = [
  ...pairsOf(
    'Employees must submit travel expenses within 14 days after the trip.',
    [
      ['passive', 'Travel expenses must be submitted by employees within 14 days after the trip.'],
      ['synonyms', 'Staff are required to send in their travel expenses within 14 days after the trip.'],
      ['unit of another size', 'Employees must submit travel expenses within two weeks after the trip.'],
      ['other order', 'Within 14 days after the trip, employees must submit travel expenses.'],
    ],
    [
      ['number', 'Employees must submit travel expenses within 10 days after the trip.'],
      ['unit', 'Employees must submit travel expenses within 14 weeks after the trip.'],
      ['unit of its own', 'Employees must submit travel expenses within 14 working days after the trip.'],
      ['direction', 'Employees must submit travel expenses within 14 days before the trip.'],
      ['modality', 'Employees may submit travel expenses within 14 days after the trip.'],
      ['negation', 'Employees must not submit travel expenses within 14 days after the trip.'],
      ['who', 'Contractors must submit travel expenses within 14 days after the trip.'],
      [
        'added clause',
        'Employees must submit travel expenses within 14 days after the trip, with the signature of a manager.',
      ],
      ['added to a list', 'Employees must submit travel expenses and hotel vouchers within 14 days after the trip.'],
      ['within turned to after', 'Employees must submit travel expenses 14 days before the trip.'],
    ],
  ),
  ...pairsOf(
    'Band 3 pays 50,000 euros a year and band 4 pays 61,000 euros a year.',
    [
      ['one of two', 'Band 4 pays 61,000 euros a year.'],
      ['currency as a sign', 'Band 3 pays €50,000 per year.'],
      ['the other first', 'Band 4 pays 61,000 euros and band 3 pays 50,000 euros a year.'],
    ],
    [
      ['swapped numbers', 'Band 3 pays 61,000 euros a year and band 4 pays 50,000 euros a year.'],
      ['number of the other', 'Band 3 pays 61,000 euros a year.'],
      ['currency', 'Band 4 pays 61,000 dollars a year.'],
      ['label', 'Band 5 pays 61,000 euros a year.'],
      ['scale', 'Band 4 pays 6,100 euros a year.'],
    ],
  ),
  ...pairsOf(
    'Blood donors may leave two hours early. Bone marrow donors get seven paid days of leave.',
    [
      ['number word', 'Bone marrow donors receive 7 paid days of leave.'],
      ['digit for a word', 'Blood donors may leave 2 hours early.'],
      ['synonym', 'Bone marrow donors get seven paid days of vacation.'],
    ],
    [
      ['merged', 'Blood donors get seven paid days of leave.'],
      ['merged the other way', 'Bone marrow donors may leave two hours early.'],
      ['lost negation of a word', 'Bone marrow donors get seven unpaid days of leave.'],
      ['opposite', 'Blood donors may leave two hours late.'],
    ],
  ),
  ...pairsOf(
    'The notice period is 30 days. It does not apply during probation.',
    [
      ['denied as there', 'The notice period does not apply during probation.'],
      ['said short', 'Notice period: 30 days.'],
      ['contracted', "The notice period is 30 days, but it doesn't apply during probation."],
    ],
    [
      ['negation lost', 'The notice period applies during probation.'],
      ['negation added', 'The notice period is not 30 days.'],
      ['negation moved', 'The notice period is not 30 days, but it applies during probation.'],
      ['never', 'The notice period is never 30 days.'],
    ],
  ),
  ...pairsOf(
    'You may cancel the order unless it has already shipped.',
    [
      ['exception kept', 'The order may be cancelled unless it has already shipped.'],
      ['the exception as a denial', 'An order that has already shipped cannot be cancelled.'],
    ],
    [
      ['exception lost', 'You may cancel the order.'],
      ['exception denied', 'You may cancel the order after it has already shipped.'],
    ],
  ),
  ...pairsOf(
    'The library is open every day except Sunday.',
    [['exception kept', 'Except on Sunday, the library is open every day.']],
    [
      ['exception lost', 'The library is open every day.'],
      ['other weekday', 'The library is open every day except Monday.'],
    ],
  ),
  ...pairsOf(
    'Revenue increased by 12.5 % to 4.2 million euros in 2025, while costs fell by 3 percentage points.',
    [
      ['synonym of direction', 'Revenue rose by 12.5 percent to 4.2 million euros in 2025.'],
      ['digits spelled out', 'In 2025, revenue grew by 12.5 % to 4,200,000 euros.'],
      ['one clause', 'Costs decreased by 3 percentage points.'],
    ],
    [
      ['direction', 'Revenue decreased by 12.5 % to 4.2 million euros in 2025.'],
      ['percent for points', 'Costs fell by 3 %.'],
      ['swapped numbers', 'Revenue increased by 3 % while costs fell by 12.5 percentage points.'],
      ['year', 'Revenue increased by 12.5 % to 4.2 million euros in 2024.'],
      ['million to billion', 'Revenue increased to 4.2 billion euros in 2025.'],
    ],
  ),
  ...pairsOf(
    'The contract with Anna Schmidt ends on 31 March 2026; the contract with Peter Braun ends on 30 June 2026.',
    [
      ['date in digits', 'The contract with Anna Schmidt ends on 2026-03-31.'],
      ['American date', "Peter Braun's contract ends on June 30, 2026."],
      ['month alone', "Anna Schmidt's contract ends in March 2026."],
    ],
    [
      ['changed name', 'The contract with Anna Meier ends on 31 March 2026.'],
      ['swapped names', 'The contract with Peter Braun ends on 31 March 2026.'],
      ['day', 'The contract with Anna Schmidt ends on 30 March 2026.'],
      ['month', 'The contract with Anna Schmidt ends on 31 May 2026.'],
      ['begin for end', 'The contract with Anna Schmidt begins on 31 March 2026.'],
    ],
  ),
  ...pairsOf(
    'Passwords must have at least 12 characters and may be reused after 24 months.',
    [
      ['no fewer than', 'Passwords must have no fewer than 12 characters.'],
      ['years', 'Passwords may be reused after two years.'],
      ['or more', 'A password must have 12 characters or more.'],
    ],
    [
      ['at most', 'Passwords must have at most 12 characters.'],
      ['more than', 'Passwords must have more than 12 characters.'],
      ['must for may', 'Passwords must be reused after 24 months.'],
      ['before for after', 'Passwords may be reused before 24 months.'],
    ],
  ),
  ...pairsOf(
    'Only managers may approve invoices above 5,000 USD.',
    [
      ['passive', 'Invoices above 5,000 USD may only be approved by managers.'],
      ['over', 'Only managers may approve invoices over $5,000.'],
    ],
    [
      ['who', 'Only employees may approve invoices above 5,000 USD.'],
      ['below', 'Only managers may approve invoices below 5,000 USD.'],
      ['currency', 'Only managers may approve invoices above 5,000 EUR.'],
      ['must', 'Only managers must approve invoices above 5,000 USD.'],
    ],
  ),
  ...pairsOf(
    ['The buyer pays the freight to Hamburg.', 'The seller insures the goods against loss.'],
    [
      ['a clause each', 'The buyer pays the freight to Hamburg, and the seller insures the goods against loss.'],
      ['passive', 'The freight to Hamburg is paid by the buyer.'],
    ],
    [
      ['merged', 'The seller pays the freight to Hamburg.'],
      ['merged the other way', 'The buyer insures the goods against loss.'],
      ['place', 'The buyer pays the freight to Bremen.'],
    ],
  ),
  ...pairsOf(
    'Error E-4711 means that the pump HX-2140-B has no water; open valve V3 before you restart it.',
    [
      ['code', 'Error E-4711 means the pump HX-2140-B has no water.'],
      ['order of steps', 'Before you restart it, open valve V3.'],
    ],
    [
      ['code', 'Error E-4712 means that the pump HX-2140-B has no water.'],
      ['part', 'Error E-4711 means that the pump HX-2141-B has no water.'],
      ['negation lost', 'Error E-4711 means that the pump HX-2140-B has water.'],
      ['open for close', 'Close valve V3 before you restart it.'],
      ['after for before', 'Open valve V3 after you restart it.'],
    ],
  ),
  ...pairsOf(
    'Mitarbeiter erhalten 30 Tage Urlaub im Jahr. In der Probezeit besteht kein Anspruch auf Sonderurlaub.',
    [
      ['synonym', 'Angestellte bekommen 30 Tage Urlaub pro Jahr.'],
      ['other order', 'Im Jahr erhalten Mitarbeiter 30 Tage Urlaub.'],
      ['denied as there', 'Es besteht in der Probezeit kein Anspruch auf Sonderurlaub.'],
      ['other denial', 'Ein Anspruch auf Sonderurlaub besteht in der Probezeit nicht.'],
    ],
    [
      ['number', 'Mitarbeiter erhalten 28 Tage Urlaub im Jahr.'],
      ['unit', 'Mitarbeiter erhalten 30 Arbeitstage Urlaub im Jahr.'],
      ['negation lost', 'In der Probezeit besteht Anspruch auf Sonderurlaub.'],
      ['negation added', 'Mitarbeiter erhalten keine 30 Tage Urlaub im Jahr.'],
      ['added', 'Mitarbeiter erhalten 30 Tage Urlaub im Jahr und ein Weihnachtsgeld.'],
      ['who', 'Auszubildende erhalten 30 Tage Urlaub im Jahr.'],
    ],
  ),
  ...pairsOf(
    'Die Kündigungsfrist beträgt drei Monate zum Quartalsende; die Kündigung muss schriftlich erfolgen.',
    [
      ['digits', 'Die Kündigungsfrist beträgt 3 Monate zum Quartalsende.'],
      ['order', 'Schriftlich muss die Kündigung erfolgen.'],
      ['short', 'Kündigungsfrist: drei Monate zum Quartalsende.'],
    ],
    [
      ['number', 'Die Kündigungsfrist beträgt vier Monate zum Quartalsende.'],
      ['unit', 'Die Kündigungsfrist beträgt drei Wochen zum Quartalsende.'],
      ['modality', 'Die Kündigung kann schriftlich erfolgen.'],
      ['opposite', 'Die Kündigung muss mündlich erfolgen.'],
      ['negation', 'Die Kündigung muss nicht schriftlich erfolgen.'],
    ],
  ),
  ...pairsOf(
    'Reisen ohne Genehmigung werden nicht erstattet. Der Höchstbetrag liegt bei 1.250,50 Euro.',
    [
      ['other order', 'Nicht erstattet werden Reisen ohne Genehmigung.'],
      ['number in another form', 'Der Höchstbetrag liegt bei 1250,50 €.'],
    ],
    [
      ['without for with', 'Reisen mit Genehmigung werden nicht erstattet.'],
      ['negation lost', 'Reisen ohne Genehmigung werden erstattet.'],
      ['digits swapped', 'Der Höchstbetrag liegt bei 1.520,50 Euro.'],
      ['thousands for decimals', 'Der Höchstbetrag liegt bei 1,25 Euro.'],
    ],
  ),
  ...pairsOf(
    'Frau Dr. Weber leitet den Einkauf, Herr Kaya leitet den Vertrieb.',
    [
      ['one', 'Herr Kaya leitet den Vertrieb.'],
      ['passive', 'Der Vertrieb wird von Herrn Kaya geleitet.'],
    ],
    [
      ['swapped', 'Herr Kaya leitet den Einkauf.'],
      ['name', 'Frau Dr. Becker leitet den Einkauf.'],
      ['department', 'Frau Dr. Weber leitet den Versand.'],
    ],
  ),
  ...pairsOf(
    'Der Zugang ist ab dem 1. März 2026 mindestens 90 Tage vor der Prüfung zu beantragen.',
    [['date', 'Der Zugang ist ab dem 01.03.2026 mindestens 90 Tage vor der Prüfung zu beantragen.']],
    [
      ['direction', 'Der Zugang ist ab dem 1. März 2026 mindestens 90 Tage nach der Prüfung zu beantragen.'],
      ['bound', 'Der Zugang ist ab dem 1. März 2026 höchstens 90 Tage vor der Prüfung zu beantragen.'],
      ['until', 'Der Zugang ist bis zum 1. März 2026 mindestens 90 Tage vor der Prüfung zu beantragen.'],
      ['date', 'Der Zugang ist ab dem 3. Januar 2026 mindestens 90 Tage vor der Prüfung zu beantragen.'],
    ],
  ),
  ...pairsOf(
    'Les salariés ont droit à 25 jours de congé par an, sauf pendant la période d’essai.',
    [
      ['exception kept', 'Sauf pendant la période d’essai, les salariés ont droit à 25 jours de congé par an.'],
      ['synonym', 'Les employés ont droit à 25 jours de congé par an, sauf pendant la période d’essai.'],
    ],
    [
      ['number', 'Les salariés ont droit à 30 jours de congé par an, sauf pendant la période d’essai.'],
      ['exception lost', 'Les salariés ont droit à 25 jours de congé par an.'],
      ['negation', 'Les salariés n’ont pas droit à 25 jours de congé par an, sauf pendant la période d’essai.'],
    ],
  ),
  ...pairsOf(
    'La demande doit être envoyée avant le 15 mars 2026.',
    [['order', 'Avant le 15 mars 2026, la demande doit être envoyée.']],
    [
      ['direction', 'La demande doit être envoyée après le 15 mars 2026.'],
      ['modality', 'La demande peut être envoyée avant le 15 mars 2026.'],
    ],
  ),
  ...pairsOf(
    'El empleado debe presentar la factura en un plazo de 10 días hábiles y no puede superar 1.500 euros.',
    [
      ['order', 'La factura debe presentarse por el empleado en un plazo de 10 días hábiles.'],
      ['synonym', 'El trabajador debe presentar la factura en un plazo de diez días hábiles.'],
    ],
    [
      ['unit', 'El empleado debe presentar la factura en un plazo de 10 semanas.'],
      ['modality', 'El empleado puede presentar la factura en un plazo de 10 días hábiles.'],
      ['number', 'No puede superar 15.000 euros.'],
      ['negation lost', 'Puede superar 1.500 euros.'],
    ],
  ),
  ...pairsOf(
    'The system might restart after an update. All users should save their work.',
    [['possibility kept', 'After an update, the system might restart.']],
    [
      ['certain', 'The system restarts after an update.'],
      ['must for should', 'All users must save their work.'],
    ],
  ),
  ...pairsOf(
    'The Normans were the people who in the 10th and 11th centuries gave their name to Normandy, a region in France.',
    [
      ['passive', 'Normandy, a region in France, was named by the Normans in the 10th and 11th centuries.'],
      ['one part', 'Normandy is a region in France.'],
    ],
    [
      ['place', 'Normandy is a region in Germany.'],
      ['century', 'The Normans gave their name to Normandy in the 12th century.'],
      ['added detail', 'Normandy is a region in France with many castles.'],
    ],
  ),
  ...pairsOf(
    'Visitors sign in at the front desk and wear a badge at all times. Dogs are not allowed in the office.',
    [
      ['synonym of a denial', 'Dogs are prohibited in the office.'],
      ['no', 'No dogs are allowed in the office.'],
      ['two clauses', 'Visitors sign in at the front desk and wear a badge.'],
    ],
    [
      ['denial lost', 'Dogs are allowed in the office.'],
      ['added reason', 'Dogs are not allowed in the office because of allergies.'],
      ['where', 'Visitors sign in at the back door.'],
    ],
  ),
  ...pairsOf(
    'Backups run daily at 02:30 and are kept for 90 days in Frankfurt.',
    [
      ['synonym', 'Backups are stored for 90 days in Frankfurt.'],
      ['every day', 'Every day at 02:30, backups run.'],
    ],
    [
      ['time', 'Backups run daily at 03:30.'],
      ['how often', 'Backups run weekly at 02:30.'],
      ['place', 'Backups are kept for 90 days in Dublin.'],
      ['days to months', 'Backups are kept for 90 months in Frankfurt.'],
    ],
  ),
];
