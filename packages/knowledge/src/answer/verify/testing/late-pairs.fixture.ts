import { pairsOf, type Pair } from './pairs.fixture.ts';

/**
 * Sentences as a model words them, written last. Before any rule was set by them, the verifier supported 20 of them, 17
 * rightly, and did not support 4 that it should have.
 */
export const latePairs: readonly Pair[] = [
  ...pairsOf(
    'Every employee is entitled to one day off for moving house, provided that the move is at least 50 kilometres away.',
    [
      ['freely said', 'Employees get one day off for moving house if the move is at least 50 kilometres away.'],
      [
        'near the words',
        'For moving house, every employee is entitled to 1 day off, provided the move is at least 50 km away.',
      ],
    ],
    [
      [
        'number',
        'Every employee is entitled to two days off for moving house, provided that the move is at least 50 kilometres away.',
      ],
      [
        'miles',
        'Every employee is entitled to one day off for moving house, provided that the move is at least 50 miles away.',
      ],
      [
        'at most',
        'Every employee is entitled to one day off for moving house, provided that the move is at most 50 kilometres away.',
      ],
      ['occasion', 'Every employee is entitled to one day off for getting married.'],
    ],
  ),
  ...pairsOf(
    'The pressure in tank B must not exceed 6 bar. If it does, close the inlet and call the shift supervisor.',
    [
      ['noun', 'The pressure in tank B may not exceed 6 bar.'],
      ['steps', 'Close the inlet and call the shift supervisor if it does.'],
      ['bound', 'The pressure in tank B must be no more than 6 bar.'],
    ],
    [
      ['number', 'The pressure in tank B must not exceed 8 bar.'],
      ['negation lost', 'The pressure in tank B must exceed 6 bar.'],
      ['outlet', 'If it does, close the outlet and call the shift supervisor.'],
      ['tank', 'The pressure in tank C must not exceed 6 bar.'],
      ['open', 'If it does, open the inlet and call the shift supervisor.'],
    ],
  ),
  ...pairsOf(
    'Acme GmbH acquired Lumen Ltd. in 2017 for 38 million euros and sold its lighting division to Borealis AG two years later.',
    [
      ['passive', 'Lumen Ltd. was acquired by Acme GmbH in 2017 for 38 million euros.'],
      ['bought', 'Acme GmbH bought Lumen Ltd. for €38 million in 2017.'],
      ['second half', 'Acme GmbH sold its lighting division to Borealis AG.'],
    ],
    [
      ['roles turned', 'Lumen Ltd. acquired Acme GmbH in 2017 for 38 million euros.'],
      ['name', 'Acme GmbH acquired Borealis AG in 2017 for 38 million euros.'],
      ['year of the other', 'Acme GmbH sold its lighting division to Borealis AG in 2017.'],
      ['amount', 'Acme GmbH acquired Lumen Ltd. in 2017 for 83 million euros.'],
      ['bought for sold', 'Acme GmbH bought its lighting division from Borealis AG.'],
    ],
  ),
  ...pairsOf(
    'Customers on the Basic plan can store 20 GB. The Pro plan includes 2 TB and priority support by phone.',
    [
      ['order', 'With the Basic plan, customers can store 20 GB.'],
      ['terabytes', 'The Pro plan includes 2,000 GB.'],
      ['support', 'Priority support by phone is included in the Pro plan.'],
    ],
    [
      ['merged', 'The Basic plan includes priority support by phone.'],
      ['swapped', 'Customers on the Basic plan can store 2 TB.'],
      ['unit', 'Customers on the Basic plan can store 20 MB.'],
      ['channel', 'The Pro plan includes priority support by chat.'],
      ['added', 'The Pro plan includes 2 TB, priority support by phone and a dedicated consultant.'],
    ],
  ),
  ...pairsOf(
    'No visitor may enter the laboratory without safety glasses.',
    [['turned', 'Visitors may not enter the laboratory without safety glasses.']],
    [
      ['negation lost', 'Visitors may enter the laboratory without safety glasses.'],
      ['with', 'No visitor may enter the laboratory with safety glasses.'],
      ['who', 'No employee may enter the laboratory without safety glasses.'],
      ['what', 'No visitor may enter the laboratory without safety shoes.'],
    ],
  ),
  ...pairsOf(
    'Der Antrag auf Elternzeit ist spätestens sieben Wochen vor Beginn bei der Personalabteilung einzureichen. Ein mündlicher Antrag genügt nicht.',
    [
      ['Tage', 'Der Antrag auf Elternzeit ist spätestens 49 Tage vor Beginn bei der Personalabteilung einzureichen.'],
      [
        'umgestellt',
        'Bei der Personalabteilung ist der Antrag auf Elternzeit spätestens 7 Wochen vor Beginn einzureichen.',
      ],
      ['frei', 'Ein mündlicher Antrag reicht nicht.'],
    ],
    [
      [
        'Zahl',
        'Der Antrag auf Elternzeit ist spätestens sechs Wochen vor Beginn bei der Personalabteilung einzureichen.',
      ],
      [
        'nach',
        'Der Antrag auf Elternzeit ist spätestens sieben Wochen nach Beginn bei der Personalabteilung einzureichen.',
      ],
      [
        'frühestens',
        'Der Antrag auf Elternzeit ist frühestens sieben Wochen vor Beginn bei der Personalabteilung einzureichen.',
      ],
      ['genügt', 'Ein mündlicher Antrag genügt.'],
      [
        'Stelle',
        'Der Antrag auf Elternzeit ist spätestens sieben Wochen vor Beginn bei der Rechtsabteilung einzureichen.',
      ],
      ['schriftlich', 'Ein schriftlicher Antrag genügt nicht.'],
    ],
  ),
  ...pairsOf(
    'Die Filiale in Köln öffnet montags um 9 Uhr; die Filiale in Bonn bleibt montags geschlossen.',
    [
      ['Teil', 'Die Filiale in Köln öffnet montags um 9 Uhr.'],
      ['verneint', 'Die Filiale in Bonn ist montags geschlossen.'],
    ],
    [
      ['vertauscht', 'Die Filiale in Bonn öffnet montags um 9 Uhr.'],
      ['vertauscht', 'Die Filiale in Köln bleibt montags geschlossen.'],
      ['Tag', 'Die Filiale in Köln öffnet dienstags um 9 Uhr.'],
      ['Uhrzeit', 'Die Filiale in Köln öffnet montags um 10 Uhr.'],
      ['offen', 'Die Filiale in Bonn bleibt montags geöffnet.'],
    ],
  ),
  ...pairsOf(
    'Sales in Spain fell from 9.1 to 8.4 million euros, mainly because two large customers left.',
    [
      ['part', 'Sales in Spain fell from 9.1 to 8.4 million euros.'],
      ['dropped', 'In Spain, sales dropped from 9.1 to 8.4 million euros because two large customers left.'],
    ],
    [
      ['turned', 'Sales in Spain fell from 8.4 to 9.1 million euros.'],
      ['rose', 'Sales in Spain rose from 9.1 to 8.4 million euros.'],
      ['country', 'Sales in Portugal fell from 9.1 to 8.4 million euros.'],
      ['three', 'Sales in Spain fell mainly because three large customers left.'],
      ['suppliers', 'Sales in Spain fell mainly because two large suppliers left.'],
      ['joined', 'Sales in Spain fell mainly because two large customers joined.'],
    ],
  ),
  ...pairsOf(
    'Le délai de préavis est de trois mois pour les cadres et d’un mois pour les employés.',
    [['une partie', 'Le délai de préavis est de 3 mois pour les cadres.']],
    [
      ['échangé', 'Le délai de préavis est de trois mois pour les employés et d’un mois pour les cadres.'],
      ['semaines', 'Le délai de préavis est de trois semaines pour les cadres.'],
    ],
  ),
  ...pairsOf(
    'La oficina cierra el 24 de diciembre a las 13 horas y no abre hasta el 2 de enero.',
    [['una parte', 'La oficina cierra el 24 de diciembre a las 13 horas.']],
    [
      ['fecha', 'La oficina cierra el 23 de diciembre a las 13 horas.'],
      ['abre', 'La oficina abre el 24 de diciembre a las 13 horas.'],
    ],
  ),
];
