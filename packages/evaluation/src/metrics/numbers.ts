/** What a computed answer must come to. `scale` is what one of it stands for: "percent", "thousand", "million", "billion". */
export interface GoldNumber {
  value: number;
  scale: string;
}

const written =
  /(?<![\p{L}\p{N}.,])(?<open>\()?(?<sign>[-−–])?(?:\p{Sc}|[A-Z]{3})? ?(?<inner>[-−–(])?(?<digits>\d[\d,]*(?:\.\d+)?)\)?\s?(?<unit>%|percent|thousand|million|billion)?(?![\p{L}\p{N}])/gu;
const factors: Record<string, number> = { percent: 0.01, thousand: 1e3, million: 1e6, billion: 1e9 };

/** Both are rounded, mostly to two decimals. */
const rounding = 0.0100001;

/**
 * Whether a number of the text is the gold one, sign included: as it stands, or in another scale that the text says ("1.2
 * million", "1,200 (in thousands)"). A share must be said in percent.
 */
export function saysNumber(text: string, { value, scale }: GoldNumber): boolean {
  const note = /\bin (thousand|million|billion)s\b/.exec(text)?.[1];
  return [...text.matchAll(written)].some(({ groups = {} }) => {
    const digits = Number(groups['digits']?.replaceAll(',', ''));
    const isNegative = groups['sign'] !== undefined || groups['inner'] !== undefined || groups['open'] !== undefined;
    const said = isNegative ? -digits : digits;
    const unit = groups['unit'] === '%' ? 'percent' : (groups['unit'] ?? note ?? '');
    if (scale === 'percent' || unit === 'percent') return unit === scale && near(said, value, 1);
    if (unit === '' || scale === '' || unit === scale) return near(said, value, 1);
    return near(said * (factors[unit] ?? 1), value * (factors[scale] ?? 1), factors[unit] ?? 1);
  });
}

const near = (a: number, b: number, unit: number): boolean => Math.abs(a - b) <= rounding * unit;
