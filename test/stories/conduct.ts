// What a run may do to the world, whatever its verdict: once, only with open eyes, and never against a good release.

import type { ServiceDeployment, Task } from '../../simulator/control-plane/ecs-state.ts';
import { isServingOrBefore } from '../../simulator/control-plane/service-tasks.ts';
import { isHealthy } from '../../simulator/control-plane/task-health.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import type { DiaryEntry } from '../../simulator/diary.ts';
import { isGood } from './fates.ts';
import { type Case, isUnanswered } from './judge.ts';
import { meanwhile, releaseOf } from './release.ts';
import { isShifting } from './story.ts';

export function conduct(one: Case, world: World): string[] {
  return [...once(one, world), ...stopping(one, world), ...who(one, world), ...inTime(one, world)];
}

/** One deployment, and one way back from it: either ECS is asked for it, or, where ECS has stopped it and left it at that, what served is put back. */
function once(one: Case, world: World): string[] {
  const { story, part, run, ledger } = one;
  const { ours, back } = releaseOf(world, one);
  const stops = taken(ledger.entries, 'StopServiceDeployment').length;
  const backs = back === undefined ? 0 : 1;
  const releases = ledger.made.length - backs;
  const registered = taken(ledger.entries, 'RegisterTaskDefinition');
  const wrong: string[] = [];
  const claim = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };
  claim(releases <= 1, `${releases} deployments were made`);
  claim(stops + backs <= 1, `${stops} rollbacks were asked for, and ${backs} deployments put something back`);
  // What is to be put back may be registered, and then not be deployed because somebody else was quicker.
  // So is what was planned anew because somebody was quicker, where it is not the same.
  const most = (ours?.status === 'STOPPED' ? 2 : 1) + meanwhile(world, one).length;
  const contents = new Set(registered.map(({ input }) => JSON.stringify({ ...(input as object), tags: undefined })));
  // An answer that is lost on the way leaves a revision behind that nobody uses.
  claim(registered.length <= most || story.faults === 'flaky', `${registered.length} definitions were registered`);
  claim(registered.length === contents.size || story.faults === 'flaky', 'the same definition was registered twice');
  if (back === undefined) return wrong;
  claim(story.rollbackOnFailure, 'something was put back although rollback-on-failure is off');
  claim(givenUpBy(ours) !== undefined, 'what ECS had not given up was taken the place of');
  claim((ours?.finishedAt ?? Number.POSITIVE_INFINITY) <= back.createdAt, 'what still moved was taken the place of');
  const put = taken(ledger.entries, 'UpdateService').find(({ at }) => at === back.createdAt);
  const isOrdered = part.cancelAfterMs !== undefined && run.tookMs >= part.cancelAfterMs;
  claim(isOrdered || put === undefined || sighted(ledger.entries, put), 'something was put back blindly');
  return wrong;
}

function stopping(one: Case, world: World): string[] {
  const { story, part, run, ledger, known } = one;
  const [stop] = taken(ledger.entries, 'StopServiceDeployment');
  if (stop === undefined || part.order === 'go-back') return [];
  const arn = String((stop.input as { serviceDeploymentArn?: unknown }).serviceDeploymentArn);
  const target = world.ecs.serviceDeployments[arn]?.targetServiceRevision.arn ?? '';
  const images = world.ecs.serviceRevisions[target]?.containerImages ?? [];
  const since = run.tookMs - (world.now - stop.at);
  const ordered = part.cancelAfterMs !== undefined && since >= part.cancelAfterMs && story.onCancel === 'rollback';
  const wrong: string[] = [];
  const claim = (holds: boolean, sentence: string) => {
    if (!holds) wrong.push(sentence);
  };
  claim(
    ledger.made.includes(arn) ||
      ((known.has(arn) || images.length > 0) && images.every(({ imageDigest }) => imageDigest === part.image?.digest)),
    "somebody else's deployment was rolled back",
  );
  if (ordered) {
    // With faults about, a look may have failed after the answers that are in the ledger.
    claim(
      story.faults !== 'none' || !wasSeenWell(one, target),
      'what was well was rolled back because the job was cancelled',
    );
    return wrong;
  }
  claim(!isGood(part.fate, story), 'a good release was rolled back by us');
  claim(story.faults !== 'none' || !wasSeenHealing(one, target), 'what had healthy tasks was rolled back');
  claim(story.rollbackOnFailure, 'rolled back although rollback-on-failure is off');
  claim(sighted(ledger.entries, stop), 'rolled back blindly');
  if (run.report.outputs.reason?.startsWith('failed-tasks') === true) {
    const failed = tasksOf(world, target).filter(
      ({ stopCode, stoppingAt }) => stopCode === 'EssentialContainerExited' && (stoppingAt ?? stop.at + 1) <= stop.at,
    );
    claim(failed.length >= story.maxFailedTasks, `rolled back for failed tasks, but only ${failed.length} failed`);
    claim(
      failed.every(({ healthySince }) => healthySince === undefined),
      'rolled back for failed tasks of which one was healthy',
    );
  }
  return wrong;
}

/**
 * When the run last looked, every task that was wanted ran and was healthy. No other ran beside them, but for those that stand by until the
 * traffic has been on the new ones for long enough.
 */
