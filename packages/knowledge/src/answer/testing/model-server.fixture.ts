import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** What a client asked of the fake model. */
export interface ModelRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: { model: string; stream: boolean; messages: { role: string; content: string }[] };
}

/** Serves OpenAI's chat completions as the test scripts them, until the test ends. */
export async function startModel(
  reply: (response: ServerResponse, request: ModelRequest) => void | Promise<void>,
): Promise<{ url: string; requests: ModelRequest[] }> {
  const requests: ModelRequest[] = [];
  async function serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of incoming) pieces.push(piece as Buffer);
    const text = Buffer.concat(pieces).toString('utf8');
    const body = (text === '' ? {} : JSON.parse(text)) as ModelRequest['body'];
    const request = { path: incoming.url ?? '', headers: incoming.headers, body };
    requests.push(request);
    await reply(response, request);
  }
  const server = createServer((incoming, response) => void serve(incoming, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

/** Sends bytes as an event stream, one write a piece, so that the client meets them apart. */
export async function sendPieces(response: ServerResponse, pieces: readonly (string | Uint8Array)[]): Promise<void> {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  for (const piece of pieces) {
    response.write(piece);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

/** A chunk of a streamed completion, as one event. */
export function contentEvent(content: string): string {
  return event({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
}

export function finishEvent(reason: string): string {
  return event({ choices: [{ index: 0, delta: {}, finish_reason: reason }] });
}

export const event = (data: unknown): string => `data: ${JSON.stringify(data)}\n\n`;

export const roleEvent = event({ choices: [{ index: 0, delta: { role: 'assistant', content: '' } }] });
export const doneEvent = 'data: [DONE]\n\n';

/** A whole answer as a model streams it: its role, its words, why it stopped, the end. */
export async function sendAnswer(response: ServerResponse, text: string, reason = 'stop'): Promise<void> {
  const words = text.match(/\S*\s*/g) ?? [];
  await sendPieces(response, [roleEvent, ...words.filter((word) => word !== '').map(contentEvent)]);
  response.end(`${finishEvent(reason)}${doneEvent}`);
}
