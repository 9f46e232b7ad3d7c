// The step is killed before and after each of its AWS calls, and the job is run again: the world ends as if nothing had happened.
// Which calls there are is read from an undisturbed run, so that a call that is added is covered by itself.

import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import { type DiaryEntry, mutations } from '../../simulator/diary.ts';
import { crashes, hangs } from '../../simulator/runtimes/fates.ts';
import { makeTemporaryFolder } from '../../simulator/temporary-folder.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { aDeployPlace, type DeployPlace, type DeployPlaceOptions } from '../support/deploy-place.ts';
import { runInProcess } from '../support/in-process.ts';

interface Journey {
  readonly name: string;
  readonly place?: DeployPlaceOptions;
  /** an earlier step of the same job, undisturbed */
  readonly before?: (place: DeployPlace) => Promise<void>;
  readonly inputs: (place: DeployPlace) => Readonly<Record<string, string>>;
  /** how the run that is not disturbed ends */
  readonly ends: string;
  /** how the second run may end */
  readonly endsAgain: readonly string[];
  /** tag of the image that serves at the end */
  readonly serves: 'v1' | 'v2';
  /** tasks that the service is set to at the end; 2 where the journey sets no count */
  readonly count?: number;
  /** service deployments that the journey makes at most, killed or not */
  readonly deployments: number;
}

interface Cell {
  readonly operation: string;
  readonly nth: number;
  readonly moment: 'before' | 'after';
}

interface Row extends Cell {
  readonly verdict: string;
  /** what both runs asked to change, in order */
  readonly changes: string;
  /** empty when all is well */
  readonly wrong: readonly string[];
}

const MINUTE = 60_000;
/** Whether tasks are looked at depends on the moment into which a look falls. */
const OF_THE_MOMENT = ['ListTasks', 'DescribeTasks', 'DescribeTargetHealth'];
/** Hundreds of processes compile the same bundle. */
const CACHED = { NODE_COMPILE_CACHE: makeTemporaryFolder('slipway-compile-cache-') };
const BREAKER_WITHOUT_ROLLBACK = { circuitBreaker: { enable: true, rollback: false } };
const BREAKER_OFF = { circuitBreaker: { enable: false, rollback: false } };

const JOURNEYS: readonly Journey[] = [
  {
    name: 'a deployment with a setting',
    inputs: ({ v2 }) => ({ image: v2, 'desired-count': '3' }),
    ends: 'deployed',
    endsAgain: ['deployed', 'unchanged'],
    serves: 'v2',
    count: 3,
    deployments: 1,
  },
  {
    name: 'a setting alone',
    inputs: () => ({ 'desired-count': '3' }),
    ends: 'updated',
    endsAgain: ['updated', 'unchanged'],
    serves: 'v1',
    count: 3,
    deployments: 0,
  },
  {
    name: 'a way back to a named revision, from what a red test found',
    before: deployV2,
    inputs: () => ({ 'rollback-to': 'web:1', 'rollback-from': 'web:2' }),
    ends: 'deployed',
    endsAgain: ['deployed', 'unchanged'],
    serves: 'v1',
    deployments: 1,
  },
  {
    name: 'a way back to what was before, while it is in progress',
    place: { fates: { v2: hangs() }, advancePerLookMs: MINUTE },
    before: beginV2,
    inputs: () => ({ 'rollback-to': 'previous' }),
    ends: 'deployed',
    endsAgain: ['deployed', 'unchanged'],
    serves: 'v1',
    deployments: 0,
  },
  {
    name: 'a way back to what was before, after it is deployed',
    before: deployV2,
    inputs: () => ({ 'rollback-to': 'previous' }),
    ends: 'deployed',
    endsAgain: ['deployed', 'unchanged'],
    serves: 'v1',
    deployments: 1,
  },
  {
    name: 'a deployment that the step itself rolls back',
    place: { fates: { v2: crashes() }, service: BREAKER_OFF, advancePerLookMs: MINUTE },
    inputs: ({ v2 }) => ({ image: v2 }),
    ends: 'rolled-back',
    endsAgain: ['rolled-back'],
    serves: 'v1',
    // What failed is tried again by who runs the job again: then it fails again.
    deployments: 2,
  },
  {
    name: 'a deployment that ECS stops, and the step puts back what served before',
    place: { fates: { v2: crashes() }, service: BREAKER_WITHOUT_ROLLBACK, advancePerLookMs: MINUTE },
    inputs: ({ v2 }) => ({ image: v2 }),
    ends: 'rolled-back',
    endsAgain: ['rolled-back'],
    serves: 'v1',
    // Twice the attempt, and twice the way back.
    deployments: 4,
  },
];

