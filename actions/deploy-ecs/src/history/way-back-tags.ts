// What `rollback-to: previous` notes on the revision that it registers: what it went back from and which step it was, for whoever asks next.

import type { Raw } from '../../../../lib/core/snapshots.ts';
import { tagged } from './revision-tags.ts';

const FROM = 'slipway:rolled-back-from-revision';
const STEP = 'slipway:rollback-step';

type Environment = Readonly<Record<string, string | undefined>>;

/** `from`: what was gone back from, as `family:revision`; nothing is noted without it. */
export function wayBackTags(from: string | undefined, environment: Environment): Raw[] {
  if (from === undefined) return [];
  const step = stepRunOf(environment);
  return [
    { key: FROM, value: from },
    ...(step === undefined ? [] : [{ key: STEP, value: `${step.step}/${step.attempt}` }]),
  ];
}

/** A step of a job of a run, in one of the run's attempts. */
export interface StepRun {
  /** `<run id>/<job>/<step>`: the same in each attempt */
  readonly step: string;
  readonly attempt: number;
}

/** Undefined outside of GitHub. A step without an id has one that GitHub gives it. */
export function stepRunOf(environment: Environment): StepRun | undefined {
  const { GITHUB_RUN_ID: run, GITHUB_JOB: job, GITHUB_ACTION: step, GITHUB_RUN_ATTEMPT: attempt } = environment;
  return run && job && step && attempt ? { step: `${run}/${job}/${step}`, attempt: Number(attempt) } : undefined;
}

/** Whether an earlier attempt of this very step registered the revision when it went back. */
export function isByEarlierAttempt(tags: readonly Raw[], { step, attempt }: StepRun): boolean {
  const value = tagged(tags, STEP);
  if (value === undefined) return false;
  const at = value.lastIndexOf('/');
  return value.slice(0, at) === step && Number(value.slice(at + 1)) < attempt;
}

/** What the release took the place of when it was gone back to, as `family:revision`. */
export function backFrom(tags: readonly Raw[]): string | undefined {
  return tagged(tags, FROM);
}
