import type { Comparison } from './comparison.ts';
import { namesIn, placesIn } from './names.ts';
import type { Item } from './overlap.ts';
import { isWithin } from './reading.ts';
import type { Range } from '../../text/sentences.ts';

/**
 * Numbers and names that the source gives to something else: "band 3 pays 61,000" of a source that pays it to band 4. Of
 * each part of the sentence, what the source says beside the number counts, and what it says beside others.
 */
export function wrongBinding({ claim, clause, items, source }: Comparison): string[] {
  if (/\b(?:respectively|respectivement|respectivamente|jeweils)\b/i.test(source.text)) return [];
  const { segments } = source;
  const names = new Set([...namesIn(claim), ...placesIn(claim)].map(({ start }) => start));
  const isTelling = (item: Item) => item.quantity !== null || names.has(item.start);
  for (const part of claim.segments.filter((segment) => isWithin(segment, clause))) {
    const inside = items.filter((item) => isWithin(item, part));
    for (const item of inside.filter(isTelling)) {
      const home = segments.filter((segment) => stands(item, segment));
      if (home.length === 0) continue;
      const others = inside.filter((other) => other !== item && other.places.length > 0);
      const here = others.filter((other) => home.some((segment) => stands(other, segment)));
      const rivals = segments.filter(
        (segment) => !home.includes(segment) && hasRival(segment, item, { source, inside }),
      );
      const elsewhere = others.filter(
        (other) => !here.includes(other) && rivals.some((segment) => stands(other, segment)),
      );
      const onlyHere = here.filter((other) => !rivals.some((segment) => stands(other, segment)));
      const isElsewhere = isSaidElsewhere(item, [elsewhere, onlyHere], isTelling);
      if (isElsewhere || (elsewhere.length > 0 && home.every((segment) => speaksOfAnother(segment, inside, source)))) {
        const [away] = elsewhere;
        return [
          `the source says "${claim.text.slice(item.start, item.end)}" and "${claim.text.slice(away?.start, away?.end)}" of different things`,
        ];
      }
    }
  }
  return [];
}

/** Numbers and names decide where they can; else what is plain does, as a name may have been said before. */
function isSaidElsewhere(
  item: Item,
  [elsewhere, here]: [readonly Item[], readonly Item[]],
  isTelling: (item: Item) => boolean,
): boolean {
  const telling = elsewhere.filter(isTelling).length;
  const plain = elsewhere.length - telling;
  if (here.length === 0) return elsewhere.length > 0;
  if (telling > 0 && !here.some(isTelling)) return true;
  return item.quantity !== null && plain > 1 && here.every(isTelling);
}

const stands = ({ places }: Item, segment: Range): boolean => places.some((place) => isWithin(place, segment));

/** Whether a part of the source has a number or name of its own, which this part of the sentence does not have. */
function hasRival(
  segment: Range,
  item: Item,
  { source, inside }: Pick<Comparison, 'source'> & { inside: readonly Item[] },
): boolean {
  const isOurs = (place: Range) => inside.some(({ places }) => places.some(({ start }) => start === place.start));
  const found =
    item.quantity === null
      ? [...namesIn(source), ...placesIn(source)].filter(({ isCapital }) => isCapital)
      : source.quantities;
  return found.some((place) => isWithin(place, segment) && !isOurs(place));
}

/** Whether a part of the source speaks of something else first: blood donors, where the sentence is about others. */
function speaksOfAnother(segment: Range, inside: readonly Item[], source: Comparison['source']): boolean {
  const first = source.content.find((word) => isWithin(word, segment));
  if (
    first === undefined ||
    source.words.some((word) => isWithin(word, segment) && word.start < first.start && leadsIn(word.folded))
  )
    return false;
  return !inside.some(({ places }) => places.some(({ start }) => start === first.start));
}

/** A pronoun, or a verb whose subject stands before: what follows is still about the same. */
const leadsIn = (word: string): boolean =>
  /^(?:it|they|he|she|this|these|those|who|which|that|er|sie|es|dies|diese|dieser|il|elle|ils|elles|qui|ello|ella|esto|is|are|was|were|has|have|had|must|may|can|will|should|ist|sind|war|wird|werden|hat|haben|muss|darf|kann|soll|est|sont|doit|peut|es|son|debe|puede)$/.test(
    word,
  );

/**
 * What is put together from clauses that speak of different things: "requests over 10,000 need the approval of the head of
 * department" of a source that has the head decide on smaller ones.
 */
export function merged({ claim, clause, items, source, chosen, fromAbout }: Comparison): string[] {
  const inside = items.filter((item) => isWithin(item, clause) && !fromAbout.has(item.start));
  for (const range of chosen) {
    const own = inside.find(
      (item) => stands(item, range) && !chosen.some((other) => other !== range && stands(item, other)),
    );
    if (chosen.length > 1 && own !== undefined && speaksOfAnother(range, items, source))
      return [`the source says "${claim.text.slice(own.start, own.end)}" of something else`];
  }
  return [];
}

/** "A bought B" of a source in which B bought A: neither has a little word before it that would say what it does there. */
export function turnedRoles({ claim, clause, items, source }: Comparison): string[] {
  const bare = namesIn(claim)
    .filter((name) => isWithin(name, clause) && !isLed(name.start, claim))
    .flatMap((name) => {
      const place = items.find(({ start }) => start === name.start)?.places[0]?.start;
      return place === undefined || isLed(place, source) ? [] : [{ name, place }];
    });
  const verbs = items.filter(({ word, places }) => word !== null && !word.isCapital && places.length > 0);
  for (const [at, first] of bare.entries()) {
    for (const second of bare.slice(at + 1)) {
      const verb = verbs.find(
        ({ start, places }) =>
          start > first.name.start &&
          start < second.name.start &&
          places.some((place) => place.start > second.place && place.start < first.place),
      );
      if (verb === undefined) continue;
      return [`the source says it the other way round of "${first.name.text}" and "${second.name.text}"`];
    }
  }
  return [];
}

/** Whether a word follows on a little word, as in "by Anna", "in Berlin"; of several names in a row the first counts. */
function isLed(start: number, { words }: Comparison['claim']): boolean {
  const before = words.slice(
    0,
    words.findIndex((word) => word.start === start),
  );
  const last = before.findLast(
    (word) => !word.isCapital && !/^(?:the|a|an|der|die|das|den|le|la|les|el|los|las)$/.test(word.folded),
  );
  const hasOthersBetween = last !== undefined && before.slice(before.indexOf(last) + 1).some((word) => !word.isCapital);
  return last !== undefined && !hasOthersBetween && last.isStop;
}
