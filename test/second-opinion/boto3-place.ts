// A place for boto3 in a test file: an account whose world moves at each look of ECS, its door, and boto3 in front of it.

import { afterAll, beforeAll, expect, test } from 'vitest';
import { operations } from '../../simulator/operations/index.ts';
import type { ServiceName } from '../../simulator/protocols/services.ts';
import { type Account, anAccount } from '../support/a-service.ts';
import { pathOf, tool } from '../support/tool.ts';
import { type Boto3, startBoto3 } from './boto3.ts';
import { type Door, openDoor } from './botocore-door.ts';
import { loadBotocoreModels } from './botocore-model.ts';

export const awsTool = tool('aws');

export interface Boto3Place {
  readonly boto3: Boto3;
  readonly account: Account;
  readonly door: Door;
}

/** Made before the tests of the file, which share it in their order. */
export function aBoto3Place(options: Parameters<typeof anAccount>[0] = {}): () => Boto3Place {
  const made: { place?: Boto3Place } = {};
  beforeAll(async () => {
    const program = pathOf(awsTool);
    const account = anAccount({ advancePerLookMs: 10_000, ...options });
    const door = await openDoor(account.simulator, loadBotocoreModels(program));
    made.place = { account, door, boto3: startBoto3(program, door.url) };
  });
  afterAll(async () => {
    await made.place?.boto3.close();
    await made.place?.door.close();
  });
  return () => {
    if (made.place === undefined) throw new Error('There is no place yet.');
    return made.place;
  };
}

/** What `boto3-shifting.test.ts` and `boto3-hosts.test.ts` make sure of. */
export const carriedOutByShifting = ['ecs ContinueServiceDeployment'];
export const carriedOutByHosts = [
  'ecs CreateCapacityProvider',
  'ecs GetTaskProtection',
  'ecs RegisterContainerInstance',
  'ecs UpdateTaskProtection',
];

/** The last tests of a file: nothing was left out, and nothing was answered that botocore's models do not have. */
export function judgeAtTheEnd(
  place: () => Boto3Place,
  asked: readonly ServiceName[],
  /** what the simulator must find in the requests that are wrong on purpose */
  expectedProblems: readonly RegExp[] = [],
  /** operations that the tests of another file carry out, as `ecs ContinueServiceDeployment` */
  elsewhere: readonly string[] = [],
): void {
  test('every operation that is implemented here was carried out for boto3', () => {
    const succeeded = place().door.succeeded();
    const implemented = asked.flatMap((service) =>
      Object.keys(operations[service]).map((name) => `${service} ${name}`),
    );
    expect(implemented.filter((name) => !succeeded.has(name) && !elsewhere.includes(name))).toEqual([]);
  });

  test("every answer is what botocore's models say", () => {
    expect(place().door.disagreements()).toEqual([]);
  });

  test('the simulator had no fault to find, but in what was wrong on purpose', () => {
    const problems = place().door.problems();
    expect(problems.filter((problem) => !expectedProblems.some((expected) => expected.test(problem)))).toEqual([]);
    expect(expectedProblems.filter((expected) => !problems.some((problem) => expected.test(problem)))).toEqual([]);
  });
}
