import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatEvent, readEvents, type ServerEvent } from './server-events.ts';

/** Reads bytes as a body would bring them, cut at these places. */
async function read(bytes: Uint8Array, cuts: number[] = []): Promise<ServerEvent[]> {
  const places = [...new Set([0, ...cuts, bytes.length])].toSorted((a, b) => a - b);
  const pieces = places.slice(1).map((end, index) => bytes.slice(places[index], end));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });
  const events: ServerEvent[] = [];
  for await (const event of readEvents(body)) events.push(event);
  return events;
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const anyEvents = fc.array(
  fc.record({
    event: fc.constantFrom('passages', 'delta', 'sentence', 'done'),
    data: fc.oneof(fc.string({ unit: 'grapheme' }), fc.jsonValue(), fc.constant('a\r\n\r\nb\n\n🦉')),
  }),
  { maxLength: 6 },
);

test('what was written is read again, wherever the network cuts it and whatever ends its lines', async () => {
  const lineEnds = fc.constantFrom('\n', '\r\n');
  await fc.assert(
    fc.asyncProperty(anyEvents, lineEnds, fc.array(fc.nat()), async (written, lineEnd, places) => {
      const bytes = encode(written.map(formatEvent).join('').replaceAll('\n', lineEnd));
      const cuts = places.map((place) => place % (bytes.length + 1));
      const expected = written.map(({ event, data }) => ({ event, data: JSON.parse(JSON.stringify(data)) as unknown }));
      expect(await read(bytes, cuts)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});

test('every single cut of a stream with long characters and CRLF gives the same events', async () => {
  const written = [
    { event: 'delta', data: { text: 'Größe: 7 € 🦉' } },
    { event: 'done', data: null },
  ];
  const bytes = encode(written.map(formatEvent).join('').replaceAll('\n', '\r\n'));
  for (let cut = 0; cut <= bytes.length; cut++) expect(await read(bytes, [cut])).toEqual(written);
  expect(await read(bytes, [...bytes.keys()])).toEqual(written);
});

test('comments, unknown fields and blocks without data are passed over', async () => {
  const stream =
    ': keep-alive\n\nid: 7\nretry: 10\n\nevent: delta\n: in between\ndata: {"text":\ndata: "two lines"}\n\n';
  expect(await read(encode(stream))).toEqual([{ event: 'delta', data: { text: 'two lines' } }]);
});

test('an event without a name is a message, and the space behind the colon is optional', async () => {
  expect(await read(encode('data:1\n\ndata: 2\n\n'))).toEqual([
    { event: 'message', data: 1 },
    { event: 'message', data: 2 },
  ]);
});

test('an event that the connection cut off is not an event', async () => {
  const whole = formatEvent({ event: 'delta', data: { text: 'a' } });
  const cut = formatEvent({ event: 'done', data: { text: 'b' } }).slice(0, -1);
  expect(await read(encode(whole + cut))).toEqual([{ event: 'delta', data: { text: 'a' } }]);
});
