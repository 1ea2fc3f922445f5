import type { Range } from '../../text/sentences.ts';
import type { Comparison } from './comparison.ts';
import { merged, turnedRoles, wrongBinding } from './binding.ts';
import { differencesIn } from './differences.ts';
import { sidesOf, meansTheSame } from './lexicon.ts';
import { isBentFrom, modalitiesIn } from './modality.ts';
import { dottedIn, hasName, namesIn } from './names.ts';
import { denialsIn, exclusiveIn } from './negation.ts';
import { boundsDiffer, isOfOneKind, isSame, isSpreadOut } from './numbers.ts';
import { substitutionsIn } from './overlap.ts';
import { directionsIn, isOfNumber, isWithin, type Reading } from './reading.ts';
import { unitOf } from './units.ts';
import type { Word } from './words.ts';

/** What the source says otherwise than the clause, or names that it does not have; empty where nothing. */
export function findContradictions(comparison: Comparison): string[] {
  const reasons = [
    ...wrongNumbers(comparison),
    ...wrongNames(comparison),
    ...wrongDirection(comparison),
    ...wrongPolarity(comparison),
    ...wrongModality(comparison),
    ...wrongBinding(comparison),
    ...turnedRoles(comparison),
    ...merged(comparison),
  ];
  if (reasons.length > 0) return reasons;
  // What was told in its own words is not told again as one word for another.
  return [...wrongWords(comparison), ...differencesIn(comparison.claim, comparison.clause, comparison.source)];
}

function wrongNumbers({ claim, clause, source }: Comparison): string[] {
  return claim.quantities
    .filter((quantity) => isWithin(quantity, clause))
    .flatMap((claimed) => {
      const same = source.quantities.filter((said) => isSame(said, claimed));
      if (same.length === 0) {
        if (claimed.date !== null && isSpreadOut(claimed.date.date, source.quantities)) return [];
        const rival =
          source.quantities.find((said) => isOfOneKind(said, claimed)) ??
          source.quantities.find((said) => said.value === claimed.value && said.unit !== null);
        return [
          rival === undefined
            ? `the source does not have "${claimed.text}"`
            : `the source says ${rival.text}, not ${claimed.text}`,
        ];
      }
      if (claimed.unit !== null && same.every(({ unit, date }) => unit === null && date === null)) {
        // "Days: 14" has the unit elsewhere; one that has another unit alone does not say it.
        const units = source.words.flatMap(({ folded }) => unitOf(folded)?.name ?? []);
        if (units.length > 0 && !units.includes(claimed.unit.name))
          return [`the source does not have "${claimed.text}"`];
      }
      return same.every((said) => boundsDiffer(said, claimed))
        ? [`the source says ${bounded(same[0])}, not ${bounded(claimed)}`]
        : [];
    });
}

const bounded = (quantity: { bound: string | null; text: string } | undefined): string =>
  [quantity?.bound ?? '', quantity?.text ?? ''].filter((part) => part !== '').join(' ');

function wrongNames({ claim, clause, items, source, fromAbout }: Comparison): string[] {
  const names = namesIn(claim).filter((name) => isWithin(name, clause));
  const missing = names.filter((name) => {
    const places = items.find(({ start }) => start === name.start)?.places ?? [];
    const isSaid = places.some(({ likeness }) => likeness === 1) || fromAbout.has(name.start);
    return !isSaid && !hasName(name, source.words);
  });
  const isDate = (version: string) =>
    claim.quantities.some(({ date, text }) => date !== null && text.includes(version));
  const dotted = dottedIn(claim.text.slice(clause.start, clause.end)).filter(
    (version) => !isDate(version) && !dottedIn(source.text).includes(version),
  );
  return [...missing.map(({ text }) => text), ...dotted].map((name) => `the source does not name "${name}"`);
}

/** More for less, before for after, Monday for Tuesday; sides that are each other's denial are left to polarity. */
function wrongDirection(comparison: Comparison): string[] {
  return oppositesIn(comparison)
    .filter(({ isComplement }) => !isComplement)
    .map(({ claimed, said }) => `the source says "${said.text}", not "${claimed.text}"`);
}

