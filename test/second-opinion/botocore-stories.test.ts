import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play } from '../stories/play.ts';
import { aStory } from '../stories/random-story.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { pathOf, tool } from '../support/tool.ts';
import { recordExchanges, unique } from './botocore-door.ts';
import { judge } from './botocore-judge.ts';
import { loadBotocoreModels } from './botocore-model.ts';

const WORLDS = 100;
const MINUTES = 60_000;
const botocore = tool('aws');

describe.skipIf(botocore.missing !== undefined)(`botocore's models ${botocore.missing ?? ''}`, () => {
  test(`have every answer that deploy-ecs gets in ${WORLDS} random worlds, refusals and faults included`, {
    timeout: 10 * MINUTES,
  }, async () => {
    const models = loadBotocoreModels(pathOf(botocore));
    const judged = { answers: 0, refusals: 0 };
    await fc.assert(
      fc.asyncProperty(aStory(), async (story) => {
        const recorders: ReturnType<typeof recordExchanges>[] = [];
        await play(story, (simulator) => {
          const recorder = recordExchanges(simulator);
          recorders.push(recorder);
          return wireDoor(recorder.simulator);
        });
        const exchanges = recorders.flatMap((recorder) => recorder.exchanges);
        judged.answers += exchanges.length;
        judged.refusals += exchanges.filter(({ answer }) => answer.status !== 200).length;
        expect(unique(exchanges.flatMap((exchange) => judge(exchange, models)))).toEqual([]);
      }),
      { numRuns: WORLDS },
    );
    expect(judged.answers).toBeGreaterThan(10 * WORLDS);
    expect(judged.refusals).toBeGreaterThan(WORLDS / 10);
  });
});
