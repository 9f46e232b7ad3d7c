import { expect, test } from 'vitest';
import { aCause, MINUTE } from './a-rollout.ts';
import { isHealthDue } from './health-due.ts';

const causes = [aCause({ at: 2 * MINUTE })];
const moment = { now: 3 * MINUTE, causes, ended: 1, healthyAt: undefined, asked: undefined, decidesAlone: false };
const asked = { at: 3 * MINUTE, ended: 1 };

test('it is asked at once, and not again with every look', () => {
  expect(isHealthDue(moment)).toBe(true);
  expect(isHealthDue({ ...moment, asked })).toBe(false);
  expect(isHealthDue({ ...moment, asked, now: 3 * MINUTE + 29_999 })).toBe(false);
  expect(isHealthDue({ ...moment, asked, now: 3 * MINUTE + 30_000 })).toBe(true);
});

test('it is asked again with each task that ends: so many may be enough to go back', () => {
  expect(isHealthDue({ ...moment, asked, ended: 2 })).toBe(true);
});

test('what was seen healthy since its tasks last ended is not asked for again, until one ends', () => {
  const late = { ...moment, asked, now: 10 * MINUTE };
  expect(isHealthDue({ ...late, healthyAt: 2 * MINUTE })).toBe(false);
  expect(isHealthDue({ ...late, healthyAt: 2 * MINUTE - 1 })).toBe(true);
  expect(isHealthDue({ ...late, causes: [], healthyAt: 1 })).toBe(false);
});

test('where no circuit breaker decides it is asked with every look, until one was healthy: a task that is stopping may be the last that was missing', () => {
  expect(isHealthDue({ ...moment, asked, decidesAlone: true })).toBe(true);
  expect(isHealthDue({ ...moment, asked, decidesAlone: true, healthyAt: 1 })).toBe(false);
});
