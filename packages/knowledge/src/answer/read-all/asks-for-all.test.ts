import { expect, test } from 'vitest';
import { asksForAll } from './asks-for-all.ts';

test.each([
  'Which contracts mention a penalty?',
  'List every deadline in the handbook',
  'Show me all prices',
  'What documents talk about forklifts?',
  'Welche Verträge erwähnen eine Kaution?',
  'Nenne alle Fristen',
  'Quels contrats mentionnent une pénalité ?',
  'Enumera todos los plazos',
])('wants everything: %s', (question) => {
  expect(asksForAll(question)).toBe(true);
});

test.each([
  'How many days of leave do I get?',
  'Who approves travel?',
  'Are all employees insured?',
  'How often is every machine checked?',
  'Wie viele Urlaubstage haben alle Beschäftigten?',
])('wants one thing: %s', (question) => {
  expect(asksForAll(question)).toBe(false);
});
