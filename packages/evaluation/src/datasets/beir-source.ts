import { createHash } from 'node:crypto';
import { AtelierError } from '@atelier/foundation';
import type { Block, ReadDocument, Source } from '@atelier/knowledge';
import { beirDocument } from './beir.ts';
import { readJsonLines } from './lines.ts';
import { tableDocument } from './table-document.ts';

/** A text, with the rows of a table that stands above it. */
export interface CorpusText {
  id: string;
  title: string;
  text: string;
  table?: string[][];
}

/** The documents of a `corpus.jsonl` as a source, a document a line, under `beir:<id>`. */
export function beirSource(corpusFile: string): Source {
  return textSource(readCorpus(corpusFile));
}

async function* readCorpus(corpusFile: string): AsyncIterable<CorpusText> {
  for await (const { _id, title, text } of readJsonLines(corpusFile, beirDocument)) {
    yield { id: _id, title: title ?? '', text };
  }
}

/** Texts that are at hand as a source, under `beir:<id>`. */
export function textSource(texts: Iterable<CorpusText> | AsyncIterable<CorpusText>): Source {
  const listed = new Map<string, CorpusText>();
  return {
    async *list() {
      for await (const text of texts) {
        const uri = beirUri(text.id);
        listed.set(uri, text);
        yield { uri, stamp: String(text.text.length) };
      }
    },
    open({ uri }) {
      const { title, text, table } = listed.get(uri) ?? { title: '', text: '' };
      listed.delete(uri);
      const contentHash = createHash('sha256')
        .update(JSON.stringify([title, text, table]))
        .digest('hex');
      const document = () => (table === undefined ? toDocument(uri, title, text) : tableDocument(table, text));
      return Promise.resolve({
        contentHash,
        bytes: title.length + text.length,
        read: () => Promise.resolve().then(() => ({ document: document(), members: [] })),
      });
    },
  };
}

export const beirUri = (id: string): string => `beir:${encodeURIComponent(id)}`;
export const beirId = (uri: string): string => decodeURIComponent(uri.slice('beir:'.length));

function toDocument(uri: string, title: string, text: string): ReadDocument {
  const heading = title.trim();
  const body = text.trim();
  const blocks: Block[] = [];
  if (heading !== '')
    blocks.push({ kind: 'heading', level: 1, start: 0, end: heading.length, page: null, box: null, cells: null });
  const start = heading === '' ? 0 : heading.length + 2;
  for (const paragraph of body.matchAll(/\S(?:[^\n]|\n(?!\s*\n))*/g)) {
    const from = start + paragraph.index;
    blocks.push({
      kind: 'paragraph',
      level: 0,
      start: from,
      end: from + paragraph[0].trimEnd().length,
      page: null,
      box: null,
      cells: null,
    });
  }
  if (blocks.length === 0) {
    throw new AtelierError({ code: 'file_empty', message: `The document ${uri} has neither title nor text.` });
  }
  return {
    format: 'text',
    title: heading === '' ? null : heading,
    text: [heading, body].filter((part) => part !== '').join('\n\n'),
    blocks,
    pages: null,
    metadata: {},
  };
}
