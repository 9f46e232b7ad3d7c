import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directDoor } from '../support/aws-doors.ts';
import { KEPT } from './kept.ts';
import { playMany } from './many.ts';
import { play } from './play.ts';

const MINUTES = 60_000;

// In CI always the same worlds, so that a red run is about the change that it runs for. Everywhere else new ones, and fewer of them.
const isCi = process.env.CI === 'true';
const FIRST = fc.readConfigureGlobal().seed ?? Math.floor(Math.random() * 2 ** 31);
const WORLDS = isCi ? 20_000 : 2_000;
const WORLDS_BY_WIRE = isCi ? 400 : 100;

describe('the verdict agrees with the world', () => {
  test(`in ${WORLDS} random worlds`, { timeout: 20 * MINUTES }, async () => {
    const tally = await playMany({ first: FIRST, count: WORLDS, wire: false });
    expect(tally.misjudged.slice(0, 3)).toEqual([]);
    expect(tally.played).toBe(WORLDS);
  });

  test(`in ${WORLDS_BY_WIRE} random worlds through the SDK and AWS's wire`, { timeout: 20 * MINUTES }, async () => {
    const tally = await playMany({ first: FIRST, count: WORLDS_BY_WIRE, wire: true });
    expect(tally.misjudged.slice(0, 3)).toEqual([]);
    expect(tally.played).toBe(WORLDS_BY_WIRE);
  });

  test.each(KEPT)('in a world that was once misjudged: $why', async ({ story }) => {
    expect((await play(story, directDoor)).wrong).toEqual([]);
  });
});
