import { terms } from '../../text/analyze.ts';
import type { Language } from '../../text/language.ts';

/** Something that a list is made of, told by how it is written rather than by its name: deadlines, prices, duties. */
interface Kind {
  /** By the language of the question: a Termin is a date, and no termination. */
  heads: Record<Language, string>;
  /** Words that say no more beside a head: the number in "phone numbers". */
  along?: string;
  pattern: RegExp;
}

const count =
  String.raw`(?:\d|an? |one|two|three|four|five|six|seven|eight|nine|ten|twelve|thirty|ein|zwei|drei|vier|fünf|sechs|` +
  String.raw`zehn|zwölf|un |une |deux|trois|quatre|cinq|six|dix|dos|tres|cuatro|cinco|seis|diez)`;
const month =
  String.raw`(?:january|february|march|april|may|june|july|august|september|october|november|december|januar|februar|märz|` +
  String.raw`mai|juni|juli|oktober|dezember|janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|` +
  String.raw`décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre)`;
const span =
  String.raw`(?:minutes?|hours?|days?|weeks?|months?|years?|Minuten?|Stunden?|Tagen?|Wochen?|Monaten?|Jahren?|heures?|jours?|` +
  String.raw`semaines?|mois|ans?|minutos?|horas?|días?|semanas?|mes(?:es)?|años?)`;

const kinds: readonly Kind[] = [
  {
    heads: {
      en: 'deadline deadlines',
      de: 'Frist Fristen',
      fr: 'délai délais échéance échéances',
      es: 'plazo plazos',
    },
    along: 'due date time limit',
    pattern: new RegExp(
      String.raw`\b(?:within|by|before|until|no later than|not later than|at the latest|binnen|innerhalb|bis(?: zum)?|spätestens|` +
        String.raw`dans (?:un délai de|les)|avant|au plus tard|dentro de|antes del?|a más tardar)\b[^.]{0,30}?(?:${count}[^.]{0,25}?\b(?:${span}|${month})\b|\d\d\d\d|\b${month}\b)|` +
        String.raw`${count}[\p{L}\s-]{0,20}?\b${span} (?:ahead|in advance|before|after|vorher|zuvor|im Voraus|nach|vor|à l'avance|avant|après|antes|después)\b`,
      'iu',
    ),
  },
  {
    heads: {
      en: 'date dates',
      de: 'Datum Daten Termin Termine',
      fr: 'date dates',
      es: 'fecha fechas',
    },
    pattern: new RegExp(
      String.raw`\d{4}-\d\d-\d\d|\b\d{1,2}(?:st|nd|rd|th|\.)? (?:de )?${month}\b|\b${month} (?:de )?\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}`,
      'iu',
    ),
  },
  {
    heads: {
      en: 'price prices cost costs amount amounts fee fees sum charge charges',
      de: 'Preis Preise Kosten Betrag Beträge Gebühr Gebühren',
      fr: 'prix coût coûts montant montants frais',
      es: 'precio precios coste costes importe importes tarifa tarifas',
    },
    pattern: /[$€£¥]\s?\d|\d[\d.,]*\s?(?:€|\$|£|EUR|USD|GBP|CHF|euros?|dollars?|pounds?|pence|cents?)(?!\p{L})/iu,
  },
  {
    heads: {
      en: 'percentage percentages percent',
      de: 'Prozent Prozentsatz Prozentsätze',
      fr: 'pourcentage pourcentages',
      es: 'porcentaje porcentajes',
    },
    pattern: /\d\s?(?:%|percent|per cent|prozent|pour cent|por ciento)/iu,
  },
  {
    heads: {
      en: 'phone telephone telephones extension extensions',
      de: 'Telefon Telefonnummer Telefonnummern Durchwahl',
      fr: 'téléphone poste',
      es: 'teléfono teléfonos extensión',
    },
    along: 'number numbers Nummer Nummern numéro numéros número números',
    pattern: /\+\d[\d\s()/-]{6,}\d|\b0\d[\d\s()/-]{6,}\d|\b(?:extension|ext\.|durchwahl|poste|extensión) \d+/iu,
  },
  {
    heads: {
      en: 'duty duties obligation obligations requirement requirements',
      de: 'Pflicht Pflichten Verpflichtung Verpflichtungen',
      fr: 'obligation obligations exigence exigences',
      es: 'obligación obligaciones requisito requisitos',
    },
    pattern:
      /\b(?:must|shall|(?:is|are) (?:required|obliged) to|has to|have to|muss|müssen|verpflichtet|doit|doivent|tenu de|debe|deben|obligado)\b/iu,
  },
  {
    heads: {
      en: 'penalty penalties',
      de: 'Vertragsstrafe Vertragsstrafen',
      fr: 'pénalité pénalités',
      es: 'penalización penalizaciones',
    },
    pattern: /\b(?:penalt(?:y|ies)|liquidated damages|vertragsstrafen?|pönalen?|pénalités?|penalizaci(?:ón|ones))\b/iu,
  },
];

/** The kind of thing that a question asks to be listed: the terms that name it, and how to tell one. */
export interface SoughtKind {
  heads: ReadonlySet<string>;
  /** Those, and the words that say no more beside them. */
  terms: ReadonlySet<string>;
  pattern: RegExp;
}

export function kindsAmong(asked: readonly string[], language: Language): SoughtKind[] {
  return kinds.flatMap(({ heads, along = '', pattern }) => {
    const named = new Set(terms(heads[language], language));
    if (!asked.some((term) => named.has(term))) return [];
    return [{ heads: named, terms: named.union(new Set(terms(along, language))), pattern }];
  });
}
