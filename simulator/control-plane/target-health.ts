// The health of targets as a load balancer sees it: when it asks, how often an answer must repeat, when draining is over.

import { give, type Rule, type Turn } from './rule.ts';
import type { Observation } from './runtime.ts';
import { scaled, scaledTimeout } from './timing.ts';
import type { Target, TargetGroup, World } from './world.ts';

export const targetHealth: Rule = {
  name: 'target health',
  apply(turn) {
    const inUse = targetGroupsInUse(turn.world);
    for (const group of Object.values(turn.world.elb.targetGroups)) {
      for (const [key, target] of Object.entries(group.targets)) {
        if (target.state === 'draining') endDraining(turn, group, key, target);
        else if (!inUse.has(group.targetGroupArn)) setAside(turn, target);
        else probe(turn, group, target);
      }
    }
  },
  *dueAt(world) {
    for (const group of Object.values(world.elb.targetGroups)) {
      for (const target of Object.values(group.targets))
        yield target.state === 'draining' ? target.drainingUntil : target.nextProbeAt;
    }
  },
};

export function targetGroupsInUse(world: World): ReadonlySet<string> {
  const forwards = [
    ...Object.values(world.elb.listeners).map((listener) => listener.defaultForward),
    ...Object.values(world.elb.rules).map((rule) => rule.forward),
  ];
  return new Set(forwards.flat().map((forward) => forward.targetGroupArn));
}

/**
 * A new target of an HTTP target group needs a single good answer; one that was unhealthy needs as many as the threshold says,
 * and so does every target of a network load balancer.
 */
export function probed(turn: Turn, answer: Extract<Observation, { kind: 'target-probed' }>): void {
  const group = turn.world.elb.targetGroups[answer.targetGroupArn];
  const target = group?.targets[`${answer.targetId}:${answer.port}`];
  if (group === undefined || target === undefined || target.probedAt === undefined) return;
  const { intervalSeconds, healthyThresholdCount, unhealthyThresholdCount } = group.healthCheck;
  target.nextProbeAt = Math.max(turn.world.now + 1, target.probedAt + scaled(turn.world, intervalSeconds * 1_000));
  delete target.probedAt;
  target.successes = answer.healthy ? target.successes + 1 : 0;
  target.failures = answer.healthy ? 0 : target.failures + 1;
  turn.changed = true;
  const enough = target.state === 'initial' && group.protocol.startsWith('HTTP') ? 1 : healthyThresholdCount;
  if (answer.healthy && target.successes >= enough) becomeHealthy(target);
  if (!answer.healthy && target.failures >= unhealthyThresholdCount) becomeUnhealthy(target, answer);
}

function becomeHealthy(target: Target): void {
  target.state = 'healthy';
  delete target.reason;
  delete target.description;
}

function becomeUnhealthy(target: Target, answer: { reason?: string; description?: string }): void {
  target.state = 'unhealthy';
  target.reason = answer.reason ?? 'Target.FailedHealthChecks';
  target.description = answer.description ?? 'Health checks failed';
}

function probe(turn: Turn, group: TargetGroup, target: Target): void {
  const { now } = turn.world;
  if (target.state === 'unused' || target.reason === 'Elb.RegistrationInProgress') {
    target.state = 'initial';
    target.reason = 'Elb.InitialHealthChecking';
    target.description = 'Initial health checks in progress';
    target.nextProbeAt ??= now;
    turn.changed = true;
  }
  if (target.nextProbeAt === undefined || target.nextProbeAt > now) return;
  const { path, matcher, timeoutSeconds, protocol, port } = group.healthCheck;
  delete target.nextProbeAt;
  target.probedAt = now;
  turn.changed = true;
  give(turn, {
    kind: 'probe-target',
    probe: {
      targetGroupArn: group.targetGroupArn,
      targetId: target.id,
      port: target.port,
      path,
      matcher,
      timeoutMs: scaledTimeout(turn.world, timeoutSeconds * 1_000),
      protocol,
      ...(port === 'traffic-port' ? {} : { healthCheckPort: Number(port) }),
    },
  });
}

function setAside(turn: Turn, target: Target): void {
  if (target.state === 'unused') return;
  target.state = 'unused';
  target.reason = 'Target.NotInUse';
  target.description = 'Target group is not configured to receive traffic from the load balancer';
  target.successes = 0;
  target.failures = 0;
  delete target.nextProbeAt;
  delete target.probedAt;
  turn.changed = true;
}

function endDraining(turn: Turn, group: TargetGroup, key: string, target: Target): void {
  if (target.drainingUntil === undefined || target.drainingUntil > turn.world.now) return;
  delete group.targets[key];
  give(turn, { kind: 'disconnect-target', targetId: target.id, port: target.port });
  turn.changed = true;
}