test.each(JOURNEYS)(
  '$name: killed around any call and run again, it converges',
  { timeout: 5 * MINUTE },
  async (journey) => {
    const cells = await cellsOf(journey);
    expect(cells.some(({ operation }) => /^(Update|Stop)Service/.test(operation))).toBe(true);
    const rows = await inParallel(cells, (cell) => playCell(journey, cell));
    console.log(renderTable(journey, rows));
    expect(rows.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  },
);

/** Two for each call of an undisturbed run. */
async function cellsOf(journey: Journey): Promise<Cell[]> {
  const { place, inputs, calls } = await begin(journey);
  const run = await place.deploy(inputs);
  expect(run.outputs.verdict).toBe(journey.ends);
  const seen = new Map<string, number>();
  return calls().flatMap(({ operation }) => {
    const nth = (seen.get(operation) ?? 0) + 1;
    seen.set(operation, nth);
    return (['before', 'after'] as const).map((moment) => ({ operation, nth, moment }));
  });
}

async function begin(journey: Journey) {
  // Half a minute a look: all kinds of moments, in few looks.
  const place = await aDeployPlace({ advancePerLookMs: MINUTE / 2, ...journey.place });
  await journey.before?.(place);
  const asked = place.diary().length;
  const known = place.deployments().length;
  return {
    place,
    inputs: { 'max-failed-tasks': '2', ...journey.inputs(place) },
    calls: () => place.diary().slice(asked),
    made: () => place.deployments().length - known,
  };
}

async function playCell(journey: Journey, cell: Cell): Promise<Row> {
  const { place, inputs, calls, made } = await begin(journey);
  const running = place.start(inputs, { env: CACHED });
  place.at(cell.moment, cell.operation, () => running.kill('SIGKILL'), { nth: cell.nth, hang: true });
  const first = await running.finished;
  // ECS shows a new deployment a moment later; nobody starts a job within that moment.
  place.simulator.advance(2_000);
  const second = await place.deploy(inputs, { env: { ...CACHED, GITHUB_RUN_ATTEMPT: '2' } });
  const cameNever = OF_THE_MOMENT.includes(cell.operation) && first.outputs.verdict === journey.ends;
  const verdict = second.outputs.verdict ?? `exit code ${second.exitCode}`;
  const wrong = [
    ...(first.signal === 'SIGKILL' || cameNever ? [] : [`was not killed, but ended ${first.outputs.verdict}`]),
    ...(journey.endsAgain.includes(verdict) ? [] : [`ended ${verdict}: ${second.outputs.reason ?? second.stderr}`]),
    ...(made() <= journey.deployments ? [] : [`${made()} service deployments were made`]),
    ...wrongInCharge(place, journey),
  ];
  return { ...cell, verdict, changes: changesOf(calls()), wrong };
}

/** Exactly one deployment leads, it carries what is to serve, all its tasks run, and at most one revision was registered for nothing. */
function wrongInCharge({ simulator, digest }: DeployPlace, { serves, count = 2 }: Journey): string[] {
  const { ecs } = simulator.world;
  const [service, ...others] = Object.values(ecs.services);
  if (service === undefined || others.length > 0) return ['there is not one service'];
  const [primary, ...older] = service.deployments;
  if (primary === undefined || older.length > 0) return [`${service.deployments.length} deployments stand`];
  const revision = ecs.serviceRevisions[primary.serviceRevisionArn];
  const running = Object.values(ecs.tasks).filter(
    ({ lastStatus, startedBy }) => lastStatus === 'RUNNING' && startedBy === primary.id,
  ).length;
  const isV2 = JSON.stringify(revision).includes(digest);
  const used = new Set(Object.values(ecs.serviceRevisions).map(({ taskDefinition }) => taskDefinition));
  const forgotten = Object.values(ecs.taskDefinitionFamilies)
    .flatMap(({ revisions }) => Object.values(revisions))
    .filter(({ taskDefinitionArn }) => !used.has(taskDefinitionArn));
  const moving = Object.values(ecs.serviceDeployments).filter(
    ({ status }) => !['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED'].includes(status),
  );
  return [
    ...(primary.rolloutState === 'COMPLETED' ? [] : [`what leads is ${primary.rolloutState}`]),
    ...(isV2 === (serves === 'v2') ? [] : [`${isV2 ? 'v2' : 'v1'} serves`]),
    ...(service.desiredCount === count ? [] : [`the desired count is ${service.desiredCount}`]),
    ...(running === service.desiredCount ? [] : [`${running} of ${service.desiredCount} tasks run`]),
    ...(forgotten.length <= 1 ? [] : [`${forgotten.length} revisions were registered for nothing`]),
    ...moving.map(({ status }) => `a service deployment is ${status}`),
  ];
}

async function deployV2(place: DeployPlace): Promise<void> {
  await inThisProcess(place, { image: place.v2 });
  place.simulator.advance(20 * MINUTE);
}

async function beginV2(place: DeployPlace): Promise<void> {
  await inThisProcess(place, { image: place.v2, 'wait-until': 'none' });
  place.simulator.advance(MINUTE);
}

async function inThisProcess({ simulator }: DeployPlace, inputs: Readonly<Record<string, string>>): Promise<void> {
  const action = { name: 'deploy-ecs', main };
  const all = { cluster: CLUSTER, service: SERVICE, ...inputs };
  const { report } = await runInProcess(action, { simulator, api: directDoor(simulator), inputs: all });
  expect(report.conclusion).toBe('success');
}

const changesOf = (calls: readonly DiaryEntry[]) =>
  mutations(calls)
    .map(({ operation }) => operation)
    .join(' ');

/** As many at once as there are cores; results in the order of what they were made of. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const todo = items.entries();
  const worker = async () => {
    for (const [index, item] of todo) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

/** Calls of one name that came to the same stand in one line. */
function renderTable({ name }: Journey, rows: readonly Row[]): string {
  const lines = new Map<string, number[]>();
  for (const { operation, nth, moment, verdict, changes, wrong } of rows) {
    const line = [moment.padEnd(6), operation, '#', `→ ${verdict}`, changes || 'no change', ...wrong].join(' | ');
    lines.set(line, [...(lines.get(line) ?? []), nth]);
  }
  const table = [...lines].map(([line, ordinals]) => `  ${line.replace('#', ordinals.join(' '))}`);
  return [`${name}: ${rows.length} kills, then run again`, ...table].join('\n');
}
