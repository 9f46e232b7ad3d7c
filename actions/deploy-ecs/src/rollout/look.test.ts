import { expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { aDefinition, aFailure, deploymentArn, imageOf, MINUTE, revisionArn, taskDefinitionArn } from './a-rollout.ts';
import { isBad, surelyBad } from './judgement.ts';
import { createRolloutLook } from './look.ts';

/** What ECS and the load balancer say in one look; times are AWS's, in milliseconds. */
interface World {
  readonly deployment?: object;
  readonly service?: object;
  readonly rollout?: object;
  readonly running?: readonly object[];
  readonly stopped?: readonly object[];
  readonly targets?: readonly { readonly Id: string; readonly State: string }[];
  /** operations that fail */
  readonly failing?: Readonly<Record<string, Error>>;
}

const crashed = (name: string, stoppedAt: number) => ({
  taskArn: `task/${name}`,
  startedBy: 'ecs-svc/2',
  lastStatus: 'STOPPED',
  stopCode: 'EssentialContainerExited',
  stoppedAt: new Date(stoppedAt),
  containers: [{ name: 'app', exitCode: 1 }],
});
const runs = (name: string, members: object = {}) => ({
  taskArn: `task/${name}`,
  startedBy: 'ecs-svc/2',
  lastStatus: 'RUNNING',
  ...members,
});

function aws(world: () => World): AwsApi {
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
      TargetHealthDescriptions: targets.map(({ Id, State }) => ({ Target: { Id }, TargetHealth: { State } })),
    }),
  };
  const ask = async (operation: string, input: object) => {
    const failure = world().failing?.[operation];
    if (failure !== undefined) throw failure;
    return answers[operation]?.(world(), input) as never;
  };
  return {
    call: async (_service: unknown, operation: string, input: object) => ask(operation, input),
    raw: async (_service: unknown, operation: string, input: object) => ask(operation, input),
  };
}

/** A look at each of these worlds, one after the other; the runner's clock stands still. */
async function looks(now: number, ...worlds: readonly World[]) {
  let world: World = {};
  const look = createRolloutLook({
    api: aws(() => world),
    clock: { now: () => now, sleep: async () => {} },
    ref: { cluster: 'prod', service: 'web' },
    deploymentArn: deploymentArn(2),
    taskDefinitionArn: taskDefinitionArn('web:2'),
    definition: aDefinition(imageOf('v2')),
    fromStart: true,
  });
  let seen: Awaited<ReturnType<typeof look>> | undefined;
  for (const next of worlds) {
    world = next;
    seen = await look(seen);
  }
  if (seen === undefined) throw new Error('nothing was looked at');
  return seen;
}

const breakerOff = { circuitBreaker: { enable: false, rollback: false } };
const behindABalancer = {
  loadBalancers: [{ targetGroupArn: 'group', containerName: 'app', containerPort: 8080 }],
  deploymentConfiguration: { deploymentCircuitBreaker: breakerOff.circuitBreaker },
};

test('on a runner whose clock is behind, a task that is well now is no older news than one that failed before it', async () => {
  const behind = 2 * MINUTE;
  const seen = await looks(10 * MINUTE - behind, {
    rollout: { failedTasks: 1 },
    stopped: [crashed('first', 10 * MINUTE - 30_000)],
    running: [runs('second', { healthStatus: 'HEALTHY' })],
  });
  expect(seen.causes).toHaveLength(1);
  expect(isBad(seen)).toBe(false);
});

void [surelyBad, aFailure, behindABalancer];
