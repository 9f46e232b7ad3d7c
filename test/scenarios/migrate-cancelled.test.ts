// migrate in the moment of a cancel or a kill: what it says is left behind is what ECS has. In process, on virtual time.

import { expect, test } from 'vitest';
import { main } from '../../actions/migrate/src/main.ts';
import { post } from '../../actions/migrate/src/post.ts';
import type { Fault } from '../../simulator/faults.ts';
import { hangs } from '../../simulator/runtimes/fates.ts';
import { anAccount, CLUSTER, REPOSITORY, SERVICE } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { type InProcessRun, runInProcess } from '../support/in-process.ts';

async function aPlace() {
  const account = anAccount({ fates: { release: hangs() } });
  const { simulator } = account;
  await account.pushImage('v1');
  await account.pushImage('release');
  await account.createService({});
  const from = simulator.diary.length;
  const operations = () => simulator.diary.slice(from).map(({ operation }) => operation);
  const inputs = {
    cluster: CLUSTER,
    service: SERVICE,
    image: `${simulator.world.ecr.registryHost}/${REPOSITORY}:release`,
    command: 'npm run migrate',
  };
  return {
    simulator,
    operations,
    stopped: () => operations().filter((operation) => operation === 'StopTask').length,
    tasks: () => Object.values(simulator.world.ecs.tasks).filter(({ group }) => group === 'family:web-migrate'),
    live: () =>
      Object.values(simulator.world.ecs.tasks).filter(
        ({ group, desiredStatus }) => group === 'family:web-migrate' && desiredStatus !== 'STOPPED',
      ),
    migrate: (
      more: Readonly<Record<string, string>>,
      options: { cancelAfterMs?: number; faults?: readonly Fault[] } = {},
    ): Promise<InProcessRun> => {
      if (options.faults !== undefined) simulator.setFaults(options.faults);
      const { cancelAfterMs } = options;
      return runInProcess(
        { name: 'migrate', main },
        {
          simulator,
          api: directDoor(simulator),
          inputs: { ...inputs, ...more },
          ...(cancelAfterMs === undefined ? {} : { cancelAfterMs }),
        },
      );
    },
    post: (run: Pick<InProcessRun, 'state'>) =>
      runInProcess(
        {
          name: 'migrate',
          main: async (context, api) => {
            await post(context, api);
            return { conclusion: 'success', verdict: '', headline: '', outputs: {}, summary: '', annotations: [] };
          },
        },
        { simulator, api: directDoor(simulator), inputs: {}, state: run.state },
      ),
  };
}

const lostAnswer: Fault = { kind: 'answer-lost', operation: 'RunTask', nth: [1] };

test('a task whose RunTask was not answered is found and stopped by a cancel', async () => {
  const place = await aPlace();
  const run = await place.migrate({ 'on-cancel': 'stop' }, { faults: [lostAnswer], cancelAfterMs: 1_000 });
  expect(place.tasks()).toHaveLength(1);
  expect(run.report).toMatchObject({ verdict: 'cancelled', outputs: { reason: 'ECS was asked to stop the task' } });
  expect(place.live()).toEqual([]);
  expect(run.report.headline).not.toContain('Nothing is left behind');
});

test('one that ECS does not list may be running, and the post step looks for it once more', async () => {
  const place = await aPlace();
  const blind: Fault = { kind: 'access-denied', operation: 'ListTasks', fromNth: 3 };
  const run = await place.migrate({ 'on-cancel': 'stop' }, { faults: [lostAnswer, blind], cancelAfterMs: 1_000 });
  expect(run.report.verdict).toBe('cancelled');
  expect(run.report.outputs.reason).toContain('could not be stopped');
  expect(run.report.headline).toContain('aws ecs list-tasks');
  expect(place.live()).toHaveLength(1);
  place.simulator.setFaults([]);
  await place.post(run);
  expect(place.live()).toEqual([]);
});

test('a StopTask that is throttled at the cancel is asked for again', async () => {
  const place = await aPlace();
  const throttled: Fault = { kind: 'throttled', operation: 'StopTask', nth: [1, 2] };
  const run = await place.migrate({ 'on-cancel': 'stop' }, { faults: [throttled], cancelAfterMs: 60_000 });
  expect(run.report.outputs.reason).toBe('ECS was asked to stop the task');
  expect(place.stopped()).toBe(3);
  expect(place.live()).toEqual([]);
});

test('one that is throttled to the end is given up before the runner kills, and left to the post step', async () => {
  const place = await aPlace();
  const throttled: Fault = { kind: 'throttled', operation: 'StopTask' };
  const run = await place.migrate({ 'on-cancel': 'stop' }, { faults: [throttled], cancelAfterMs: 60_000 });
  expect(run.report.outputs.reason).toMatch(/^the task could not be stopped: .*\(ThrottlingException\)$/);
  expect(run.tookMs).toBeLessThanOrEqual(60_000 + 6_000);
  place.simulator.setFaults([]);
  const after = await place.post(run);
  expect(place.live()).toEqual([]);
  expect(after.lines.join('\n')).toContain('ECS was asked to stop task');
});

test('a migration that was seen to its end leaves the post step nothing to do', async () => {
  const place = await aPlace();
  const run = await place.migrate({ 'on-cancel': 'stop', timeout: '2m' });
  expect(run.report.verdict).toBe('timed-out');
  const before = place.operations().length;
  await place.post(run);
  expect(place.operations()).toHaveLength(before);
});

test('cancelled while ECS throttles the planning, it was cancelled, and touched nothing', async () => {
  const place = await aPlace();
  const faults: Fault[] = [{ kind: 'throttled', operation: 'DescribeServices' }];
  const run = await place.migrate({}, { faults, cancelAfterMs: 3_000 });
  expect(run.report).toMatchObject({
    conclusion: 'cancelled',
    verdict: 'cancelled',
    outputs: { reason: 'nothing was started yet' },
  });
  expect(place.operations()).not.toContain('RegisterTaskDefinition');
});

test('cancelled while the registration is throttled, nothing was started', async () => {
  const place = await aPlace();
  const faults: Fault[] = [{ kind: 'throttled', operation: 'RegisterTaskDefinition' }];
  const run = await place.migrate({}, { faults, cancelAfterMs: 3_000 });
  expect(run.report.verdict).toBe('cancelled');
  expect(run.report.headline).toContain('Nothing is left behind.');
  expect(place.tasks()).toEqual([]);
});
