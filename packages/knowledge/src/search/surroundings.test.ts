import { expect, test } from 'vitest';
import { owner } from '../documents/access.ts';
import { memorySource, openTestHome } from '../testing/knowledge.fixture.ts';

test('each hit comes with its own neighbours, in the order of the hits, and no more at the ends', async () => {
  const { knowledge, run } = await openTestHome();
  const { source } = await knowledge.addCustom({ kind: 'memory', uri: 'memory:' });
  const pages = (name: string) =>
    ['whale', 'boat', 'net', 'whale', 'harbour', 'storm', 'whale']
      .map((word, n) => `# ${name} ${n}\n\nHere is one ${word} of ${name}.`)
      .join('\n\n');
  await knowledge.sync(
    source.id,
    run,
    memorySource(
      new Map([
        ['m:a', pages('Ahab')],
        ['m:b', pages('Bildad')],
      ]),
    ),
  );
  const options = { limit: 10, reader: owner };
  const plain = (await knowledge.search('whale', options)).hits;
  const { hits } = await knowledge.search('whale', { ...options, context: 1 });
  expect(hits.map(({ uri, start }) => [uri, start])).toEqual(plain.map(({ uri, start }) => [uri, start]));
  expect(hits.length).toBeGreaterThanOrEqual(6);
  for (const { uri, text, context } of hits) {
    const { text: whole } = await knowledge.document(owner, uri);
    expect(context?.text).toBe(whole.slice(context?.start, context?.end));
    const name = uri === 'm:a' ? 'Ahab' : 'Bildad';
    const at = Number(/\d/.exec(text)?.[0]);
    const near = [at - 1, at, at + 1].filter((place) => place >= 0 && place <= 6);
    expect(context?.text.match(/\w+ \d/g)).toEqual(near.map((place) => `${name} ${place}`));
  }
});
