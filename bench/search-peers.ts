/** How others search the same texts. They are installed by npm into a folder outside the project, and used as their documentation shows. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { shippedEmbedder, type Embedder } from '@atelier/knowledge';
import type { CorpusText } from '../packages/evaluation/src/datasets/beir-source.ts';

/** The ids of the texts that a query finds, the best first. */
export type Search = (query: string) => Promise<string[]> | string[];

export interface Searcher {
  name: string;
  /** Takes in all texts. */
  open(texts: readonly CorpusText[]): Promise<Search> | Search;
}

/** So many are asked for, so that a hundred texts come out where several parts of one are found. */
const parts = 300;

/** Installs each by itself; gives those that could be, and a line about each of the others. */
export function installSearchPeers(folder: string): { searchers: Searcher[]; missing: string[] } {
  writeFileSync(join(folder, 'package.json'), '{"private":true}');
  const load = createRequire(join(folder, 'package.json'));
  const searchers: Searcher[] = [];
  const missing: string[] = [];
  for (const { name, packages, open } of peers) {
    const problem = install(folder, packages);
    if (problem === null) searchers.push({ name, open: (texts) => open(load, texts) });
    else missing.push(`${name} is left out: ${problem}`);
  }
  return { searchers, missing };
}

function install(folder: string, packages: readonly string[]): string | null {
  // Said to be run inside a project, npm would install there.
  const options = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const npm = spawnSync('npm', [...options, ...packages], { cwd: folder, encoding: 'utf8', timeout: 300_000 });
  if (npm.status === 0) return null;
  return npm.error?.message ?? npm.stderr.trim().split('\n')[0] ?? 'npm failed';
}

interface Peer {
  name: string;
  packages: string[];
  open(load: NodeJS.Require, texts: readonly CorpusText[]): Promise<Search> | Search;
}

const peers: Peer[] = [
  { name: 'MiniSearch 7.2.0', packages: ['minisearch@7.2.0'], open: openMiniSearch },
  { name: 'Orama 3.1.18', packages: ['@orama/orama@3.1.18'], open: openOrama },
  {
    name: 'LangChain.js 1.0.50',
    packages: ['@langchain/classic@1.0.50', '@langchain/core@1.4.0', '@langchain/textsplitters@1.0.2'],
    open: openLangChain,
  },
  { name: 'LlamaIndex.TS 0.12.1', packages: ['llamaindex@0.12.1'], open: openLlamaIndex },
];

interface MiniSearchModule {
  new (options: { fields: string[] }): {
    addAll(documents: readonly CorpusText[]): void;
    search(query: string): { id: string }[];
  };
}

function openMiniSearch(load: NodeJS.Require, texts: readonly CorpusText[]): Search {
  const MiniSearch = load('minisearch') as MiniSearchModule;
  const index = new MiniSearch({ fields: ['title', 'text'] });
  index.addAll(texts);
  return (query) => index.search(query).map(({ id }) => id);
}

interface OramaModule {
  create(options: { schema: Record<string, string>; components?: object }): unknown;
  insertMultiple(database: unknown, documents: readonly CorpusText[]): Promise<unknown>;
  search(database: unknown, query: { term: string; limit: number }): Promise<{ hits: { id: string }[] }>;
}

async function openOrama(load: NodeJS.Require, texts: readonly CorpusText[]): Promise<Search> {
  const orama = load('@orama/orama') as OramaModule;
  const database = orama.create({ schema: { title: 'string', text: 'string' } });
  await orama.insertMultiple(database, texts);
  return async (query) => (await orama.search(database, { term: query, limit: parts })).hits.map(({ id }) => id);
}

interface LangChain {
  memory: {
    MemoryVectorStore: new (embeddings: object) => {
      addDocuments(documents: object[]): Promise<void>;
      similaritySearch(query: string, limit: number): Promise<{ metadata: { id: string } }[]>;
    };
  };
  splitters: {
    RecursiveCharacterTextSplitter: new () => {
      createDocuments(texts: string[], metadata: object[]): Promise<object[]>;
    };
  };
}

/** The store that its documentation begins with, over texts cut as its splitter does by default. */
async function openLangChain(load: NodeJS.Require, texts: readonly CorpusText[]): Promise<Search> {
  const { MemoryVectorStore } = load('@langchain/classic/vectorstores/memory') as LangChain['memory'];
  const { RecursiveCharacterTextSplitter } = load('@langchain/textsplitters') as LangChain['splitters'];
  const documents = await new RecursiveCharacterTextSplitter().createDocuments(
    texts.map(joined),
    texts.map(({ id }) => ({ id })),
  );
  const store = new MemoryVectorStore({
    embedDocuments: async (wanted: string[]) => (await shippedEmbedder.embed(wanted, 'passage')).map(toNumbers),
    embedQuery: (wanted: string) => embedOne(shippedEmbedder, wanted, 'query'),
  });
  await store.addDocuments(documents);
  return async (query) => (await store.similaritySearch(query, parts)).map(({ metadata }) => metadata.id);
}

interface LlamaIndex {
  Settings: { embedModel: object };
  BaseEmbedding: new () => object;
  Document: new (options: { id_: string; text: string; metadata: object }) => object;
  VectorStoreIndex: {
    fromDocuments(documents: object[]): Promise<{
      asRetriever(options: { similarityTopK: number }): {
        retrieve(query: { query: string }): Promise<{ node: { metadata: { id: string } } }[]>;
      };
    }>;
  };
}

async function openLlamaIndex(load: NodeJS.Require, texts: readonly CorpusText[]): Promise<Search> {
  const { Settings, BaseEmbedding, Document, VectorStoreIndex } = load('llamaindex') as LlamaIndex;
  class Embedding extends BaseEmbedding {
    getTextEmbedding(text: string): Promise<number[]> {
      return embedOne(shippedEmbedder, text, 'passage');
    }
    getQueryEmbedding(query: string | { text: string }): Promise<number[]> {
      return embedOne(shippedEmbedder, typeof query === 'string' ? query : query.text, 'query');
    }
  }
  Settings.embedModel = new Embedding();
  const documents = texts.map((text) => new Document({ id_: text.id, text: joined(text), metadata: { id: text.id } }));
  const index = await VectorStoreIndex.fromDocuments(documents);
  const retriever = index.asRetriever({ similarityTopK: parts });
  return async (query) => (await retriever.retrieve({ query })).map(({ node }) => node.metadata.id);
}

export const joined = ({ title, text }: CorpusText): string => [title, text].filter((part) => part !== '').join('\n\n');

const toNumbers = (vector: Float32Array): number[] => [...vector];

async function embedOne(embedder: Embedder, text: string, role: 'query' | 'passage'): Promise<number[]> {
  const [vector = new Float32Array()] = await embedder.embed([text], role);
  return toNumbers(vector);
}
