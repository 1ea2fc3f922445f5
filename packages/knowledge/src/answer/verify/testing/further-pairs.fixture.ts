import { pairsOf, type Pair } from './pairs.fixture.ts';

/** Further rules and what they do not say, on other subjects. */
export const furtherPairs: readonly Pair[] = [
  ...pairsOf(
    'The warranty covers defects in material for 24 months from delivery, but it does not cover damage by water.',
    [
      ['half', 'The warranty covers defects in material for 24 months from delivery.'],
      ['years', 'Defects in material are covered by the warranty for two years from delivery.'],
      ['denial', 'Damage by water is not covered by the warranty.'],
      ['noun for verb', "The warranty's coverage of defects in material lasts 24 months from delivery."],
    ],
    [
      ['negation lost', 'The warranty covers damage by water.'],
      ['negation moved', 'The warranty does not cover defects in material.'],
      ['number', 'The warranty covers defects in material for 36 months from delivery.'],
      ['added', 'The warranty covers defects in material and labour for 24 months from delivery.'],
      ['from when', 'The warranty covers defects in material for 24 months from installation.'],
    ],
  ),
  ...pairsOf(
    'Requests over 10,000 GBP need the approval of the board; smaller requests are decided by the head of department.',
    [
      ['verb for noun', 'Requests over 10,000 GBP must be approved by the board.'],
      ['pounds', 'Requests of more than £10,000 need the approval of the board.'],
      ['active', 'The head of department decides smaller requests.'],
    ],
    [
      ['who', 'Requests over 10,000 GBP need the approval of the head of department.'],
      ['under', 'Requests under 10,000 GBP need the approval of the board.'],
      ['number', 'Requests over 1,000 GBP need the approval of the board.'],
      ['no', 'Requests over 10,000 GBP need no approval of the board.'],
      ['larger', 'Larger requests are decided by the head of department.'],
    ],
  ),
  ...pairsOf(
    'Since 2019 the plant in Lyon has produced 400 bearings per hour, whereas the plant in Turin produces 250.',
    [
      ['other order', 'The plant in Turin produces 250 bearings per hour.'],
      ['passive', 'In Lyon, 400 bearings per hour have been produced since 2019.'],
    ],
    [
      ['swapped', 'The plant in Lyon has produced 250 bearings per hour, whereas the plant in Turin produces 400.'],
      ['swapped half', 'The plant in Turin produces 400 bearings per hour.'],
      ['city', 'Since 2019 the plant in Milan has produced 400 bearings per hour.'],
      ['year', 'Since 2018 the plant in Lyon has produced 400 bearings per hour.'],
      ['unit', 'The plant in Lyon has produced 400 bearings per minute.'],
      ['until', 'Until 2019 the plant in Lyon has produced 400 bearings per hour.'],
    ],
  ),
  ...pairsOf(
    'Apprentices work 38 hours a week and never work on public holidays.',
    [
      ['denial', 'Apprentices do not work on public holidays.'],
      ['number', 'Apprentices work thirty-eight hours a week.'],
    ],
    [
      ['never lost', 'Apprentices work on public holidays.'],
      ['always', 'Apprentices always work on public holidays.'],
      ['digits turned', 'Apprentices work 83 hours a week.'],
      ['per month', 'Apprentices work 38 hours a month.'],
    ],
  ),
  ...pairsOf(
    ['Room Sydney has 12 seats and a projector.', 'Room Oslo has 30 seats and no windows.'],
    [
      ['both', 'Room Sydney has 12 seats, and room Oslo has 30 seats.'],
      ['no', 'Room Oslo does not have windows.'],
    ],
    [
      ['merged', 'Room Oslo has 30 seats and a projector.'],
      ['swapped', 'Room Sydney has 30 seats and room Oslo has 12 seats.'],
      ['no lost', 'Room Oslo has windows.'],
    ],
  ),
  ...pairsOf(
    'Dr. Maria Lopez joined the company in May 2021 and became head of research on 1 October 2023.',
    [
      ['date', 'Maria Lopez became head of research on October 1, 2023.'],
      ['part', 'Maria Lopez joined the firm in May 2021.'],
    ],
    [
      ['date of the other', 'Maria Lopez became head of research in May 2021.'],
      ['name', 'Maria Gomez became head of research on 1 October 2023.'],
      ['day', 'Maria Lopez became head of research on 10 October 2023.'],
      ['left for joined', 'Maria Lopez left the company in May 2021.'],
      ['field', 'Maria Lopez became head of sales on 1 October 2023.'],
    ],
  ),
  ...pairsOf(
    'Data is encrypted at rest with AES-256. Keys are rotated every 90 days unless the customer opts out.',
    [
      ['kept', 'Unless the customer opts out, keys are rotated every 90 days.'],
      ['code', 'AES-256 encrypts data at rest.'],
    ],
    [
      ['exception lost', 'Keys are rotated every 90 days.'],
      ['code', 'Data is encrypted at rest with AES-128.'],
      ['hours', 'Keys are rotated every 90 hours unless the customer opts out.'],
      ['added', 'Data is encrypted at rest with AES-256 and in transit with TLS.'],
    ],
  ),
  ...pairsOf(
    'Beschäftigte dürfen bis zu drei Tage pro Woche im Homeoffice arbeiten, sofern die Führungskraft zustimmt.',
    [
      [
        'Zahl',
        'Sofern die Führungskraft zustimmt, dürfen Beschäftigte bis zu 3 Tage pro Woche im Homeoffice arbeiten.',
      ],
      [
        'Synonym',
        'Mitarbeiter dürfen höchstens drei Tage pro Woche im Homeoffice arbeiten, sofern die Führungskraft zustimmt.',
      ],
    ],
    [
      ['mindestens', 'Beschäftigte dürfen mindestens drei Tage pro Woche im Homeoffice arbeiten.'],
      ['müssen', 'Beschäftigte müssen bis zu drei Tage pro Woche im Homeoffice arbeiten.'],
      ['Monat', 'Beschäftigte dürfen bis zu drei Tage pro Monat im Homeoffice arbeiten.'],
      ['vier', 'Beschäftigte dürfen bis zu vier Tage pro Woche im Homeoffice arbeiten.'],
      ['nicht', 'Beschäftigte dürfen nicht bis zu drei Tage pro Woche im Homeoffice arbeiten.'],
    ],
  ),
  ...pairsOf(
    'Die Maschine M-300 wiegt 1.200 kg und wird in Stuttgart gebaut. Der Motor darf niemals ohne Kühlwasser laufen.',
    [
      ['Tonnen', 'Die Maschine M-300 wiegt 1,2 t.'],
      ['Umstellung', 'Ohne Kühlwasser darf der Motor niemals laufen.'],
      ['Teil', 'Die Maschine M-300 wird in Stuttgart gebaut.'],
    ],
    [
      ['Gewicht', 'Die Maschine M-300 wiegt 1.300 kg.'],
      ['Ort', 'Die Maschine M-300 wird in Hamburg gebaut.'],
      ['Typ', 'Die Maschine M-400 wiegt 1.200 kg.'],
      ['niemals fehlt', 'Der Motor darf ohne Kühlwasser laufen.'],
      ['mit', 'Der Motor darf niemals mit Kühlwasser laufen.'],
      ['Einheit', 'Die Maschine M-300 wiegt 1.200 g.'],
    ],
  ),
  ...pairsOf(
    'Rechnungen sind innerhalb von 30 Tagen ohne Abzug zu zahlen. Bei Zahlung innerhalb von 10 Tagen gewähren wir 2 % Skonto.',
    [
      ['Wörter', 'Bei Zahlung innerhalb von zehn Tagen gewähren wir zwei Prozent Skonto.'],
      ['Umstellung', 'Ohne Abzug sind Rechnungen innerhalb von 30 Tagen zu zahlen.'],
    ],
    [
      ['vertauscht', 'Bei Zahlung innerhalb von 30 Tagen gewähren wir 2 % Skonto.'],
      ['Prozent', 'Bei Zahlung innerhalb von 10 Tagen gewähren wir 3 % Skonto.'],
      ['mit Abzug', 'Rechnungen sind innerhalb von 30 Tagen mit Abzug zu zahlen.'],
      ['Prozentpunkte', 'Bei Zahlung innerhalb von 10 Tagen gewähren wir 2 Prozentpunkte Skonto.'],
      ['kein', 'Bei Zahlung innerhalb von 10 Tagen gewähren wir kein Skonto.'],
    ],
  ),
  ...pairsOf(
    'Le magasin ouvre à 9 heures et ferme à 19 heures. Il n’est jamais ouvert le dimanche.',
    [['une partie', 'Le magasin ferme à 19 heures.']],
    [
      ['heures échangées', 'Le magasin ouvre à 19 heures.'],
      ['jamais', 'Il est ouvert le dimanche.'],
      ['jour', 'Il n’est jamais ouvert le lundi.'],
    ],
  ),
  ...pairsOf(
    'Los clientes pueden devolver el producto en 30 días, excepto los artículos personalizados.',
    [['orden', 'En 30 días, los clientes pueden devolver el producto, excepto los artículos personalizados.']],
    [
      ['excepción', 'Los clientes pueden devolver los artículos personalizados en 30 días.'],
      ['número', 'Los clientes pueden devolver el producto en 60 días.'],
      ['negación', 'Los clientes no pueden devolver el producto en 30 días, excepto los artículos personalizados.'],
    ],
  ),
  ...pairsOf(
    'In 1871, Berlin became the capital of the German Empire and had about 800,000 inhabitants.',
    [
      ['part', 'Berlin had about 800,000 inhabitants in 1871.'],
      ['order', 'Berlin became the capital of the German Empire in 1871.'],
    ],
    [
      ['name', 'In 1871, Vienna became the capital of the German Empire.'],
      ['number', 'Berlin had about 80,000 inhabitants in 1871.'],
      ['empire', 'Berlin became the capital of the Roman Empire in 1871.'],
      ['added', 'Berlin became the capital of the German Empire and the largest city of Europe in 1871.'],
    ],
  ),
  ...pairsOf(
    'The policy applies to all full-time staff. Part-time staff receive half of the allowance, that is 150 euros.',
    [
      ['amount', 'Part-time staff receive 150 euros.'],
      ['applies', 'All full-time staff are covered by the policy, which applies to them.'],
    ],
    [
      ['who', 'Full-time staff receive 150 euros.'],
      ['all', 'The policy applies to all part-time staff.'],
      ['amount', 'Part-time staff receive 300 euros.'],
    ],
  ),
];
