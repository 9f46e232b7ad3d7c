import { expect, test } from 'vitest';
import { aDefinition, aDeployment, aService, aStoppedTask, imageOf, MINUTE, revisionArn } from './a-rollout.ts';
import { earlierHealth } from './earlier-health.ts';

const BALANCED = { loadBalancers: [{ targetGroupArn: 'arn', containerName: 'app', containerPort: 8080 }] };
const CHECKED = {
  containerDefinitions: [{ name: 'app', image: imageOf('v2'), healthCheck: { command: ['CMD', 'true'] } }],
};
const lived = (ms: number) => aStoppedTask({ startedAt: MINUTE, stoppedAt: MINUTE + ms });

function healthOf({
  stopped = [lived(1_000)],
  service = {},
  members = {},
  fromStart = true,
  old = 2,
}: {
  stopped?: ReturnType<typeof lived>[];
  service?: Parameters<typeof aService>[0];
  members?: Parameters<typeof aDefinition>[1];
  fromStart?: boolean;
  old?: number;
}) {
  return earlierHealth({
    deployment: aDeployment({
      createdAt: 5,
      sources: [{ revisionArn: revisionArn(1), requested: 2, running: old, pending: 0 }],
    }),
    service: aService(service),
    definition: aDefinition(imageOf('v2'), members),
    stopped,
    fromStart,
  });
}

test('where nothing measures health, a task that lived for 40 s was healthy by then', () => {
  expect(healthOf({ stopped: [lived(39_999)] })).toBeUndefined();
  expect(healthOf({ stopped: [lived(40_000)] })).toBe(MINUTE + 40_000);
  const later = aStoppedTask({ startedAt: 2 * MINUTE, stoppedAt: 3 * MINUTE });
  expect(healthOf({ stopped: [later, lived(50_000)] })).toBe(2 * MINUTE + 40_000);
});

test('a task that never ran was never healthy', () => {
  const { startedAt: _, ...never } = lived(50_000);
  expect(healthOf({ stopped: [never] })).toBeUndefined();
  const { stoppedAt: __, ...unknown } = lived(50_000);
  expect(healthOf({ stopped: [unknown] })).toBeUndefined();
});

test('where a check measures it, who watched from the start saw it; who came later does not know', () => {
  const stopped = [lived(50_000)];
  expect(healthOf({ stopped, service: BALANCED })).toBeUndefined();
  expect(healthOf({ stopped, members: CHECKED })).toBeUndefined();
  const beside = [...CHECKED.containerDefinitions, { name: 'proxy', image: imageOf('proxy') }];
  expect(healthOf({ stopped, members: { containerDefinitions: beside } })).toBeUndefined();
  expect(healthOf({ stopped, service: BALANCED, fromStart: false })).toBe(MINUTE + 40_000);
});

test('who comes later takes fewer old tasks than ECS must keep for health of the new ones', () => {
  expect(healthOf({ fromStart: false })).toBeUndefined();
  expect(healthOf({ fromStart: false, old: 1 })).toBe(5);
  expect(healthOf({ fromStart: false, old: 1, service: { minimumHealthyPercent: 50 } })).toBeUndefined();
  expect(healthOf({ fromStart: false, old: 1, service: { desiredCount: 3, minimumHealthyPercent: 50 } })).toBe(5);
  expect(healthOf({ fromStart: true, old: 1 })).toBeUndefined();
});

test('where there were no old tasks, none are missing', () => {
  const deployment = aDeployment({ sources: [] });
  const rest = { service: aService(), definition: aDefinition(imageOf('v2')), stopped: [], fromStart: false };
  expect(earlierHealth({ deployment, ...rest })).toBeUndefined();
});