function wasSeenWell(one: Case, target: string): boolean {
  const seen = lastSeen(one);
  if (seen === undefined) return false;
  const wanted = Object.values(seen.ecs.services)[0]?.desiredCount ?? 0;
  const holding = Object.values(seen.ecs.tasks).filter(isServingOrBefore);
  const fresh = holding.filter(({ serviceRevisionArn }) => serviceRevisionArn === target);
  return (
    wanted > 0 &&
    fresh.length >= wanted &&
    fresh.every((task) => isSeenHealthy(seen, task)) &&
    (isShifting(one.story) || fresh.length === holding.length)
  );
}

/** Some of its tasks were healthy when the run last looked, and still were when it acted: no fault was the newest sign. */
function wasSeenHealing(one: Case, target: string): boolean {
  const seen = lastSeen(one);
  const acted = one.ledger.stop?.world;
  if (seen === undefined || acted === undefined) return false;
  return tasksOf(seen, target).some((task) => {
    const then = acted.ecs.tasks[task.taskArn];
    return isSeenHealthy(seen, task) && then !== undefined && isHealthy(acted, then);
  });
}

function isSeenHealthy(world: World, task: Task): boolean {
  return isHealthy(world, task) && (task.healthySince ?? world.now) < world.now;
}

/** The world of the newest look that was not cut short. */
function lastSeen({ story, part, run, ledger, trail }: Case): World | undefined {
  const { cancelAfterMs } = part;
  if (cancelAfterMs === undefined) return ledger.stop?.looks.at(-1);
  const cancelledAt = (trail(0).at(-1)?.now ?? 0) - run.tookMs + cancelAfterMs;
  // A look that is under way when the job is cancelled is not waited for.
  return ledger.stop?.looks.findLast(
    ({ now }) => now > cancelledAt || now <= cancelledAt - REQUESTS_OF_A_LOOK * story.requestMs,
  );
}

/** At most, with a page of tasks, the targets of two groups, and logs. */
const REQUESTS_OF_A_LOOK = 10;

/** Every question of the newest look was answered. Who may not ask for evidence goes without; a task's last words only explain. */
function sighted(entries: readonly DiaryEntry[], act: DiaryEntry): boolean {
  const before = entries.slice(0, entries.indexOf(act));
  const look = before.slice(before.findLastIndex(({ operation }) => operation === 'DescribeServiceDeployments'));
  const newest = (wanted: string) => look.findLast(({ operation }) => operation === wanted);
  const state = ['DescribeServiceDeployments', 'DescribeServices'].map(newest);
  const evidence = ['ListTasks', 'DescribeTasks', 'DescribeTargetHealth'].map(newest);
  return (
    state.every((entry) => entry !== undefined && !isUnanswered(entry)) &&
    evidence.every((entry) => entry === undefined || !isUnanswered(entry) || entry.fault === 'access-denied')
  );
}

/** The reason of a rollback begins with who. */
function who({ run, ledger }: Case, world: World): string[] {
  const { verdict, outputs } = run.report;
  const ours = world.ecs.serviceDeployments[outputs['service-deployment-arn'] ?? ''];
  if (verdict !== 'rolled-back' || ours === undefined) return [];
  const byUs = taken(ledger.entries, 'StopServiceDeployment').length > 0;
  const by = givenUpBy(ours);
  const expected =
    byUs && ours.status !== 'STOPPED'
      ? /^(failed-tasks|deadline|cancel|image)/
      : new RegExp(`^${by ?? 'somebody else'}`);
  return expected.test(outputs.reason ?? '')
    ? []
    : [`rolled back, but the reason begins with "${outputs.reason?.slice(0, 30)}"`];
}

/** The rule of ECS's that ended it. */
function givenUpBy(ours: ServiceDeployment | undefined): 'breaker' | 'alarm' | 'gate' | undefined {
  if (ours?.deploymentCircuitBreaker.status === 'TRIGGERED') return 'breaker';
  if (ours?.alarms?.status === 'TRIGGERED') return 'alarm';
  const hooks = ours?.lifecycleHookDetails ?? [];
  return hooks.some(({ status, timeoutAction }) => status === 'TIMED_OUT' && timeoutAction === 'ROLLBACK')
    ? 'gate'
    : undefined;
}

/** Planning with its retries, the deadline, the rollback, a few looks; and the same for each deployment of somebody else that is waited for. */
function inTime({ story, run, ledger }: Case, world: World): string[] {
  const others = Object.keys(world.ecs.serviceDeployments).filter((arn) => !ledger.made.includes(arn)).length;
  const onceMinutes = (story.timeoutMinutes ?? 180) + story.rollbackMinutes + 15;
  const tookMinutes = run.tookMs / 60_000;
  const wrong: string[] = [];
  if (tookMinutes > onceMinutes * others) wrong.push(`took ${Math.round(tookMinutes)} minutes`);
  return wrong;
}

function taken(entries: readonly DiaryEntry[], operation: string): DiaryEntry[] {
  return entries.filter((entry) => entry.operation === operation && entry.outcome === 'ok');
}

function tasksOf(world: World, serviceRevisionArn: string): Task[] {
  return Object.values(world.ecs.tasks).filter((task) => task.serviceRevisionArn === serviceRevisionArn);
}
