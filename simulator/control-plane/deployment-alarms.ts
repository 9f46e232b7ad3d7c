// The alarms of a deployment: what CloudWatch says of them fails it, and a deployment that has them bakes before it is done.

import { endAsFailed } from './detected-failure.ts';
import type { DeploymentConfiguration, Service, ServiceDeployment } from './ecs-state.ts';
import type { Rule, Turn } from './rule.ts';
import { primaryOf } from './service-tasks.ts';
import { awsMs, scaled } from './timing.ts';
import type { Alarm, Instant, World } from './world.ts';

export const deploymentAlarms: Rule = {
  name: 'deployment alarms',
  apply(turn) {
    for (const running of Object.values(turn.world.ecs.serviceDeployments)) {
      const service = turn.world.ecs.services[running.serviceArn];
      if (service !== undefined && lookedAt(turn.world, running) === turn.world.now) look(turn, service, running);
    }
  },
  *dueAt(world) {
    for (const running of Object.values(world.ecs.serviceDeployments)) {
      const last = lookedAt(world, running);
      if (last !== undefined) yield last + scaled(world, awsMs.alarmsPolled);
    }
  },
};

/**
 * What a new service deployment keeps of the alarms that its configuration names. Where one of them is in ALARM already, ECS monitors none
 * of them during this deployment, so that it may be the one that mends what is wrong (deployment-alarm-failure in the developer guide).
 * AWS does not say how such a deployment is shown; DISABLED is its word for alarms that are not used.
 */
export function monitoredAlarms(world: World, { alarms }: DeploymentConfiguration): Pick<ServiceDeployment, 'alarms'> {
  if (!alarms?.enable) return {};
  const rings = alarms.alarmNames.some((name) => world.cloudwatch.alarms[name]?.state === 'ALARM');
  return {
    alarms: {
      status: rings ? 'DISABLED' : 'MONITORING',
      alarmNames: [...alarms.alarmNames],
      triggeredAlarmNames: [],
    },
  };
}

/**
 * How long it must have lasted since every new task is healthy and every old one is gone: `bakeTimeInMinutes`, or what ECS computes
 * from the alarms. AWS publishes no formula, only that it is mostly less than 5 minutes; here it is the longest time that one of the
 * alarms looks back on. Period 60 s, 2 evaluation periods → 2 min.
 */
export function bakeMs(world: World, { alarms, deploymentConfiguration }: ServiceDeployment): number {
  // Where traffic is shifted, baking is a stage of its own.
  if (alarms?.status !== 'MONITORING' || deploymentConfiguration.strategy !== 'ROLLING') return 0;
  const { bakeTimeInMinutes } = deploymentConfiguration;
  if (bakeTimeInMinutes !== undefined) return scaled(world, bakeTimeInMinutes * 60_000);
  const seconds = alarms.alarmNames.map((name) => looksBackOn(world.cloudwatch.alarms[name]));
  return scaled(world, Math.min(Math.max(...seconds), 300) * 1_000);
}

function looksBackOn(alarm: Alarm | undefined): number {
  const { Period = 60, EvaluationPeriods = 1 } = alarm?.configuration ?? {};
  return Number(Period) * Number(EvaluationPeriods);
}

/** The newest instant at which ECS asked for the alarms. */
function lookedAt(world: World, running: ServiceDeployment): Instant | undefined {
  const { alarms, startedAt, status } = running;
  if (alarms?.status !== 'MONITORING' || startedAt === undefined || status !== 'IN_PROGRESS') return undefined;
  const pause = scaled(world, awsMs.alarmsPolled);
  return startedAt + Math.floor((world.now - startedAt) / pause) * pause;
}

/** The event is as posted (`alarm detected.`); for the reasons AWS publishes no words, and `alarms` is the sign that it does publish. */
function look(turn: Turn, service: Service, running: ServiceDeployment): void {
  const { alarms, deploymentConfiguration } = running;
  const primary = primaryOf(service);
  if (alarms === undefined || primary === undefined || primary.rolloutState !== 'IN_PROGRESS') return;
  const inAlarm = alarms.alarmNames.filter((name) => turn.world.cloudwatch.alarms[name]?.state === 'ALARM');
  if (inAlarm.length === 0) return;
  alarms.status = 'TRIGGERED';
  alarms.triggeredAlarmNames = inAlarm;
  endAsFailed(turn, service, {
    primary,
    running,
    found: 'alarm detected.',
    rolloutStateReason: `ECS deployment ${primary.id} failed: alarm detected.`,
    because: 'an alarm was detected.',
    rollback: deploymentConfiguration.alarms?.rollback === true,
    goingBack: (id) => `ECS deployment ${primary.id} failed: alarm detected. Rolling back to deploymentId ${id}.`,
  });
}
