// What people posted of real ECS services over time (test/second-opinion/sequences): facts, with ids replaced by what they stand for.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Sequence {
  readonly name: string;
  /** an address, or how it can be found again */
  readonly source: { readonly url?: string; readonly found?: string; readonly words?: string; readonly date?: string };
  readonly taken: string;
  readonly situation: Situation;
  readonly shows: Shown;
}

export interface Situation {
  readonly desiredCount: number;
  readonly strategy?: 'BLUE_GREEN' | 'CANARY';
  readonly minimumHealthyPercent?: number;
  readonly maximumPercent?: number;
  readonly loadBalancer?: boolean;
  readonly fate?:
    | 'healthy'
    | 'crashes'
    | 'missing-image'
    | 'unhealthy-check'
    | 'unhealthy-target'
    | 'becomes-unhealthy';
  readonly circuitBreaker?: { readonly enable: boolean; readonly rollback: boolean };
  readonly healthCheckGracePeriodSeconds?: number;
  readonly healthCheck?: Readonly<Record<string, unknown>>;
  readonly deregistrationDelaySeconds?: number;
  /** the very first deployment of the service is the bad one */
  readonly first?: boolean;
}

export interface Shown {
  /** Service events, oldest first: `{service}`, `{group}`, `{port}`, `{old}` and `{new}` (deployments), `{old1}`, `{new1}` … (tasks), `…` (cut short). */
  readonly events?: readonly { readonly at?: number; readonly message: string }[];
  /** nothing else happened in between */
  readonly complete?: boolean;
  /** only events that match this are compared */
  readonly only?: string;
  /** the same, and only the last of them */
  readonly lastOnly?: string;
  /** the sequence that shows how ECS does it since */
  readonly superseded?: string;
  readonly afterUpdate?: readonly Readonly<Record<string, unknown>>[];
  readonly goingBack?: readonly DeploymentFacts[];
  readonly gone?: readonly DeploymentFacts[];
  readonly failed?: DeploymentFacts;
  readonly failedTasks?: readonly number[];
  readonly threshold?: number;
  readonly starts?: number;
  readonly rolloutStateReason?: string;
  readonly statusReason?: string;
  readonly laterStatusReason?: string;
  readonly steadyEverySeconds?: readonly number[];
  readonly stages?: readonly Stage[];
  /** Of each deployment, row by row: targets in blue, targets in green, where the production rule leads, where the test rule leads. */
  readonly groups?: readonly (readonly string[])[];
  readonly secondsFromTestToProductionShift?: readonly [number, number];
  readonly secondsFromTrafficToAlarm?: number;
  readonly secondsFromAlarmToRollback?: number;
  readonly stopped?: readonly StoppedFacts[];
  /** the status of the service deployment in the end */
  readonly ends?: string;
}

/** Each member is one value, or several of which one must hold. */
export type DeploymentFacts = Readonly<Record<string, unknown>>;

/** How a task is shown that ended like this; `stopTaskReason`: somebody stopped it with these words. */
export interface StoppedFacts {
  readonly fate: NonNullable<Situation['fate']>;
  readonly stopTaskReason?: string;
  readonly stopCode?: string;
  readonly stoppedReason: string;
}

export interface Stage {
  readonly lifecycleStage: string;
  readonly status: string;
  readonly productionWeight: number;
  readonly statusReason?: string;
  readonly lifecycleHookDetails?: readonly unknown[];
}

const folder = join(import.meta.dirname, 'sequences');

export function postedSequences(): readonly Sequence[] {
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<Sequence, 'name'>),
  }));
}

export function postedSequence(name: string): Sequence {
  const found = postedSequences().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no sequence ${name}`);
  return found;
}
