import { describe, expect, test } from 'vitest';
import type { AwsApi } from '../../../../lib/aws/api.ts';
import { aService, MINUTE } from './a-rollout.ts';
import { healthOf } from './task-health.ts';

const REF = { cluster: 'prod', service: 'web' };
const clock = { now: () => MINUTE, sleep: async () => {} };

interface Task {
  /** absent: in bridge or host mode */
  readonly address?: string;
  readonly ipv6Address?: string;
  readonly healthStatus?: string;
  readonly startedAt?: Date;
}

/** ECS, where these tasks of our rollout run, and a load balancer that says this of each target group's addresses. */
function aws(
  tasks: readonly Task[],
  groups: Readonly<Record<string, Readonly<Record<string, string>>>>,
  reason?: string,
) {
  const asked: string[] = [];
  const answers: Readonly<Record<string, (input: { readonly TargetGroupArn?: string }) => object>> = {
    ListTasks: () => ({ taskArns: tasks.map((_, index) => `task/${index}`) }),
    DescribeTasks: () => ({
      tasks: tasks.map(({ address, ipv6Address, healthStatus, startedAt }) => ({
        startedBy: 'ecs-svc/2',
        lastStatus: 'RUNNING',
        healthStatus,
        startedAt,
        containers: [{ networkInterfaces: [{ privateIpv4Address: address, ipv6Address }] }],
        attachments: [
          {
            type: 'ElasticNetworkInterface',
            details: address === undefined ? [] : [{ name: 'privateIPv4Address', value: address }],
          },
        ],
      })),
    }),
    DescribeTargetHealth: ({ TargetGroupArn = '' }) => {
      asked.push(TargetGroupArn);
      return {
        TargetHealthDescriptions: Object.entries(groups[TargetGroupArn] ?? {}).map(([Id, State]) => ({
          Target: { Id, Port: 8080 },
          TargetHealth: { State, ...(reason === undefined ? {} : { Reason: reason }) },
        })),
      };
    },
  };
  const api: AwsApi = {
    call: async (_service: unknown, operation: string, input: object) => answers[operation]?.(input) as never,
    raw: () => Promise.reject(new Error('not to be asked')),
  };
  return { api, asked };
}

const behind = (...groups: { targetGroupArn: string; alternateTargetGroupArn?: string }[]) =>
  aService({ loadBalancers: groups.map((group) => ({ ...group, containerName: 'app', containerPort: 8080 })) });

const SHIFTING = behind({ targetGroupArn: 'blue', alternateTargetGroupArn: 'green' });

test.each(['blue', 'green'])('where traffic is shifted, a task is well in whichever group it is: %s', async (group) => {
  const { api } = aws([{ address: '10.0.0.2' }], {
    blue: { '10.0.0.1': 'healthy' },
    green: {},
    [group]: { '10.0.0.2': 'healthy' },
  });
  expect(await healthOf(api, clock, REF, SHIFTING, 'ecs-svc/2')).toMatchObject({ isHealthy: true, unwell: [] });
});

test('what the alternate group says against a task is told', async () => {
  const { api } = aws([{ address: '10.0.0.2' }], { green: { '10.0.0.2': 'unhealthy' } });
  const { isHealthy, unwell } = await healthOf(api, clock, REF, SHIFTING, 'ecs-svc/2');
  expect(isHealthy).toBe(false);
  expect(unwell).toEqual([{ address: '10.0.0.2', port: 8080, state: 'unhealthy' }]);
});

test('behind two load balancers a task has to be well for both, and each group is asked once', async () => {
  const service = behind({ targetGroupArn: 'inner' }, { targetGroupArn: 'outer' }, { targetGroupArn: 'inner' });
  const seen = async (outer: string) => {
    const { api, asked } = aws([{ address: '10.0.0.2' }], {
      inner: { '10.0.0.2': 'healthy' },
      outer: { '10.0.0.2': outer },
    });
    return { ...(await healthOf(api, clock, REF, service, 'ecs-svc/2')), asked };
  };
  expect(await seen('healthy')).toMatchObject({ isHealthy: true, asked: ['inner', 'outer'] });
  expect(await seen('initial')).toMatchObject({ isHealthy: false });
});

test('a task without an address of its own is only held against by its own health check', async () => {
  const service = behind({ targetGroupArn: 'group' });
  const well = async (healthStatus: string) =>
    (await healthOf(aws([{ healthStatus }], { group: { 'i-1': 'healthy' } }).api, clock, REF, service, 'ecs-svc/2'))
      .isHealthy;
  expect(await well('UNKNOWN')).toBe(true);
  expect(await well('UNHEALTHY')).toBe(false);
});

test.each([
  ['healthy', true],
  ['initial', false],
  ['unhealthy', false],
])('behind a target group of IPv6 addresses a task is known by that one: %s', async (state, isHealthy) => {
  const task = { address: '10.0.0.2', ipv6Address: '2001:db8::2' };
  const { api } = aws([task], { group: { '2001:db8::2': state, '2001:db8::3': 'healthy' } });
  const seen = await healthOf(api, clock, REF, behind({ targetGroupArn: 'group' }), 'ecs-svc/2');
  expect(seen).toMatchObject({ isHealthy, unwell: state === 'unhealthy' ? [{ address: '2001:db8::2' }] : [] });
});

describe('a task that fails its check now', () => {
  const failing = async (task: Task, reason: string, grace = 0, state = 'unhealthy') => {
    const { api } = aws([task], { group: { '10.0.0.2': state } }, reason);
    const service = { ...behind({ targetGroupArn: 'group' }), healthCheckGracePeriodSeconds: grace };
    return (await healthOf(api, { ...clock, now: () => 10 * MINUTE }, REF, service, 'ecs-svc/2')).fails;
  };
  const task = { address: '10.0.0.2', startedAt: new Date(5 * MINUTE) };

  test.each(['Target.ResponseCodeMismatch', 'Target.Timeout', 'Target.FailedHealthChecks'])(
    'is told: %s',
    async (reason) => {
      expect(await failing(task, reason)).toBe(true);
      expect(await failing(task, reason, 0, 'draining')).toBe(false);
    },
  );

  test('is none of ours where the load balancer has a reason of its own', async () => {
    expect(await failing(task, 'Elb.InternalError')).toBe(false);
  });

  test('is not told while its grace period lasts, and a minute more, for clocks differ', async () => {
    expect(await failing(task, 'Target.Timeout', 240)).toBe(true);
    expect(await failing(task, 'Target.Timeout', 241)).toBe(false);
    expect(await failing({ address: '10.0.0.2' }, 'Target.Timeout', 1)).toBe(false);
  });

  test('is told by the check of its container as well', async () => {
    expect(await failing({ ...task, healthStatus: 'UNHEALTHY' }, '', 0, 'healthy')).toBe(true);
    expect(await failing({ ...task, healthStatus: 'UNHEALTHY' }, '', 600, 'healthy')).toBe(false);
  });
});
