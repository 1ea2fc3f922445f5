import { describe, expect, test } from 'vitest';
import { untilEnd } from './ask.ts';
import { readEvents, type ServerEvent } from './events.ts';

const encoder = new TextEncoder();

function streamOf(chunks: Uint8Array[], onCancel = () => {}): ReadableStream<Uint8Array> {
  const queue = [...chunks];
  return new ReadableStream({
    pull(controller) {
      const chunk = queue.shift();
      if (chunk) controller.enqueue(chunk);
      else controller.close();
    },
    cancel: onCancel,
  });
}

async function parse(...chunks: (string | Uint8Array)[]): Promise<ServerEvent[]> {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? encoder.encode(chunk) : chunk));
  return Array.fromAsync(readEvents(streamOf(bytes)));
}

describe('readEvents', () => {
  test('reads named events, unnamed ones, several data lines and comments', async () => {
    const events = await parse(': hello\n\nevent: delta\ndata: {"a":1}\n\ndata: x\ndata:  y\nid: 7\n\n');
    expect(events).toEqual([
      { event: 'delta', data: '{"a":1}' },
      { event: 'message', data: 'x\n y' },
    ]);
  });

  test('gives the same events wherever the bytes are cut, for each kind of line end', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const bytes = encoder.encode(['event: sentence', 'data: Café 漢字 😀', '', 'data: b', '', ''].join(end));
      for (let cut = 0; cut <= bytes.length; cut++) {
        // With a bare CR as the very last byte the blank line cannot be told from half a CRLF: add a comment after it.
        const events = await parse(bytes.slice(0, cut), bytes.slice(cut), ':\n');
        expect(events, `${JSON.stringify(end)} cut at ${cut}`).toEqual([
          { event: 'sentence', data: 'Café 漢字 😀' },
          { event: 'message', data: 'b' },
        ]);
      }
      const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
      expect(await parse(...single, ':\n')).toHaveLength(2);
    }
  });

  test('does not deliver an event whose blank line never came', async () => {
    expect(await parse('data: whole\n\nevent: done\ndata: {"ref')).toEqual([{ event: 'message', data: 'whole' }]);
    expect(await parse('event: done\ndata: {}\n')).toEqual([]);
  });

  test('cancels the stream when the reader stops early', async () => {
    let cancelled = false;
    const stream = streamOf([encoder.encode('data: 1\n\n'), encoder.encode('data: 2\n\n')], () => (cancelled = true));
    for await (const event of readEvents(stream)) {
      expect(event.data).toBe('1');
      break;
    }
    expect(cancelled).toBe(true);
  });
});

describe('untilEnd', () => {
  test('throws stream_broken for a stream that ended without done or error', async () => {
    const stream = streamOf([encoder.encode('event: sentence\ndata: {"text":"A.","citations":[]}\n\n')]);
    await expect(Array.fromAsync(untilEnd(stream))).rejects.toMatchObject({ code: 'stream_broken' });
  });

  test('stops after done', async () => {
    const stream = streamOf([encoder.encode('event: done\ndata: {}\n\nevent: delta\ndata: {"text":"late"}\n\n')]);
    expect(await Array.fromAsync(untilEnd(stream))).toEqual([{ event: 'done', data: {} }]);
  });
});
