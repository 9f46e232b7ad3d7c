// Relives a posted sequence in the local AWS's control plane, and tells it in the same words.

import {
  aDrivenWorld,
  behindLoadBalancer,
  createService,
  type DrivenWorld,
  register,
} from '../../simulator/control-plane/driven-world.ts';
import type { Task } from '../../simulator/control-plane/ecs-state.ts';
import { lastPart } from '../../simulator/control-plane/identifiers.ts';
import {
  crashes,
  type Fate,
  healsAfter,
  healthy,
  imageMissing,
  unhealthyCheck,
  unhealthyTarget,
} from '../../simulator/runtimes/fates.ts';
import type { Situation } from './posted-sequences.ts';

const fates: Readonly<Record<NonNullable<Situation['fate']>, Fate>> = {
  healthy: healthy(),
  crashes: crashes(),
  'missing-image': imageMissing('123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:2'),
  'unhealthy-check': unhealthyCheck(),
  'unhealthy-target': unhealthyTarget(500),
  // The first task hangs when it has served for a while.
  'becomes-unhealthy': healsAfter(1, {
    first: unhealthyTarget('timeout', { afterMs: 900_000 }),
    afterwards: healthy(),
  }),
};

export interface Relived extends DrivenWorld {
  /** Ids of the deployments before and after the release. */
  readonly old: string;
  readonly new: string;
  /** The events since the release, oldest first, in the words of the sequences. */
  told(): string[];
  text(message: string): string;
  finish(): void;
}

/** `web:1` serves (unless the first deployment is the bad one), and `web:2` has just been released (unless `web:1` goes bad by itself). */
export function relive(situation: Situation): Relived {
  const fate = fates[situation.fate ?? 'healthy'];
  const byItself = situation.fate === 'becomes-unhealthy';
  const ofFirst = situation.first === true || byItself;
  const driven = aDrivenWorld({
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') && !ofFirst ? healthy() : fate),
  });
  const container =
    situation.fate === 'unhealthy-check' ? { healthCheck: { command: ['CMD', 'check'], interval: 30 } } : {};
  register(driven, { container });
  createService(driven, settingsOf(driven, situation));
  let old = driven.primary().id;
  let before = 0;
  if (!situation.first) {
    finish(driven);
    driven.until(() => driven.events().at(-1)?.endsWith('has reached a steady state.') ?? false);
    old = driven.primary().id;
    before = driven.events().length;
    if (!byItself) release(driven, container);
  }
  const since = driven.world.now;
  const latest = driven.primary().id;
  const text = (message: string) => inWords(driven, message, { old, latest, since });
  return Object.assign(driven, {
    old,
    new: latest,
    text,
    told: () => numbered(driven.events().slice(before).map(text)),
    finish: () => finish(driven),
  });
}

function release(driven: DrivenWorld, container: Record<string, unknown>): void {
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven, { container }) });
}

function settingsOf(driven: DrivenWorld, situation: Situation): Record<string, unknown> {
  const { desiredCount, strategy = 'ROLLING', minimumHealthyPercent = 100, maximumPercent = 200 } = situation;
  const { circuitBreaker } = situation;
  const breaker = circuitBreaker === undefined ? {} : { deploymentCircuitBreaker: circuitBreaker };
  const grace = situation.healthCheckGracePeriodSeconds;
  return {
    desiredCount,
    deploymentConfiguration: { strategy, minimumHealthyPercent, maximumPercent, ...breaker },
    ...(grace === undefined ? {} : { healthCheckGracePeriodSeconds: grace }),
    ...(situation.loadBalancer ? { loadBalancers: [inGroup(driven, situation)] } : {}),
  };
}

function inGroup(driven: DrivenWorld, { healthCheck = {}, deregistrationDelaySeconds = 300 }: Situation): object {
  const targetGroupArn = behindLoadBalancer(driven, {
    UnhealthyThresholdCount: 2,
    HealthCheckIntervalSeconds: 10,
    ...healthCheck,
  });
  driven.call('ModifyTargetGroupAttributes', {
    TargetGroupArn: targetGroupArn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: String(deregistrationDelaySeconds) }],
  });
  return { targetGroupArn, containerName: 'app', containerPort: 80 };
}

function finish(driven: DrivenWorld): void {
  driven.until(() => driven.deployment().finishedAt !== undefined);
}

function inWords(driven: DrivenWorld, message: string, ids: { old: string; latest: string; since: number }): string {
  return message
    .replace('(service web', '(service {service}')
    .replaceAll(ids.old, '{old}')
    .replaceAll(ids.latest, '{new}')
    .replace(/\(target-group [^)]+\)/, '(target-group {group})')
    .replace(/\(port \d+\)/, '(port {port})')
    .replaceAll(
      /\(task ([0-9a-f]{32})\)/g,
      (_, id: string) => `(task {${isOld(driven, id, ids.since) ? 'old' : 'new'} ${id}})`,
    );
}

function isOld(driven: DrivenWorld, id: string, since: number): boolean {
  const task: Task | undefined = driven.tasks().find(({ taskArn }) => lastPart(taskArn) === id);
  return task !== undefined && task.createdAt < since;
}

/** `{old 5c97…}` → `{old1}`: tasks are numbered as they come up. */
function numbered(messages: readonly string[]): string[] {
  const numbers = new Map<string, number>();
  const count = { old: 0, new: 0 };
  return messages.map((message) =>
    message.replaceAll(/\{(old|new) ([0-9a-f]{32})\}/g, (_, kind: 'old' | 'new', id: string) => {
      if (!numbers.has(id)) numbers.set(id, ++count[kind]);
      return `{${kind}${numbers.get(id)}}`;
    }),
  );
}
