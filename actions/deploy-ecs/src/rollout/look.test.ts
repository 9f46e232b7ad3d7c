import { describe, expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { createLog } from '../../../../lib/github/log.ts';
import {
  aDefinition,
  aFailure,
  aLook,
  deploymentArn,
  imageOf,
  MINUTE,
  revisionArn,
  taskDefinitionArn,
} from './a-rollout.ts';
import { isBad, surelyBad } from './judgement.ts';
import { createRolloutLook } from './look.ts';
import { createNarrator } from './narrate.ts';
import type { RolloutLook } from './rollout-rule.ts';

/** What ECS and the load balancer say in one look; times are AWS's, in milliseconds. */
interface World {
  readonly deployment?: object;
  readonly service?: object;
  readonly rollout?: object;
  readonly running?: readonly object[];
  readonly stopped?: readonly object[];
  readonly targets?: readonly { readonly Id: string; readonly State: string; readonly Reason?: string }[];
  /** operations that fail */
  readonly failing?: Readonly<Record<string, Error>>;
}

const crashed = (name: string, stoppedAt: number, members: object = {}) => ({
  taskArn: `task/${name}`,
  startedBy: 'ecs-svc/2',
  lastStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedAt: new Date(stoppedAt),
  containers: [{ name: 'app', exitCode: 1 }],
  ...members,
});
const runs = (name: string, members: object = {}) => ({
  taskArn: `task/${name}`,
  startedBy: 'ecs-svc/2',
  lastStatus: 'RUNNING',
  ...members,
});

function aws(world: () => World, asked: string[]): AwsApi {
  const answers: Readonly<
    Record<string, (world: World, input: { desiredStatus?: string; tasks?: string[] }) => object>
  > = {
    DescribeServiceDeployments: ({ deployment }) => ({
      serviceDeployments: [
        {
          serviceDeploymentArn: deploymentArn(2),
          status: 'IN_PROGRESS',
          createdAt: new Date(0),
          targetServiceRevision: { arn: revisionArn(2), requestedTaskCount: 2, runningTaskCount: 1 },
          sourceServiceRevisions: [{ arn: revisionArn(1), requestedTaskCount: 2, runningTaskCount: 2 }],
          ...deployment,
        },
      ],
    }),
    DescribeServices: ({ service, rollout }) => ({
      services: [
        {
          serviceName: 'web',
          status: 'ACTIVE',
          taskDefinition: taskDefinitionArn('web:2'),
          desiredCount: 2,
          runningCount: 2,
          deployments: [{ id: 'ecs-svc/2', status: 'PRIMARY', rolloutState: 'IN_PROGRESS', ...rollout }],
          ...service,
        },
      ],
    }),
    ListTasks: ({ running = [], stopped = [] }, { desiredStatus }) => ({
      taskArns: (desiredStatus === 'STOPPED' ? stopped : running).map((task) => 'taskArn' in task && task.taskArn),
    }),
    DescribeTasks: ({ running = [], stopped = [] }, { tasks = [] }) => ({
      tasks: [...running, ...stopped].filter((task) => 'taskArn' in task && tasks.includes(String(task.taskArn))),
    }),
    DescribeTargetHealth: ({ targets = [] }) => ({
      TargetHealthDescriptions: targets.map(({ Id, State, Reason }) => ({
        Target: { Id },
        TargetHealth: { State, Reason },
      })),
    }),
  };
  const ask = async (operation: string, input: object) => {
    asked.push(operation);
    const failure = world().failing?.[operation];
    if (failure !== undefined) throw failure;
    return answers[operation]?.(world(), input) as never;
  };
  return {
    call: async (_service: unknown, operation: string, input: object) => ask(operation, input),
    raw: async (_service: unknown, operation: string, input: object) => ask(operation, input),
  };
}

/** Watches from the start; each look finds the world that it is given. The runner's clock stands still, or moves on each time that it is read. */
function watching(now: number, deadlineAt?: number, tickMs = 0) {
  let world: World = {};
  let time = now;
  const asked: string[] = [];
  const look = createRolloutLook({
    api: aws(() => world, asked),
    clock: { now: () => (time += tickMs), sleep: async () => {} },
    ref: { cluster: 'prod', service: 'web' },
    deploymentArn: deploymentArn(2),
    taskDefinitionArn: taskDefinitionArn('web:2'),
    definition: aDefinition(imageOf('v2')),
    fromStart: true,
    ...(deadlineAt === undefined ? {} : { deadlineAt }),
  });
  let seen: RolloutLook | undefined;
  return {
    /** What is seen, and what was asked for besides the deployment and the service. */
    see: async (next: World) => {
      world = next;
      asked.length = 0;
      seen = await look(seen);
      const [deployment, service, ...besides] = asked;
      expect([deployment, service]).toEqual(['DescribeServiceDeployments', 'DescribeServices']);
      return { seen, besides };
    },
  };
}

const breakerOff = { deploymentConfiguration: { deploymentCircuitBreaker: { enable: false, rollback: false } } };
const behindABalancer = {
  loadBalancers: [{ targetGroupArn: 'group', containerName: 'app', containerPort: 8080 }],
  ...breakerOff,
};
const runningCount = (runningTaskCount: number) => ({
  targetServiceRevision: { arn: revisionArn(2), requestedTaskCount: 2, runningTaskCount },
});
const at = (address: string) => ({ containers: [{ networkInterfaces: [{ privateIpv4Address: address }] }] });

test('on a runner whose clock is behind, a task that is well now is no older news than one that failed before it', async () => {
  const behind = 2 * MINUTE;
  const { seen } = await watching(10 * MINUTE - behind).see({
    rollout: { failedTasks: 1 },
    stopped: [crashed('first', 10 * MINUTE - 30_000)],
    running: [runs('second', { healthStatus: 'HEALTHY' })],
  });
  expect(seen.causes).toHaveLength(1);
  expect(isBad(seen)).toBe(false);
});

test('while nothing happens a look is two calls; when a task runs no more, which ECS does not count as a failure, it is looked for', async () => {
  const { see } = watching(10 * MINUTE);
  const dead = crashed('first', 9 * MINUTE, { startedAt: new Date(8 * MINUTE) });
  const service = behindABalancer;
  expect((await see({ service, deployment: runningCount(2), stopped: [dead] })).besides).toEqual([]);
  expect((await see({ service, deployment: runningCount(2), stopped: [dead] })).besides).toEqual([]);
  const { seen } = await see({ service, deployment: runningCount(0), stopped: [dead] });
  expect(seen.causes).toMatchObject([{ sentence: 'container "app" exited with code 1' }]);
  // It was healthy, or ECS had counted it: the newest sign is bad, and early red is not for it.
  expect(isBad(seen)).toBe(true);
  expect(surelyBad({ maxFailedTasks: 1 }, seen)).toBeUndefined();
  const counted = await see({ service, deployment: runningCount(0), rollout: { failedTasks: 1 }, stopped: [dead] });
  expect(surelyBad({ maxFailedTasks: 1 }, counted.seen)).toBe('failed-tasks');
});

test('once the first cause is known, and ECS decides, health is asked for with it, and then no more with every look', async () => {
  const { see } = watching(10 * MINUTE);
  const dead = crashed('first', 9 * MINUTE);
  const service = {
    ...behindABalancer,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
  };
  const moving = (world: World): World => ({ service, deployment: runningCount(1), ...world });
  const HEALTH = ['ListTasks', 'DescribeTasks', 'DescribeTargetHealth'];
  const running = [runs('second', { ...at('10.0.0.2'), startedAt: new Date(9 * MINUTE) })];
  const initial = {
    rollout: { failedTasks: 1 },
    running,
    stopped: [dead],
    targets: [{ Id: '10.0.0.2', State: 'initial' }],
  };
  expect((await see(moving(initial))).besides).toEqual(['ListTasks', 'DescribeTasks', ...HEALTH]);
  expect((await see(moving(initial))).besides).toEqual([]);
  const another = { ...initial, rollout: { failedTasks: 2 }, stopped: [dead, crashed('third', 9 * MINUTE)] };
  expect((await see(moving(another))).besides).toEqual(['ListTasks', 'DescribeTasks', ...HEALTH]);
});

test('where no circuit breaker decides, health is asked for with every look until one is healthy, for it may be acted on', async () => {
  const { see } = watching(10 * MINUTE);
  const seen = (State: string): World => ({
    service: behindABalancer,
    deployment: runningCount(1),
    rollout: { failedTasks: 1 },
    running: [runs('second', { ...at('10.0.0.2'), startedAt: new Date(9 * MINUTE) })],
    stopped: [crashed('first', 9 * MINUTE)],
    targets: [{ Id: '10.0.0.2', State }],
  });
  const HEALTH = ['ListTasks', 'DescribeTasks', 'DescribeTargetHealth'];
  await see(seen('initial'));
  expect((await see(seen('initial'))).besides).toEqual(HEALTH);
  expect((await see(seen('healthy'))).besides).toEqual(HEALTH);
  expect((await see(seen('healthy'))).besides).toEqual([]);
});

test('who joins late, with the old tasks gone, asks until one is healthy, and then no more', async () => {
  const { see } = watching(10 * MINUTE, undefined, 40_000);
  const targets = (State: string) => ({
    service: behindABalancer,
    deployment: { ...runningCount(2), sourceServiceRevisions: [] },
    running: [runs('second', at('10.0.0.2'))],
    targets: [{ Id: '10.0.0.2', State }],
  });
  const HEALTH = ['ListTasks', 'DescribeTasks', 'DescribeTargetHealth'];
  expect((await see(targets('initial'))).besides).toEqual(HEALTH);
  expect((await see(targets('healthy'))).besides).toEqual(HEALTH);
  expect((await see(targets('healthy'))).besides).toEqual([]);
});

test('a task that ECS lists a moment after it runs no more is looked for once more', async () => {
  const { see } = watching(10 * MINUTE);
  await see({ deployment: runningCount(2) });
  const late = await see({ deployment: runningCount(0) });
  expect(late.besides).toEqual(['ListTasks']);
  const { seen } = await see({ deployment: runningCount(0), stopped: [crashed('first', 9 * MINUTE)] });
  expect(seen.causes).toHaveLength(1);
  expect((await see({ deployment: runningCount(0) })).besides).toEqual([]);
});

test('on its way back it has fewer tasks with every look, and nobody asks why', async () => {
  const { see } = watching(10 * MINUTE);
  await see({ deployment: runningCount(2) });
  const back = (count: number) => ({ deployment: { ...runningCount(count), status: 'ROLLBACK_IN_PROGRESS' } });
  await see(back(2));
  await see(back(2));
  expect((await see(back(1))).besides).toEqual([]);
  expect((await see(back(0))).besides).toEqual([]);
});

describe('the last look before the deadline asks what nothing else has told', () => {
  const failing = {
    service: behindABalancer,
    running: [runs('first', { ...at('10.0.0.2'), startedAt: new Date(0) })],
    targets: [{ Id: '10.0.0.2', State: 'unhealthy', Reason: 'Target.ResponseCodeMismatch' }],
  };
  const last = (world: World) => watching(10 * MINUTE, 10 * MINUTE + 1_000).see(world);

  test('a task that runs and fails its check is bad', async () => {
    const { seen, besides } = await last(failing);
    expect(besides).toEqual(['ListTasks', 'ListTasks', 'DescribeTasks', 'DescribeTargetHealth']);
    expect(seen.unwell).toMatchObject([{ reason: 'Target.ResponseCodeMismatch' }]);
    expect(isBad(seen)).toBe(true);
  });

  test('not while its grace period lasts: told, and not judged', async () => {
    const grace = (healthCheckGracePeriodSeconds: number) => ({ ...behindABalancer, healthCheckGracePeriodSeconds });
    const { seen } = await last({ ...failing, service: grace(600) });
    expect(seen.unwell).toHaveLength(1);
    expect(isBad(seen)).toBe(false);
    expect(isBad((await last({ ...failing, service: grace(300) })).seen)).toBe(true);
  });

  test('one that stops because it failed its check is bad, though it drains for minutes yet', async () => {
    const draining = {
      ...runs('first', { stoppingAt: new Date(9 * MINUTE), stopCode: 'ServiceSchedulerInitiated' }),
      stoppedReason: 'Task failed ELB health checks in (target-group arn)',
    };
    const { seen } = await last({ service: behindABalancer, stopped: [draining] });
    expect(isBad(seen)).toBe(true);
  });

  test('a look before it asks for none of that, and neither does one at a deployment that goes back', async () => {
    expect((await watching(10 * MINUTE, 10 * MINUTE + 1_001).see(failing)).besides).toEqual([]);
    const { see } = watching(10 * MINUTE, 10 * MINUTE);
    const back = { ...failing, deployment: { status: 'ROLLBACK_IN_PROGRESS' } };
    await see(back);
    await see(back);
    expect((await see(back)).besides).toEqual([]);
  });
});

test('a task that is well in the very look in which another fails its check is as new as that, however fast the clock moves', async () => {
  const { seen } = await watching(10 * MINUTE, undefined, 1).see({
    rollout: { failedTasks: 1 },
    stopped: [crashed('first', MINUTE)],
    running: [runs('second', { healthStatus: 'HEALTHY' }), runs('third', { healthStatus: 'UNHEALTHY' })],
  });
  expect(seen.failingAt).toBe(seen.lastHealthyAt);
  expect(isBad(seen)).toBe(false);
});

test('where the deployment does not say how many of its tasks run, the service does', async () => {
  const { seen } = await watching(10 * MINUTE).see({
    deployment: { targetServiceRevision: { arn: revisionArn(2) } },
    rollout: { failedTasks: 1, runningCount: 1 },
    stopped: [crashed('first', MINUTE)],
    running: [runs('second', { healthStatus: 'HEALTHY' })],
  });
  expect(isBad(seen)).toBe(false);
});

test.each([
  ['on Fargate no task will ever have it', { launchType: 'FARGATE' }, 'image'],
  ['on instances the next one may be of that architecture', {}, undefined],
])('an image without the platform of one task: %s', async (_where, service, because) => {
  const reason = "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/arm64'";
  const { seen } = await watching(10 * MINUTE).see({
    service,
    rollout: { failedTasks: 1 },
    stopped: [
      {
        taskArn: 'task/first',
        startedBy: 'ecs-svc/2',
        lastStatus: 'STOPPED',
        stopCode: 'TaskFailedToStart',
        stoppedReason: reason,
        stoppedAt: new Date(MINUTE),
        containers: [{ name: 'app', reason }],
      },
    ],
  });
  expect(surelyBad({ maxFailedTasks: 3 }, seen)).toBe(because);
});

test.each(['denied', 'refused'] as const)(
  'that the targets cannot be seen (%s) does not blind the watch, and holds nothing against the release',
  async (kind) => {
    const { see } = watching(10 * MINUTE);
    const { seen } = await see({
      service: behindABalancer,
      rollout: { failedTasks: 3 },
      stopped: ['first', 'second', 'third'].map((name) => crashed(name, MINUTE)),
      running: [runs('fourth', at('10.0.0.4'))],
      failing: { DescribeTargetHealth: aFailure(kind) },
    });
    expect(seen.causes).toHaveLength(1);
    expect(surelyBad({ maxFailedTasks: 3 }, seen)).toBeUndefined();
    expect(kind === 'refused' ? seen.refused : seen.denied).toHaveLength(1);
    const later = await see({ service: behindABalancer });
    expect(later.seen.refused).toEqual(seen.refused);
  },
);

test.each(['throttled', 'unavailable', 'expired'] as const)(
  'targets that were %s make it a look that failed',
  async (kind) => {
    const failure = aFailure(kind);
    const world = { service: behindABalancer, rollout: { failedTasks: 1 }, stopped: [crashed('first', MINUTE)] };
    const running = [runs('second', at('10.0.0.2'))];
    const looking = watching(10 * MINUTE).see({ ...world, running, failing: { DescribeTargetHealth: failure } });
    await expect(looking).rejects.toBe(failure);
  },
);

test('what was refused is said once', () => {
  const lines: string[] = [];
  const clock = { now: () => 0, sleep: async () => {} };
  const tell = createNarrator(createLog({ write: (line) => lines.push(line), clock, startedAt: 0 }));
  for (let look = 0; look < 3; look += 1) tell(aLook({ refused: ['no such target group'] }));
  expect(lines).toEqual([expect.stringContaining('Watching on without what would only explain: no such target group')]);
});
