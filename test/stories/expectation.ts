// How a release has to end when nothing comes between: no fault, no cancel, nobody else, no deadline of the user's own.

import { isGood } from './fates.ts';
import type { Case } from './judge.ts';
import { everProtected } from './release.ts';
import { HARMLESS_ACTS, hasNoRoom, isShifting, isVerified, type Pause, type Story } from './story.ts';

/** As long as a target group drains at most, and a task stops. */
const DRAINING_MS = 600_000;

/** The application ends by itself, before it was ever well. */
const CRASHES: readonly Story['fate'][] = ['crash-loop', 'out-of-memory', 'exec-format'];
/** Once, and is well from then on. */
const HEALS_ITSELF: readonly Story['fate'][] = ['heals-from-crash', 'heals-from-answers'];
/** Runs, and fails its health checks. */
const UNWELL: readonly Story['fate'][] = ['slow-start', 'unhealthy-target', 'silent-target', 'hangs'];

export function expectation({ story, part, run, trail }: Case): string[] {
  if (part.name !== 'main' || part.order !== 'deploy' || !isQuiet(story)) return [];
  const expected = expectedVerdict(story);
  const { verdict } = run.report;
  if (expected === undefined || expected === verdict) return [];
  // A protection may outlast the deadline, or leave too little time for what comes after it: what is well is left to end by itself.
  const stays = trail(0).some((world) => everProtected(world, DRAINING_MS).length > 0);
  if (verdict === 'timed-out' && expected !== 'refused' && stays) return [];
  return [`nothing came between, so it ends ${expected}, not ${verdict}`];
}

function isQuiet(story: Story): boolean {
  const { acts, cancelAfterSeconds, faults, timeoutMinutes, rollbackMinutes } = story;
  const harmless = ['none', 'no-evidence', 'update-answer-lost'].includes(faults);
  const patient = timeoutMinutes === undefined && rollbackMinutes === 60;
  return (
    harmless &&
    patient &&
    story.before !== 'moving' &&
    acts.every(({ kind }) => HARMLESS_ACTS.includes(kind)) &&
    cancelAfterSeconds === undefined
  );
}

/** Undefined where it depends on seconds. */
function expectedVerdict(story: Story): string | undefined {
  const { fate, circuitBreaker, rollbackOnFailure, before } = story;
  // ECS starts nothing on a host before the old task is gone: how long a bad release takes there depends on draining.
  if (story.scheduling === 'DAEMON')
    return story.waitUntil === 'none' ? 'started' : isGood(fate, story) ? 'deployed' : undefined;
  const desiredCount = story.setDesiredCount ?? story.desiredCount;
  // Stages and their hooks are gone through also without tasks.
  if (desiredCount === 0 && isShifting(story) && story.pause !== undefined) return undefined;
  if (desiredCount === 0) return story.waitUntil === 'none' ? 'started' : 'idle';
  if (before === 'serves' && story.desiredCount > 0 && !isShifting(story) && hasNoRoom({ ...story, desiredCount }))
    return isVerified(story) ? 'refused' : story.waitUntil === 'none' ? 'started' : 'timed-out';
  if (story.waitUntil === 'none') return 'started';
  if (isShifting(story) && story.pause?.action === 'ROLLBACK')
    return before === 'serves' && isGood(fate, story) ? expectedAtGate(story, story.pause) : undefined;
  if (isGood(fate, story)) return story.waitUntil === 'shifted' && isShifting(story) ? 'shifted' : 'deployed';
  if (HEALS_ITSELF.includes(fate) && !isShifting(story) && (circuitBreaker.enable || story.maxFailedTasks > 1))
    return story.waitUntil === 'shifted' ? undefined : 'deployed';
  // Without a sight of its tasks nobody can know that a release is bad.
  if (before !== 'serves' || isShifting(story) || story.faults === 'no-evidence') return undefined;
  const isCrash = CRASHES.includes(fate);
  if (!isCrash && fate !== 'image-missing' && !(UNWELL.includes(fate) && story.loadBalancer)) return undefined;
  if (circuitBreaker.enable) return circuitBreaker.rollback || rollbackOnFailure ? 'rolled-back' : 'failed';
  // What heals by itself, as a pull may, never counts against a release.
  return rollbackOnFailure && fate !== 'image-missing' ? 'rolled-back' : 'timed-out';
}

/** Nobody says a word before the hook's time-out. The last one comes when all traffic is over, which is as far as some wait. */
function expectedAtGate({ waitUntil }: Story, { stage }: Pause): string {
  return waitUntil === 'shifted' && stage === 'POST_PRODUCTION_TRAFFIC_SHIFT' ? 'shifted' : 'rolled-back';
}
