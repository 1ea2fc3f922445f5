import { expect, test } from 'vitest';
import { chooseEmbedder } from './choose-embedder.ts';

test.each(['http://anna:pa55@models.example/v1', 'http://:pa55@models.example/v1', 'http://pa55@models.example/v1'])(
  'an address with a password or a user name is refused, and neither is told: %s',
  async (url) => {
    const refused = chooseEmbedder({ kind: 'openai', url, model: 'm' });
    await expect(refused).rejects.toMatchObject({
      code: 'embedder_invalid',
      hint: expect.stringContaining('embedder.key'),
    });
    await expect(refused).rejects.not.toMatchObject({ message: expect.stringContaining('pa55') });
  },
);

test('an address without one names the embedder', async () => {
  const choice = await chooseEmbedder({ kind: 'openai', url: 'http://models.example/v1/', model: 'm' });
  expect(choice.id).toBe('openai http://models.example/v1 m');
});