function oppositesIn({
  claim,
  clause,
  source,
  chosen,
}: Comparison): { claimed: Word; said: Word; isComplement: boolean }[] {
  const { language } = source;
  const [nearest = [], ...further] = chosen.map((range) => directionsIn(source, range));
  const claimed = directionsIn(claim, clause);
  return claimed.flatMap((word) => {
    const isSaid = (where: readonly Word[]): boolean =>
      where.some(({ stem }) => stem === word.stem || meansTheSame(stem, word.stem, language));
    const wordsOfNearest = source.words.filter((other) => chosen[0] !== undefined && isWithin(other, chosen[0]));
    if (isSaid(wordsOfNearest)) return [];
    for (const { line, side, isComplement } of sidesOf(word.stem, language)) {
      const other = (isSaid(further.flat()) ? nearest : [nearest, ...further].flat()).find((candidate) =>
        sidesOf(candidate.stem, language).some((there) => there.line === line && there.side !== side),
      );
      const isInBoth = other !== undefined && claimed.some(({ stem }) => stem === other.stem);
      if (other !== undefined && !isInBoth) return [{ claimed: word, said: other, isComplement }];
    }
    return [];
  });
}

/** Denials are counted on both sides: two that differ by one say the opposite. */
function wrongPolarity(comparison: Comparison): string[] {
  const { claim, clause, source, chosen } = comparison;
  const claimed = denialsIn(claim.words, clause, consumedBy(claim));
  const said = chosen.flatMap((range) => denialsIn(source.words, range, consumedBy(source)));
  const flips = oppositesIn(comparison).filter(({ isComplement }) => isComplement);
  const reasons: string[] = [];
  if ((claimed.length + said.length + flips.length) % 2 === 1) {
    const word = said[0]?.word.text ?? flips[0]?.said.text;
    reasons.push(
      claimed.length > 0 ? `the source does not say "${claimed[0]?.word.text}"` : `the source says "${word}"`,
    );
  } else if (lostException(comparison)) {
    reasons.push('the source makes an exception that the sentence leaves out');
  }
  const exclusive = exclusiveIn(claim.words, clause);
  const isExclusive = chosen.some((range) => exclusiveIn(source.words, range) !== undefined);
  if (exclusive !== undefined && !isExclusive) reasons.push(`the source does not say "${exclusive.text}"`);
  return reasons;
}

/** Words of a bound deny nothing: no more than 5. */
const consumedBy =
  ({ quantities }: Reading) =>
  (word: Word): boolean =>
    isOfNumber(word, quantities);

function lostException({ claim, source, chosen }: Comparison): boolean {
  const [first] = chosen;
  const index = source.clauses.findIndex((range) => range === first);
  const next = source.clauses[index + 1];
  if (first === undefined || next === undefined || chosen.includes(next)) return false;
  const isOfOneSentence = !/[.!?]\s/.test(source.text.slice(first.start, next.start));
  const makes = (reading: Reading, range: Range) =>
    denialsIn(reading.words, range, () => false).some(
      ({ kind, word }) => kind === 'exception' && word.start <= range.start + 1,
    );
  return isOfOneSentence && makes(source, next) && !claim.clauses.some((range) => makes(claim, range));
}

function wrongModality({ claim, clause, source, chosen }: Comparison): string[] {
  const claimed = modalitiesIn(claim.words, clause, consumedBy(claim));
  const said = chosen.slice(0, 1).flatMap((range) => modalitiesIn(source.words, range, consumedBy(source)));
  const isBent = isBentFrom(
    said.map(({ modality }) => modality),
    claimed.map(({ modality }) => modality),
  );
  if (!isBent) return [];
  const [instead] = said;
  return [
    `the source says "${instead?.word.text ?? ''}"${claimed[0] === undefined ? '' : `, not "${claimed[0].word.text}"`}`,
  ];
}

function wrongWords({ claim, items, source, fromAbout }: Comparison): string[] {
  return substitutionsIn(items, claim, source)
    .filter(({ item }) => !fromAbout.has(item.start))
    .map(({ item, said }) => `the source says "${said.text}", not "${claim.text.slice(item.start, item.end)}"`);
}
