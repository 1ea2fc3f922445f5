import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { embeddedWords } from '../../packages/knowledge/src/embed/words.ts';

/** Texts as numbers of words. */
export interface Corpus {
  /** All words of all texts, one after the other, as places in `words`. */
  tokens: Int32Array;
  words: string[];
  /** How often each word stands in the texts. */
  counts: number[];
  passages: Passage[];
}

/** A passage: ranges of `tokens`. */
export interface Passage {
  start: number;
  end: number;
  titleStart: number;
  titleEnd: number;
  document: number;
}

/** Characters from which a passage is closed at the next paragraph. */
const passageLength = 600;
const fewestWords = 12;

/** Reads files of `{"title", "text"}` a line, gzipped. */
export function readCorpus(files: readonly string[]): Corpus {
  const places = new Map<string, number>();
  const counts: number[] = [];
  const passages: Passage[] = [];
  let tokens = new Int32Array(1 << 20);
  let length = 0;
  let document = 0;
  const append = (text: string) => {
    for (const word of embeddedWords(text)) {
      let place = places.get(word);
      if (place === undefined) {
        place = places.size;
        places.set(word, place);
        counts.push(0);
      }
      counts[place] = (counts[place] ?? 0) + 1;
      if (length === tokens.length) {
        const larger = new Int32Array(tokens.length * 2);
        larger.set(tokens);
        tokens = larger;
      }
      tokens[length++] = place;
    }
  };
  for (const line of files.flatMap(linesOf)) {
    const { title = '', text } = JSON.parse(line) as { title?: string; text: string };
    const titleStart = length;
    append(title);
    const titleEnd = length;
    let start = length;
    let characters = 0;
    const close = () => {
      if (length - start >= fewestWords) passages.push({ start, end: length, titleStart, titleEnd, document });
      start = length;
      characters = 0;
    };
    for (const paragraph of text.split(/\n\n+/)) {
      append(paragraph);
      characters += paragraph.length;
      if (characters > passageLength) close();
    }
    close();
    document += 1;
  }
  return { tokens: tokens.subarray(0, length), words: [...places.keys()], counts, passages };
}

const linesOf = (file: string): string[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '');
