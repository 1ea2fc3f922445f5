import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A model that begins to answer and goes on only when it is told. */
export interface SlowModel {
  /** Environment that makes the server ask it. */
  environment: Record<string, string>;
  /** Resolves with the answer that is being written, as soon as one is asked for. */
  asked(): Promise<ServerResponse>;
  close(): void;
}

export async function startSlowModel(): Promise<SlowModel> {
  let arrive: (response: ServerResponse) => void = () => undefined;
  let next = new Promise<ServerResponse>((resolve) => (arrive = resolve));
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    sendDelta(response, 'Bone marrow ');
    arrive(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    environment: {
      ATELIER_MODEL_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
      ATELIER_MODEL: 'slow-model',
    },
    asked: async () => {
      const response = await next;
      next = new Promise((resolve) => (arrive = resolve));
      return response;
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

export function sendDelta(response: ServerResponse, content: string): void {
  response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
}

export function finish(response: ServerResponse): void {
  response.end(`data: ${JSON.stringify({ choices: [{ delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`);
}
