import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A model behind OpenAI's chat completions; gives the environment that makes Atelier ask it, and the keys it was sent. */
export async function startModel(
  reply: (response: ServerResponse) => void,
): Promise<{ env: Record<string, string>; keys: (string | undefined)[] }> {
  const keys: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization);
    request.resume();
    reply(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      ATELIER_MODEL_URL: `http://127.0.0.1:${port}/v1`,
      ATELIER_MODEL: 'test-model',
      ATELIER_MODEL_KEY: 'sk-secret-of-the-test',
    },
    keys,
  };
}

/** Begins a streamed answer. */
export function write(response: ServerResponse, content: string): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
}

export function finish(response: ServerResponse): void {
  response.end(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
}
