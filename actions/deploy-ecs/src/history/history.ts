// What the service has been through: which deployment brought what, how it ended, what serves, and what was rolled back from.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { DeploymentStatus, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { primaryOf, rolloutIdOf } from '../../../../lib/core/snapshots.ts';
import type { Situation } from '../plan.ts';
import type { Content } from './content.ts';
import { previousFrom } from './revision-tags.ts';
import { tagValue } from './tag-value.ts';

/** One service deployment, newest first in every list. */
export interface PastDeployment {
  readonly arn: string;
  readonly status: DeploymentStatus;
  readonly statusReason?: string;
  readonly createdAt: number;
  readonly finishedAt?: number;
  readonly targetRevisionArn: string;
  /** absent where the history reaches further than we read, or the definition is gone */
  readonly target?: Content;
}

const MEANING = {
  PENDING: 'moving',
  IN_PROGRESS: 'moving',
  STOP_REQUESTED: 'moving',
  ROLLBACK_REQUESTED: 'moving',
  ROLLBACK_IN_PROGRESS: 'moving',
  SUCCESSFUL: 'ended',
  STOPPED: 'ended',
  ROLLBACK_SUCCESSFUL: 'ended',
  ROLLBACK_FAILED: 'ended',
  UNRECOGNISED: 'moving',
} as const satisfies Record<DeploymentStatus, 'moving' | 'ended'>;

export function isMoving(status: DeploymentStatus): boolean {
  return MEANING[status] === 'moving';
}

/** As far as ECS remembers. */
export function hasNeverSucceeded({ deployments }: Pick<Situation, 'deployments'>): boolean {
  return deployments.every(({ status }) => status !== 'SUCCESSFUL');
}

/** What it brought goes away again. */
export function isGoingBack({ status }: Pick<PastDeployment, 'status'>): boolean {
  return status === 'ROLLBACK_REQUESTED' || status === 'ROLLBACK_IN_PROGRESS' || status === 'STOP_REQUESTED';
}

/** The revision in charge: the primary rollout, when ECS has completed it. */
export function isInCharge(service: ServiceSnapshot, revisionArn: string): boolean {
  const primary = primaryOf(service);
  return (
    primary !== undefined &&
    primary.id === rolloutIdOf(revisionArn) &&
    (primary.rolloutState ?? 'COMPLETED') === 'COMPLETED'
  );
}

/** ECS lists a deployment a moment after it was made; the service shows it at once. */
export function begunUnlisted({ service, deployments }: Pick<Situation, 'service' | 'deployments'>): boolean {
  const primary = primaryOf(service);
  return (
    primary?.rolloutState === 'IN_PROGRESS' &&
    deployments.every(({ targetRevisionArn }) => rolloutIdOf(targetRevisionArn) !== primary.id)
  );
}

/** The deployment that moves, forward or back: only the newest one can. */
export function inProgress({ deployments: [newest] }: Pick<Situation, 'deployments'>): PastDeployment | undefined {
  return newest !== undefined && isMoving(newest.status) ? newest : undefined;
}

/** The deployment whose target serves; undefined while something newer leads, or where ECS has forgotten it. */
export function inCharge({
  service,
  deployments,
}: Pick<Situation, 'service' | 'deployments'>): PastDeployment | undefined {
  return deployments.find(({ target }) => target !== undefined && isInCharge(service, target.revisionArn));
}

/** What there is to go back to while `serving` serves: the newest success that differs from it and was not rolled back from. */
export function previousAmong(
  deployments: readonly PastDeployment[],
  serving: Content | undefined,
): Content | undefined {
  const marked = rolledBackFrom(deployments);
  return successes(deployments).find(({ key }) => key !== serving?.key && !marked.has(key));
}

/**
 * The service is read before its deployments: of one that ends between the two answers, the service says that it moves and the list that it
 * has ended. Taken as it is, that would be a success which does not serve, and would be deployed again.
 */
