import type { Range } from '../../text/sentences.ts';
import type { Word } from './words.ts';

/** How binding a clause is. `perhaps` is a possibility, not a permission. */
export type Modality = 'must' | 'should' | 'may' | 'perhaps';

const lists: Record<Modality, string> = {
  must:
    'must shall mandatory required requires require obliged obligatory compulsory needs muss mussen verpflichtet verpflichtend pflicht ' +
    'erforderlich vorgeschrieben zwingend doit doivent obligatoire oblige obliges debe deben obligatorio obligatoria obligado obligados',
  should:
    'should recommended advised ought soll sollte sollten empfohlen devrait devraient recommande deberia deberian recomendado recomienda',
  may:
    'may can allowed permitted optional optionally entitled eligible voluntary darf durfen kann konnen erlaubt freiwillig optional berechtigt ' +
    'peut peuvent facultatif facultative autorise autorises puede pueden opcional permitido permitida ' +
    // To forbid is to deny a permission; `denialsIn` counts them.
    'prohibited prohibit prohibits forbidden forbid forbids banned verboten untersagt unzulassig interdit interdite interdits prohibido prohibida prohibidos',
  perhaps:
    'might could possibly perhaps maybe probably likely vielleicht moglicherweise konnte konnten wahrscheinlich pourrait pourraient ' +
    'probablement quiza quizas podria podrian probablemente',
};
const modalityOf = new Map(
  (Object.keys(lists) as Modality[]).flatMap((modality) =>
    lists[modality].split(' ').map((word) => [word, modality] as const),
  ),
);

/** English "must not" and "shall not" forbid: they deny a permission. */
const forbids = /^(?:must|shall|mustn't|shan't)$/;

/** The modal words of a range. "Must not" is a denied permission, but for a "not" that bounds a number. */
export function modalitiesIn(
  words: readonly Word[],
  { start, end }: Range,
  isConsumed: (word: Word) => boolean,
): { modality: Modality; word: Word }[] {
  const inside = words.filter((word) => word.start >= start && word.end <= end);
  return inside.flatMap((word, index) => {
    const next = inside[index + 1];
    // "Must not exceed 6" bounds a number as "may not exceed 6" does.
    if (next?.folded === 'not' && isConsumed(next)) return [];
    const bare = word.folded.replace(/n't$/, '');
    const hasTo = /^(?:have|has|had|haben|hat)$/.test(word.folded) && /^(?:to|zu)$/.test(next?.folded ?? '');
    const found = hasTo ? 'must' : modalityOf.get(bare === 'ca' || word.folded === 'cannot' ? 'can' : bare);
    if (found === undefined) return [];
    const isForbidden = forbids.test(word.folded) && (word.folded.endsWith("n't") || next?.folded === 'not');
    return [{ modality: isForbidden ? 'may' : found, word }];
  });
}

export const isModal = ({ folded }: Word): boolean => modalityOf.has(folded.replace(/n't$/, ''));

/** Whether a clause binds otherwise than its source: a duty made of a permission, a fact made of a possibility. */
export function isBentFrom(said: readonly Modality[], claimed: readonly Modality[]): boolean {
  const [claim] = claimed;
  const [source] = said;
  if (claim === undefined) return source === 'perhaps';
  if (source === undefined || said.includes(claim)) return false;
  // "Required" and "must" beside "may" in one clause: the source says both.
  return true;
}
