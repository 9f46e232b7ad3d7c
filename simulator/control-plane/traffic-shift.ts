// BLUE_GREEN, LINEAR and CANARY: the lifecycle stages of a service deployment one after the other, and the way back.
//   PRE_SCALE_UP → SCALE_UP → … → BAKE_TIME → CLEAN_UP; a rollback gives the traffic back first and then takes the target's tasks away.
// It refuses to know how many tasks that makes (`shift-scheduling.ts`) and when a deployment is done (`completion.ts`).

import { endAsFailed } from './detected-failure.ts';
import type { Service, ServiceRevision, ServiceRevisionSummary } from './ecs-state.ts';
import { awaiting, openHooks, passHooks } from './lifecycle-hooks.ts';
import { hasAllTraffic, isAtNetworkLoadBalancer, routeFrom, routeOf, writeWeights } from './listener-weights.ts';
import type { Rule, Turn } from './rule.ts';
import { isServingOrBefore, isWanted, primaryOf, tasksOf } from './service-tasks.ts';
import { isShifting, type LifecycleStage, type ShiftingDeployment, type ShiftRoute } from './shift-state.ts';
import { stageAfter } from './shift-steps.ts';
import { groupOf } from './targets.ts';
import { isHealthy } from './task-health.ts';
import { awsMs, scaled } from './timing.ts';
import type { World } from './world.ts';

interface Move {
  readonly turn: Turn;
  readonly world: World;
  readonly service: Service;
  readonly running: ShiftingDeployment;
}

export const trafficShift: Rule = {
  name: 'traffic shift',
  apply(turn) {
    const { world } = turn;
    for (const running of Object.values(world.ecs.serviceDeployments)) {
      const service = world.ecs.services[running.serviceArn];
      if (!isShifting(running) || service === undefined) continue;
      const move = { turn, world, service, running };
      if (running.status === 'IN_PROGRESS') while (goOn(move)) turn.changed = true;
      else if (running.status === 'ROLLBACK_IN_PROGRESS') bringBack(move);
    }
  },
  *dueAt(world) {
    for (const running of Object.values(world.ecs.serviceDeployments)) {
      if (!isShifting(running)) continue;
      yield running.shift.stageEndsAt;
      yield running.shift.trafficBackAt;
      yield running.shift.stageFailsAt;
      for (const { expiresAt } of awaiting(running)) yield expiresAt;
    }
  },
};

/** From one stage to the next, if nothing holds it; says whether there was a step. */
function goOn(move: Move): boolean {
  const { world, running } = move;
  const stage = running.lifecycleStage as LifecycleStage | undefined;
  if (stage !== undefined) {
    const hooks = passHooks(world, running);
    if (hooks === 'timed-out') return giveUp(move, `${stage} pause hook timed out.`);
    if (hooks === 'open') return false;
    if (!isOver(move, stage)) return hasFailed(move) && giveUp(move, `${stage} lasted longer than 24 hours.`);
  }
  const next = stageAfter(stage, running.shift);
  if (next === undefined) return false;
  enter(move, next);
  return running.status === 'IN_PROGRESS';
}

function enter(move: Move, stage: LifecycleStage): void {
  const { world, running } = move;
  running.lifecycleStage = stage;
  running.updatedAt = world.now;
  running.lifecycleHookDetails = openHooks(world, running.deploymentConfiguration, stage);
  remember(running, {
    stageEndsAt: world.now + scaled(world, awsMs.lifecycleStage + extraMs(move, stage)),
    stageFailsAt: world.now + scaled(world, awsMs.lifecycleStageAtMost + extraMs(move, stage)),
  });
  tellWeights(move);
  if (stage === 'PRE_SCALE_UP') chooseTargetGroups(move);
  if (stage === 'TEST_TRAFFIC_SHIFT') shift(move, { testPercent: 100 });
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT') {
    const { steps, step } = running.shift;
    remember(running, { step: step + 1 });
    shift(move, { productionPercent: steps[step]?.percent ?? 100 });
  }
}

/** AWS publishes no words for this end. CLEAN_UP has no such limit here: nothing is left that could go back. */
function hasFailed({ world, running }: Move): boolean {
  const { stageFailsAt } = running.shift;
  return stageFailsAt !== undefined && stageFailsAt <= world.now;
}

/** What a stage lasts beyond the least, in AWS's own time. */
function extraMs({ service, running }: Move, stage: LifecycleStage): number {
  const { steps, step } = running.shift;
  const atNetwork = (service.configuration.loadBalancers ?? []).some(isAtNetworkLoadBalancer);
  const delay = atNetwork ? awsMs.networkLoadBalancerShift : 0;
  switch (stage) {
    case 'TEST_TRAFFIC_SHIFT':
      return delay;
    case 'PRODUCTION_TRAFFIC_SHIFT':
      return delay + (steps[step]?.bakeMs ?? 0);
    case 'BAKE_TIME':
      return (running.deploymentConfiguration.bakeTimeInMinutes ?? 0) * 60_000;
    default:
      return 0;
  }
}