export function endedMeanwhile({
  service,
  deployments: [newest],
}: Pick<Situation, 'service' | 'deployments'>): boolean {
  const primary = primaryOf(service);
  return primary?.rolloutState === 'IN_PROGRESS' && newest !== undefined && !isMoving(newest.status);
}

/**
 * Contents that were rolled back from and have not succeeded since. A SUCCESSFUL deployment whose target had first succeeded before its
 * source did marks the source; so does one that says in its tags what it went back from, for its target may be older than ECS's memory. A
 * success of the marked content clears it. Worked example: v1, v2, v1 marks v2; then v2 clears it again; then v1 marks it again. First
 * successes are compared, so that going forward to v2 a second time does not mark v1.
 */
export function rolledBackFrom(deployments: readonly PastDeployment[]): ReadonlySet<string> {
  const first = firstServed(deployments);
  const marked = new Set<string>();
  let source: Content | undefined;
  for (const target of successes(deployments).toReversed()) {
    marked.delete(target.key);
    if (source !== undefined && source.key !== target.key) {
      const isOlder = (first.get(target.key) ?? 0) < (first.get(source.key) ?? 0);
      if (isOlder || previousFrom(target.tags) === tagValue(shortTaskDefinition(source.taskDefinitionArn)))
        marked.add(source.key);
    }
    source = target;
  }
  return marked;
}

/** Epoch milliseconds by content: of its first success, or of its registration where that may have been forgotten. */
function firstServed(deployments: readonly PastDeployment[]): ReadonlyMap<string, number> {
  const first = new Map<string, number>();
  for (const { status, target, createdAt } of deployments) {
    if (status !== 'SUCCESSFUL' || target === undefined) continue;
    const at = Math.min(target.knownSince ?? createdAt, first.get(target.key) ?? createdAt);
    first.set(target.key, at);
  }
  return first;
}

/**
 * Since when the deployments of a service are known, in epoch milliseconds; undefined where all are. ECS forgets them after 90 days, and a
 * list may be longer than what is read of it. Its first deployment is made with the service.
 */
export function rememberedSince(
  service: Pick<ServiceSnapshot, 'raw'>,
  deployments: readonly Pick<PastDeployment, 'createdAt'>[],
): number | undefined {
  const oldest = deployments.at(-1)?.createdAt;
  const { createdAt } = service.raw;
  if (oldest === undefined || typeof createdAt !== 'number') return undefined;
  return oldest - createdAt * 1_000 > FIRST_DEPLOYMENT_MS ? oldest : undefined;
}

const FIRST_DEPLOYMENT_MS = 60 * 60_000;

/** Of how many deployments, newest first, the contents are read for one that is looked for: mostly it is among the first. */
export const WINDOWS = [5, 20] as const;

/** Targets of the SUCCESSFUL deployments, newest first. */
export function successes(deployments: readonly PastDeployment[]): Content[] {
  return deployments.flatMap(({ status, target }) => (status === 'SUCCESSFUL' && target !== undefined ? [target] : []));
}

/** What a definition was when it ran: by its newest success, for a tag may mean something else by now; else by whatever became of it. */
export function contentThatRan(deployments: readonly PastDeployment[], taskDefinitionArn: string): Content | undefined {
  const isIt = (content: Content | undefined) => content?.taskDefinitionArn === taskDefinitionArn;
  return successes(deployments).find(isIt) ?? deployments.find(({ target }) => isIt(target))?.target;
}

/**
 * The revision that served before: the newest that succeeded. Where ECS knows of no success (it forgets after 90 days), the one whose rollout it
 * calls completed and whose tasks run. Undefined for a service that has never served, as after the first `terraform apply`.
 */
export function previousOf({ service, deployments }: Pick<Situation, 'service' | 'deployments'>): string | undefined {
  const [newest] = successes(deployments);
  if (newest !== undefined) return newest.taskDefinitionArn;
  const primary = primaryOf(service);
  const serves = (primary?.rolloutState ?? 'COMPLETED') === 'COMPLETED' && (primary?.runningCount ?? 0) > 0;
  return serves ? primary?.taskDefinitionArn : undefined;
}
