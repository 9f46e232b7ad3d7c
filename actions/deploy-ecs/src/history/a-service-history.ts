// A service that lives through deployments, for the properties of `previous`: what ECS would show of it, and what only somebody who remembers
// everything knows.

import type { DeploymentStatus, Raw } from '../../../../lib/core/snapshots.ts';
import type { Situation } from '../plan.ts';
import {
  aDefinition,
  aPrimary,
  aService,
  deploymentArn,
  imageOf,
  MINUTE,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { type Content, contentOf } from './content.ts';
import { type PastDeployment, rememberedSince } from './history.ts';

export interface Registered {
  readonly release: string;
  /** `web:<number>` */
  readonly number: number;
  /** epoch milliseconds */
  readonly registeredAt: number;
  readonly tags: readonly Raw[];
}

interface Past {
  readonly number: number;
  readonly definition: Registered;
  readonly status: DeploymentStatus;
  readonly createdAt: number;
  /** what served when it began */
  readonly source?: Past;
}

export type ServiceHistory = ReturnType<typeof aServiceHistory>;

export function aServiceHistory() {
  const definitions: Registered[] = [];
  const all: Past[] = [];
  let forgotten = 0;
  let now = 0;
  const lastSuccess = () => all.findLast(({ status }) => status === 'SUCCESSFUL');
  const inCharge = () => {
    const status = all.at(-1)?.status;
    return status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL' ? lastSuccess() : undefined;
  };

  return {
    definitions: definitions as readonly Registered[],

    /** Another revision of the family. */
    register: (release: string, tags: readonly Raw[] = []): Registered => {
      now += MINUTE;
      const made = { release, number: definitions.length + 1, registeredAt: now, tags };
      definitions.push(made);
      return made;
    },

    deploy: (definition: Registered, status: DeploymentStatus): void => {
      now += MINUTE;
      const newest = all.at(-1);
      // What is still in progress is stopped by the next one.
      if (newest?.status === 'IN_PROGRESS') all[all.length - 1] = { ...newest, status: 'STOPPED' };
      const source = lastSuccess();
      const from = source === undefined ? {} : { source };
      all.push({ number: all.length + 1, definition, status, createdAt: now, ...from });
    },

    /** The newest deployment moves on. */
    end: (status: DeploymentStatus): void => {
      const newest = all.pop();
      if (newest !== undefined) all.push({ ...newest, status });
    },

    /** ECS forgets its oldest deployments, but never the newest. */
    forget: (count: number): void => {
      forgotten = Math.min(forgotten + count, Math.max(0, all.length - 1));
    },

    hasForgotten: () => forgotten > 0,

    /** The release that serves; undefined while ECS shows none in charge. */
    serving: () => inCharge()?.definition.release,

    /** What succeeded last. */
    lastServed: (): Registered | undefined => lastSuccess()?.definition,

    /** Releases by their successes, oldest first, all of them. */
    successes: (): string[] =>
      all.flatMap(({ status, definition }) => (status === 'SUCCESSFUL' ? [definition.release] : [])),

    situation: (): Situation => {
      const kept = all.slice(forgotten).toReversed();
      // Made long before what ECS remembers of it, in seconds as on the wire.
      const raw = { createdAt: -86_400 };
      const remembered = forgotten === 0 ? undefined : rememberedSince({ raw }, kept);
      const leading = inCharge() ?? all.at(-1);
      const arn = taskDefinitionArn(`web:${leading?.definition.number ?? 0}`);
      const state = inCharge() === undefined ? 'IN_PROGRESS' : 'COMPLETED';
      return {
        service: aService({
          raw,
          taskDefinitionArn: arn,
          deployments: leading === undefined ? [] : [aPrimary(leading.number, arn, state)],
        }),
        running: aDefinition(imageOf(leading?.definition.release ?? 'none')),
        deployments: kept.map((past) => shown(past, remembered)),
      };
    },

    /** As it is read where the history itself has no answer: the source of this deployment. */
    sourceOf: (arn: string): Content | undefined => {
      const source = all.find(({ number }) => deploymentArn(number) === arn)?.source;
      return source === undefined ? undefined : shown(source, Number.POSITIVE_INFINITY).target;
    },
  };
}

function shown({ number, definition, status, createdAt }: Past, remembered: number | undefined): PastDeployment {
  const arn = taskDefinitionArn(`web:${definition.number}`);
  const raw = aDefinition(imageOf(definition.release), {
    taskDefinitionArn: arn,
    revision: definition.number,
    registeredAt: definition.registeredAt / 1_000,
  });
  const revision = { arn: revisionArn(number), taskDefinitionArn: arn, images: [] };
  return {
    arn: deploymentArn(number),
    status,
    createdAt,
    targetRevisionArn: revisionArn(number),
    target: contentOf(raw, revision, definition.tags, remembered),
  };
}
