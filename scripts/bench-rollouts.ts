// How soon deploy-ecs knows what ECS knows, and how often it asks: many rollouts in the local AWS, on its virtual clock, where a call takes no time.

import { main } from '../actions/deploy-ecs/src/main.ts';
import { crashes, type Fate, healthy } from '../simulator/runtimes/fates.ts';
import { type Account, anAccount, CLUSTER, SERVICE, type ServiceOptions } from '../test/support/a-service.ts';
import { directDoor } from '../test/support/aws-doors.ts';
import { runInProcess } from '../test/support/in-process.ts';

const ROLLOUTS = 200;
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

interface Rollout {
  readonly verdict: string;
  readonly tookMs: number;
  /** from the end that ECS writes down to the verdict */
  readonly verdictMs: number;
  /** from STOPPED of the first task that failed to the first line that names its exit code; negative where it was told while the task was stopping */
  readonly causeMs: number | undefined;
  /** calls from the first look on, and how many looks there were */
  readonly watchCalls: number;
  readonly looks: number;
  /** calls before the first look */
  readonly otherCalls: number;
}

/** What is measured, its goal, what was found: rows of a table. */
export async function benchRollouts(): Promise<string[][]> {
  const rollouts: Rollout[] = [];
  for (let index = 0; index < ROLLOUTS; index += 1) rollouts.push(await rollout(fateOf(index), serviceOf(index)));
  const five = await rollout(healthy(), { desiredCount: 2 });
  const settled = rollouts.map(({ verdictMs }) => verdictMs);
  const causes = rollouts.flatMap(({ causeMs }) => (causeMs === undefined ? [] : [causeMs]));
  const longest = Math.max(...rollouts.map(({ tookMs }) => tookMs));
  return [
    [
      `settled → verdict, ${settled.length} rollouts up to ${minutes(longest)} (${kinds(rollouts)})`,
      'median ≤ 3 s, worst ≤ 6 s',
      spread(settled),
    ],
    [`first failed task STOPPED → its cause in the log, ${causes.length} crash loops`, 'worst ≤ 5 s', spread(causes)],
    [
      `calls of a deployment of ${minutes(five.tookMs)}: a look while it moves`,
      '≤ 2',
      (five.watchCalls / five.looks).toFixed(2),
    ],
    ['calls of the same deployment besides', '≤ 15', String(five.otherCalls)],
    ...(await callsBesides()),
  ];
}

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3';
const ALARM = {
  AlarmName: 'web-5xx',
  Namespace: 'AWS/ApplicationELB',
  MetricName: 'HTTPCode_Target_5XX_Count',
  Statistic: 'Sum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 5,
  ComparisonOperator: 'GreaterThanThreshold',
};
/** Everything that a check reads about. */
const MUCH_TO_CHECK: ServiceOptions = {
  containerDefinition: {
    secrets: [
      { name: 'DATABASE_URL', valueFrom: `${SECRET}:url::` },
      { name: 'TOKEN', valueFrom: '/prod/token' },
    ],
  },
  deploymentConfiguration: {
    strategy: 'BLUE_GREEN',
    bakeTimeInMinutes: 5,
    alarms: { alarmNames: [ALARM.AlarmName], enable: true, rollback: true },
  },
};

/** What deployments ask besides two calls a look, where there is more to ask about than of a plain service. */
async function callsBesides(): Promise<string[][]> {
  const all: [string, Rollout][] = [
    ['with secrets, a parameter, alarms and listener rules', await rollout(healthy(), MUCH_TO_CHECK)],
    ['that joins one in progress', await rollout(healthy(), {}, 'v2')],
    ['that waits for another one', await rollout(healthy(), {}, 'v3')],
  ];
  return all.map(([which, { verdict, watchCalls, looks, otherCalls }]) => [
    `calls of one ${which} (${verdict}), besides 2 a look`,
    '',
    String(otherCalls + watchCalls - 2 * looks),
  ]);
}

/** Two of three are well, sooner or later; one of three crashes before ECS could call it done. */
function fateOf(index: number): Fate {
  const spreadMs = (index * 7_919) % (8 * MINUTE);
  return index % 3 === 2 ? crashes({ afterMs: spreadMs / 40 }) : healthy({ startMs: 5 * SECOND + spreadMs });
}

function serviceOf(index: number): ServiceOptions {
  return { desiredCount: 1 + (index % 4), loadBalancer: index % 2 === 0 };
}

/** `inProgress`: the image of a deployment that somebody has just begun. */
async function rollout(fate: Fate, service: ServiceOptions, inProgress?: 'v2' | 'v3'): Promise<Rollout> {
  const account = anAccount({
    fates: { v2: fate },
    secretValues: { [`${SECRET}:url::`]: 'hidden', '/prod/token': 'hidden' },
  });
  const { simulator, pushImage, createService } = account;
  await pushImage('v1');
  await simulator.call('cloudwatch', 'PutMetricAlarm', ALARM);
  await createService(service);
  const { reference } = await pushImage('v2');
  if (inProgress !== undefined) {
    const image = inProgress === 'v2' ? reference : (await pushImage(inProgress)).reference;
    await deploy(account, image, { 'wait-until': 'none' });
  }
  const asked = simulator.diary.length;
  let causeAt: number | undefined;
  const run = await deploy(account, reference, { timeout: '3h' }, (line) => {
    if (causeAt === undefined && line.includes('exited with code')) causeAt = simulator.world.now;
  });
  const { ecs } = simulator.world;
  const ours = Object.values(ecs.serviceDeployments).at(-1);
  const failed = Object.values(ecs.tasks).flatMap(({ stoppedAt, containers }) =>
    stoppedAt !== undefined && containers.some(({ exitCode }) => exitCode === 1) ? [stoppedAt] : [],
  );
  const calls = simulator.diary.slice(asked);
  const looks = calls.filter(({ operation }) => operation === 'DescribeServiceDeployments').length;
  const firstLook = calls.findIndex(({ operation }) => operation === 'DescribeServiceDeployments');
  return {
    verdict: run.report.verdict,
    tookMs: run.tookMs,
    verdictMs: simulator.world.now - (ours?.finishedAt ?? Number.NaN),
    causeMs: causeAt === undefined ? undefined : causeAt - Math.min(...failed),
    watchCalls: calls.length - firstLook,
    looks,
    otherCalls: firstLook,
  };
}

function deploy(
  { simulator }: Account,
  image: string,
  inputs: Readonly<Record<string, string>>,
  onLine?: (line: string) => void,
) {
  return runInProcess(
    { name: 'deploy-ecs', main },
    {
      simulator,
      api: directDoor(simulator),
      inputs: { cluster: CLUSTER, service: SERVICE, image, ...inputs },
      ...(onLine === undefined ? {} : { onLine }),
    },
  );
}

/** Milliseconds → `median 2.4 s, 95 % 4.6 s, worst 5.0 s` */
function spread(samples: readonly number[]): string {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number) => ((sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN) / SECOND).toFixed(1);
  return `median ${at(0.5)} s, 95 % ${at(0.95)} s, worst ${at(1)} s`;
}

function kinds(rollouts: readonly Rollout[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of rollouts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return [...counts].map(([verdict, count]) => `${count} ${verdict}`).join(', ');
}

function minutes(ms: number): string {
  return `${(ms / MINUTE).toFixed(1)} min`;
}
