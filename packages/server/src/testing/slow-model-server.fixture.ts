import { afterAll } from 'vitest';
import { indexed, startServer, type TestServer } from './server.fixture.ts';
import { startSlowModel, type SlowModel } from './slow-model.fixture.ts';

/** A server with documents whose answers a slow model writes; both end with the tests of the file or group. */
export async function serverWithSlowModel(): Promise<{ model: SlowModel; server: TestServer }> {
  const model = await startSlowModel();
  const server = await startServer({ environment: model.environment });
  afterAll(async () => {
    await server.stop();
    model.close();
  });
  await indexed(server);
  return { model, server };
}
