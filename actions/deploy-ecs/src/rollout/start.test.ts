import { expect, test } from 'vitest';
import type { AwsApi, Json } from '../../../../lib/aws/api.ts';
import type { AwsFailure } from '../../../../lib/core/errors.ts';
import { createInputReader } from '../../../../lib/core/input-reader.ts';
import { createLog } from '../../../../lib/github/log.ts';
import {
  aDefinition,
  aFailure,
  aRequest,
  deploymentArn,
  imageOf,
  revisionArn,
  taskDefinitionArn,
} from './a-rollout.ts';
import { startDeployment } from './start.ts';

/** ECS takes every update and its first answer is lost; what it has made is listed `afterMs` later. Answers what was sent. */
async function started(
  plan: Parameters<typeof startDeployment>[1],
  afterMs: number,
  failing: { readonly again?: AwsFailure; readonly list?: AwsFailure } = {},
) {
  const sent: Json[] = [];
  let now = 0;
  const answers: Readonly<Record<string, () => object>> = {
    ListServiceDeployments: () => ({
      serviceDeployments:
        now < afterMs ? [] : [{ serviceDeploymentArn: deploymentArn(2), targetServiceRevisionArn: revisionArn(2) }],
    }),
    DescribeServiceRevisions: () => ({
      serviceRevisions: [{ serviceRevisionArn: revisionArn(2), taskDefinition: taskDefinitionArn('web:2') }],
    }),
  };
  const api: AwsApi = {
    call: async (_service: unknown, operation: string) => {
      if (failing.list !== undefined) throw failing.list;
      return answers[operation]?.() as never;
    },
    raw: async (_service, _operation, input) => {
      sent.push(input);
      if (sent.length === 1) throw aFailure('unavailable', { operation: 'ecs:UpdateService', ambiguous: true });
      if (failing.again !== undefined) throw failing.again;
      return { service: {} };
    },
  };
  const clock = {
    now: () => now,
    sleep: async (ms: number) => {
      now += ms;
    },
  };
  const request = aRequest();
  const [target = { cluster: '', service: '' }] = request.targets;
  const context = {
    inputs: createInputReader({ inputs: new Map() }),
    log: createLog({ write: () => {}, clock, startedAt: 0 }),
    clock,
    random: () => 0,
    signal: new AbortController().signal,
    environment: {},
    state: { save: () => {}, read: () => undefined },
  };
  const run = { context, request, target, api, patient: api, startedAt: 0 };
  const begun = await startDeployment(run, plan, taskDefinitionArn('web:2'), [deploymentArn(1)]);
  return { begun, forced: sent.map(({ forceNewDeployment = false }) => forceNewDeployment) };
}

const OWN = { force: true, register: aDefinition(imageOf('v2')) };

test('a forced update whose answer is lost is sent once, where its deployment shows in time', async () => {
  expect(await started(OWN, 3_000)).toEqual({ begun: { deploymentArn: deploymentArn(2) }, forced: [true] });
});

test('where ECS is slow to list it, what makes a deployment by itself is not forced a second time: that would make two', async () => {
  expect(await started(OWN, 30_000)).toEqual({ begun: { deploymentArn: deploymentArn(2) }, forced: [true, false] });
  expect((await started({ force: true }, 30_000)).forced).toEqual([true, true]);
});

test('what got no answer twice and shows no deployment is told so', async () => {
  const again = aFailure('unavailable', { operation: 'ecs:UpdateService', ambiguous: true });
  const { begun } = await started(OWN, Number.POSITIVE_INFINITY, { again });
  expect(begun).toEqual({
    lost: expect.stringMatching(
      /^ecs:UpdateService got no usable answer.* No service deployment of web:2 was found within 1m, so ECS has most likely not taken the update\.$/,
    ),
  });
});

test('what got no answer and is denied when it is asked for again is not known', async () => {
  const { begun } = await started(OWN, Number.POSITIVE_INFINITY, { again: aFailure('denied') });
  expect(begun).toEqual({ lost: expect.stringMatching(/No service deployment of it was found, and asked again: /) });
});

test('what got no answer, and may not be looked up, is not known either', async () => {
  const { begun, forced } = await started(OWN, 0, { list: aFailure('denied') });
  expect(begun).toEqual({
    lost: expect.stringMatching(/^ecs:UpdateService got.* Whether ECS has taken the update is not known/),
  });
  expect(forced).toEqual([true]);
});
