import { documentOf } from '../../testing/knowledge.fixture.ts';
import type { Passage } from '../writer.ts';

/** A passage that stands `start` characters into its document. */
export function passageOf(source: string, start = 0): Passage {
  const { text, blocks } = documentOf(source);
  return {
    document: 'doc_1',
    version: 'ver_1',
    title: 'Handbook',
    uri: 'file:///handbook.md',
    page: null,
    heading: '',
    start,
    end: start + text.length,
    text,
    score: 1,
    date: null,
    blocks: blocks.map((block) => Object.assign(block, { start: block.start + start, end: block.end + start })),
  };
}