function isOver(move: Move, stage: LifecycleStage): boolean {
  const { world, service, running } = move;
  if (running.shift.stageEndsAt !== undefined && running.shift.stageEndsAt > world.now) return false;
  if (stage === 'RECONCILE_SERVICE') return reconcile(move);
  if (stage !== 'SCALE_UP') return true;
  return healthyTasks(move, running.targetServiceRevision.arn) >= service.desiredCount;
}

/** Traffic and tasks of a deployment that was cut off are brought back to one service revision. */
function reconcile(move: Move): boolean {
  const { world, service, running } = move;
  const { sourceArn } = running.shift;
  const source = world.ecs.serviceRevisions[sourceArn ?? ''];
  if (!running.shift.reconciled) {
    // What never completed has nothing to be given back.
    const routes = source === undefined || sourceArn !== service.completedServiceRevision ? [] : routesTo(move, source);
    const serves = healthyTasks(move, sourceArn) > 0 || service.desiredCount === 0;
    if (!serves && routes.some((route) => !hasAllTraffic(world, route))) return false;
    remember(running, { reconciled: true, routes });
    shift(move, { productionPercent: 0, testPercent: 0 });
    move.turn.changed = true;
  }
  return tasksOf(world, service).every((task) => task.serviceRevisionArn === sourceArn || !isServingOrBefore(task));
}

function routesTo({ service }: Move, source: ServiceRevision): ShiftRoute[] {
  return (service.configuration.loadBalancers ?? []).flatMap((loadBalancer, index) => {
    const group = groupOf(source, index);
    const pair = [loadBalancer.targetGroupArn, loadBalancer.advancedConfiguration?.alternateTargetGroupArn];
    return group !== undefined && pair.includes(group) ? [routeFrom(loadBalancer, group)] : [];
  });
}

/** What the production rules say decides; the target's tasks go where the traffic does not go. */
function chooseTargetGroups(move: Move): void {
  const { world, running } = move;
  const target = world.ecs.serviceRevisions[running.targetServiceRevision.arn];
  if (target === undefined) return;
  const routes: ShiftRoute[] = [];
  for (const loadBalancer of target.configuration.loadBalancers ?? []) {
    const route = routeOf(world, loadBalancer);
    if ('fault' in route) {
      giveUp(move, `of invalid networking configuration${route.fault}`);
      return;
    }
    routes.push(route);
  }
  remember(running, { routes });
  world.ecs.serviceRevisions[target.serviceRevisionArn] = {
    ...target,
    resolvedLoadBalancers: routes.map(({ targetGroup: targetGroupArn, productionListenerRule }) => ({
      targetGroupArn,
      productionListenerRule,
    })),
  };
}

function shift(move: Move, share: { productionPercent?: number; testPercent?: number }): void {
  const { world, running } = move;
  remember(running, share);
  const { routes, productionPercent: production, testPercent: test } = running.shift;
  const refused = writeWeights(world, routes, { production, test });
  if (refused !== undefined) giveUp(move, `of invalid networking configuration${refused.fault}`);
  else tellWeights(move);
}

/** Test traffic is told of only where a test rule makes it. */
function tellWeights({ service, running }: Move): void {
  const { reconciled, productionPercent, testPercent, sourceArn } = running.shift;
  const rules = (service.configuration.loadBalancers ?? []).map((one) => one.advancedConfiguration?.testListenerRule);
  const tested = rules.some((rule) => rule !== undefined);
  const tell = (summary: ServiceRevisionSummary, weight: (percent: number) => number) => {
    summary.requestedProductionTrafficWeight = weight(productionPercent);
    if (tested) summary.requestedTestTrafficWeight = weight(testPercent);
  };
  tell(running.targetServiceRevision, (percent) => percent);
  if (!reconciled) return;
  for (const source of running.sourceServiceRevisions) {
    tell(source, (percent) => (source.arn === sourceArn ? 100 - percent : 0));
  }
}

/** Always says false: nothing goes on. */
function giveUp({ turn, service, running }: Move, because: string): false {
  const primary = primaryOf(service);
  if (primary === undefined) return false;
  const reason = `Service deployment rolled back because ${because}`;
  endAsFailed(turn, service, {
    primary,
    running,
    because,
    found: reason,
    rolloutStateReason: reason,
    rollback: true,
    goingBack: (id) => `ECS deployment ${id} in progress.`,
  });
  return false;
}

/** Traffic first. A source whose tasks are gone already (CLEAN_UP) has to have some again before. */
function bringBack(move: Move): void {
  const { turn, world, service, running } = move;
  if (running.shift.trafficBackAt !== undefined) return;
  if (service.desiredCount > 0 && healthyTasks(move, running.rollback?.serviceRevisionArn) === 0) return;
  remember(running, { trafficBackAt: world.now + scaled(world, awsMs.trafficGone) });
  shift(move, { productionPercent: 0, testPercent: 0 });
  turn.changed = true;
}

function healthyTasks({ world, service }: Move, revisionArn: string | undefined): number {
  return tasksOf(world, service).filter(
    (task) => task.serviceRevisionArn === revisionArn && isWanted(task) && isHealthy(world, task),
  ).length;
}

/** Replaced, not edited: the world before keeps its own. */
function remember(running: ShiftingDeployment, changes: Partial<ShiftingDeployment['shift']>): void {
  running.shift = { ...running.shift, ...changes };
}
