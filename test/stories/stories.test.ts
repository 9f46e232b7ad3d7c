import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { directDoor, wireDoor } from '../support/aws-doors.ts';
import { KEPT } from './kept.ts';
import { play } from './play.ts';
import { aStory } from './world.ts';

const WORLDS = 2_000;
const WORLDS_BY_WIRE = 200;
const MINUTES = 60_000;

describe('the verdict agrees with the world', () => {
  test(`in ${WORLDS} random worlds`, { timeout: 20 * MINUTES }, async () => {
    await fc.assert(
      fc.asyncProperty(aStory(), async (story) => {
        expect((await play(story, directDoor)).wrong).toEqual([]);
      }),
      { numRuns: WORLDS },
    );
  });

  test(`in ${WORLDS_BY_WIRE} random worlds through the SDK and AWS's wire`, { timeout: 20 * MINUTES }, async () => {
    await fc.assert(
      fc.asyncProperty(aStory(), async (story) => {
        expect((await play(story, wireDoor)).wrong).toEqual([]);
      }),
      { numRuns: WORLDS_BY_WIRE },
    );
  });

  test.each(KEPT)('in a world that was once misjudged: $why', async ({ story }) => {
    expect((await play(story, directDoor)).wrong).toEqual([]);
  });
});
