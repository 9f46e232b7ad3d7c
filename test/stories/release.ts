// Which service deployments of the world a run is about: the release, and the way back from it.

import type { ServiceDeployment, Task } from '../../simulator/control-plane/ecs-state.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import type { Case } from './judge.ts';

export interface Release {
  /** the one that the run made, or says that it joined or ended */
  readonly ours: ServiceDeployment | undefined;
  /** made by the run after that, to put back what served before */
  readonly back: ServiceDeployment | undefined;
}

/** Deployments that somebody else began while the run was about to begin its own. */
export function meanwhile({ ecs, now }: World, { run, ledger, known }: Case): ServiceDeployment[] {
  const [first] = ledger.made.map((arn) => ecs.serviceDeployments[arn]);
  const until = first?.createdAt ?? now;
  return Object.values(ecs.serviceDeployments).filter(
    ({ serviceDeploymentArn: arn, createdAt }) =>
      !known.has(arn) && !ledger.made.includes(arn) && createdAt <= until && createdAt >= now - run.tookMs,
  );
}

/** Deployments that a run may have met as news: begun while it ran, or so shortly before that lists did not show them yet. */
export function news({ ecs, now }: World, { run, ledger }: Case): ServiceDeployment[] {
  return Object.values(ecs.serviceDeployments).filter(
    ({ serviceDeploymentArn: arn, createdAt }) =>
      !ledger.made.includes(arn) && createdAt >= now - run.tookMs - LISTED_LATE_MS,
  );
}

/** ECS lists a service deployment a moment after it was made. */
const LISTED_LATE_MS = 5_000;

/** Running tasks of another service revision than the one in charge that somebody has protected. */
export function protectedOld(world: World): readonly Task[] {
  return everProtected(world, 0).filter(({ lastStatus }) => lastStatus === 'RUNNING');
}

/** Tasks like these that are not gone yet, protected now or until so many milliseconds ago: since then they drain and stop. */
export function everProtected({ ecs, now }: World, withinMs: number): readonly Task[] {
  const primary = Object.values(ecs.services)[0]?.deployments.find(({ status }) => status === 'PRIMARY');
  return Object.values(ecs.tasks).filter(
    ({ serviceRevisionArn, lastStatus, protectedUntil = 0 }) =>
      lastStatus !== 'STOPPED' && serviceRevisionArn !== primary?.serviceRevisionArn && protectedUntil > now - withinMs,
  );
}

/** By the ledger, not by what the run says of what it made. */
export function releaseOf({ ecs }: World, { part, run, ledger }: Case): Release {
  const [first, second] = ledger.made.map((arn) => ecs.serviceDeployments[arn]);
  const joined = ecs.serviceDeployments[run.report.outputs['service-deployment-arn'] ?? ''];
  const images = ecs.serviceRevisions[first?.targetServiceRevision.arn ?? '']?.containerImages ?? [];
  const isRelease = part.image === undefined || images.some(({ imageDigest }) => imageDigest === part.image?.digest);
  if (first === undefined) return { ours: joined, back: undefined };
  // Who joins a release makes nothing but the way back from it.
  return isRelease ? { ours: first, back: second } : { ours: joined, back: first };
}
