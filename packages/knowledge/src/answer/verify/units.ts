/** What a unit counts in: amounts are compared in it, so that two weeks are 14 days and an hour 60 minutes. */
export interface Unit {
  name: string;
  /** How many of `name` it is. */
  size: number;
}

const minute = 'minute';
const day = 24 * 60;

/** Words for units in English, German, French and Spanish, folded; the first matching row counts. */
const rows: readonly [pattern: RegExp, unit: Unit][] = [
  [
    /^(?:percentage points?|pp|prozentpunkten?|points? de pourcentage|puntos? porcentual(?:es)?)$/,
    { name: 'points', size: 1 },
  ],
  [/^(?:%|percent|per cent|prozent|pour cent|por ciento)$/, { name: 'percent', size: 1 }],
  [/^(?:€|eur|euros?)$/, { name: 'EUR', size: 1 }],
  [/^(?:\$|usd|us dollars?|dollars?|dolar(?:es)?)$/, { name: 'USD', size: 1 }],
  [/^(?:£|gbp|pounds?|pfund|livres?|libras?)$/, { name: 'GBP', size: 1 }],
  [/^(?:chf|francs?|franken)$/, { name: 'CHF', size: 1 }],
  [/^(?:¥|jpy|yen)$/, { name: 'JPY', size: 1 }],
  [/^(?:cents?|centimes?|centimos?)$/, { name: 'cent', size: 1 }],
  [/^(?:milliseconds?|ms|millisekunden?|millisecondes?|milisegundos?)$/, { name: 'millisecond', size: 1 }],
  [/^(?:seconds?|secs?|s|sekunden?|secondes?|segundos?)$/, { name: minute, size: 1 / 60 }],
  [/^(?:minutes?|mins?|minuten?|minutos?)$/, { name: minute, size: 1 }],
  [/^(?:hours?|hrs?|h|stunden?|std|stundig\w*|heures?|horas?)$/, { name: minute, size: 60 }],
  [
    /^(?:(?:working|business|work) days?|workdays?|arbeitstage?n?|werktage?n?|jours? (?:ouvrables?|ouvres?)|dias? (?:habil(?:es)?|laborables?))$/,
    { name: 'working day', size: 1 },
  ],
  [/^(?:(?:calendar )?days?|(?:kalender)?tage?n?|tagig\w*|jours?|dias?)$/, { name: minute, size: day }],
  [/^(?:weeks?|wochen?|wochig\w*|semaines?|semanas?)$/, { name: minute, size: 7 * day }],
  [/^(?:fortnights?)$/, { name: minute, size: 14 * day }],
  [/^(?:months?|monate?n?|monatig\w*|mois|mes|meses)$/, { name: 'month', size: 1 }],
  [/^(?:quarters?|quartale?n?|trimestres?)$/, { name: 'month', size: 3 }],
  [/^(?:years?|yrs?|jahre?n?|jahrig\w*|ans?|annees?|anos?)$/, { name: 'month', size: 12 }],
  [/^(?:kb|kilobytes?)$/, { name: 'MB', size: 1 / 1000 }],
  [/^(?:mb|megabytes?|mo)$/, { name: 'MB', size: 1 }],
  [/^(?:gb|gigabytes?|go)$/, { name: 'MB', size: 1000 }],
  [/^(?:tb|terabytes?)$/, { name: 'MB', size: 1e6 }],
  [/^(?:mm|millimet(?:er|re)s?|millimetern|milimetros?)$/, { name: 'metre', size: 1 / 1000 }],
  [/^(?:cm|centimet(?:er|re)s?|zentimetern?|centimetros?)$/, { name: 'metre', size: 1 / 100 }],
  [/^(?:km|kilomet(?:er|re)s?|kilometern|kilometros?)$/, { name: 'metre', size: 1000 }],
  [/^(?:m|met(?:er|re)s?|metern|metros?)$/, { name: 'metre', size: 1 }],
  [/^(?:miles?|meilen?|milles?|millas?)$/, { name: 'mile', size: 1 }],
  [/^(?:kg|kilograms?|kilos?|kilogramm|kilogrammes?|kilogramos?)$/, { name: 'gram', size: 1000 }],
  [/^(?:g|grams?|gramm|grammes?|gramos?)$/, { name: 'gram', size: 1 }],
  [/^(?:t|tons?|tonnes?|tonnen|toneladas?)$/, { name: 'gram', size: 1e6 }],
  [/^(?:l|lit(?:er|re)s?|litern|litros?)$/, { name: 'litre', size: 1 }],
  [/^(?:°c|degrees? celsius|grad(?: celsius)?|degres?(?: celsius)?|grados?)$/, { name: '°C', size: 1 }],
  [/^(?:°f|degrees? fahrenheit)$/, { name: '°F', size: 1 }],
];

const known = new Map<string, Unit | null>();
const rememberAtMost = 20_000;

/** The unit that a folded word or pair of words names, or null. */
export function unitOf(words: string): Unit | null {
  const before = known.get(words);
  if (before !== undefined) return before;
  const found = rows.find(([pattern]) => pattern.test(words))?.[1] ?? null;
  if (known.size >= rememberAtMost) known.clear();
  known.set(words, found);
  return found;
}
