import { expect, test } from 'vitest';
import { createLog } from './log.ts';

test('logs are JSON lines with level, time and fields, and never hold a secret', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => lines.push(line) });
  log.debug('not this');
  log.info(
    {
      source: 'src_1',
      token: 'abc',
      model: { key: 'sk-1', name: 'm' },
      request: { headers: [{ Authorization: 'Bearer x' }] },
    },
    'synced',
  );
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      source: 'src_1',
      token: '[redacted]',
      model: { key: '[redacted]', name: 'm' },
      request: { headers: [{ Authorization: '[redacted]' }] },
      msg: 'synced',
    },
  ]);
});
