import { expect, test } from 'vitest';
import { aDefinition, aDeployment, aService, aStoppedTask, imageOf, MINUTE, revisionArn } from './a-rollout.ts';
import { earlierHealth, seenAt, unseenHealth } from './earlier-health.ts';

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
  failures = 0,
  failuresBefore = 0,
}: {
  stopped?: ReturnType<typeof lived>[];
  service?: Parameters<typeof aService>[0];
  members?: Parameters<typeof aDefinition>[1];
  fromStart?: boolean;
  old?: number;
  failures?: number;
  failuresBefore?: number;
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
    failures,
    failuresBefore,
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
  const rest = {
    service: aService(),
    definition: aDefinition(imageOf('v2')),
    stopped: [],
    fromStart: false,
    failures: 0,
  };
  expect(earlierHealth({ deployment, ...rest })).toBeUndefined();
});

test('ECS counts failures anew when a task is healthy', () => {
  const measured = { service: BALANCED, stopped: [] };
  expect(healthOf({ ...measured, failures: 0, failuresBefore: 2 })).toBe(5);
  expect(healthOf({ ...measured, failures: 2, failuresBefore: 2 })).toBeUndefined();
  expect(healthOf({ ...measured, failures: 3, failuresBefore: 2 })).toBeUndefined();
});

test('where more tasks ended by their own fault than ECS counts as failures, some had been healthy', () => {
  const stopped = [lived(20_000), aStoppedTask({ startedAt: 3 * MINUTE, stoppedAt: 4 * MINUTE })];
  expect(unseenHealth({ stopped, failures: 1 })).toBe(MINUTE);
  expect(unseenHealth({ stopped, failures: 2 })).toBeUndefined();
  expect(unseenHealth({ stopped: [], failures: 0 })).toBeUndefined();
  const unwell = { ...lived(20_000), stoppedReason: 'Task failed ELB health checks in (target-group web)' };
  expect(unseenHealth({ stopped: [{ ...unwell, stopCode: 'ServiceSchedulerInitiated' }], failures: 0 })).toBe(MINUTE);
});

test('what never ran is a failure for ECS, and speaks for the health of none; neither does what was scaled in, or still stops', () => {
  const neverRan = aStoppedTask({ stopCode: 'TaskFailedToStart', stoppedReason: 'CannotPullContainerError: timeout' });
  expect(unseenHealth({ stopped: [neverRan], failures: 0 })).toBeUndefined();
  expect(unseenHealth({ stopped: [neverRan, lived(1)], failures: 1 })).toBe(MINUTE);
  expect(unseenHealth({ stopped: [neverRan, lived(1)], failures: 2 })).toBeUndefined();
  const scaledIn = aStoppedTask({
    startedAt: 1,
    stopCode: 'ServiceSchedulerInitiated',
    stoppedReason: 'Scaling activity',
  });
  expect(unseenHealth({ stopped: [scaledIn], failures: 0 })).toBeUndefined();
  const neverBegan = aStoppedTask({ stopCode: 'ServiceSchedulerInitiated', stoppedReason: 'Scaling activity' });
  expect(unseenHealth({ stopped: [neverBegan, lived(1)], failures: 1 })).toBeUndefined();
  const { stoppedAt: _, ...stopping } = lived(1);
  expect(unseenHealth({ stopped: [stopping], failures: 0 })).toBeUndefined();
});

test('what is seen now is newer than every end that is known, be it the beginning of one', () => {
  expect(seenAt(5, [])).toBe(5);
  const { stoppedAt: _, ...stopping } = aStoppedTask({ stoppingAt: 2 * MINUTE });
  expect(seenAt(5, [stopping])).toBe(2 * MINUTE);
  expect(seenAt(5, [aStoppedTask({ stoppedAt: 3 * MINUTE })])).toBe(3 * MINUTE);
});
