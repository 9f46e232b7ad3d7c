import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crashes, type Fate, hangs, healsAfter, healthy, imageMissing, slowStart } from '../runtimes/fates.ts';
import { aShiftingService, healthyIn, type ShiftingWorld } from './shifting-world.ts';
import { groupOf } from './targets.ts';

const minute = 60_000;

const fates: Readonly<Record<string, Fate>> = {
  healthy: healthy(),
  slow: slowStart(),
  heals: healsAfter(1, { first: crashes(), afterwards: healthy() }),
  crashes: crashes(),
  missing: imageMissing('app:2'),
  hangs: hangs(),
};

type Act =
  | { readonly kind: 'stop' | 'supersede' | 'force' | 'continue' | 'reject' }
  | { readonly kind: 'scale'; readonly to: number };

/** What somebody does, and how long after what was done before. */
interface Turn {
  readonly afterSeconds: number;
  readonly act: Act;
}

interface Tale {
  readonly strategy: 'BLUE_GREEN' | 'CANARY' | 'LINEAR';
  readonly desiredCount: number;
  readonly fate: string;
  readonly rollback: boolean;
  /** Nothing has ever completed: the first deployment is as bad as the others. */
  readonly first: boolean;
  readonly pause: readonly string[];
  readonly turns: readonly Turn[];
}

const stagesOfHooks = ['PRE_SCALE_UP', 'POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT'];

function tales(): fc.Arbitrary<Tale> {
  const simple = fc.constantFrom<Act['kind']>('stop', 'supersede', 'force', 'continue', 'reject');
  const act = fc.oneof(
    simple.map((kind): Act => (kind === 'scale' ? { kind, to: 1 } : { kind })),
    fc.integer({ min: 0, max: 3 }).map((to): Act => ({ kind: 'scale', to })),
  );
  return fc.record({
    strategy: fc.constantFrom('BLUE_GREEN', 'CANARY', 'LINEAR'),
    desiredCount: fc.integer({ min: 0, max: 3 }),
    fate: fc.constantFrom(...Object.keys(fates)),
    rollback: fc.boolean(),
    first: fc.integer({ min: 0, max: 3 }).map((n) => n === 0),
    pause: fc.subarray(stagesOfHooks, { maxLength: 2 }),
    turns: fc.array(fc.record({ afterSeconds: fc.integer({ min: 0, max: 400 }), act }), { maxLength: 4 }),
  });
}

/** The status in the end. */
function play(tale: Tale): string {
  const fate = fates[tale.fate] ?? healthy();
  // Every release after the first has its fate; a forced one is the same definition again.
  const driven = aShiftingService({
    desiredCount: tale.desiredCount,
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') && !tale.first ? healthy() : fate),
    settle: !tale.first,
  });
  const scaled = tale.first || tale.desiredCount === 0 || tale.turns.some(({ act }) => act.kind === 'scale');
  const watch = () => checkMoment(driven, scaled);
  driven.deploy({
    deploymentConfiguration: {
      strategy: tale.strategy,
      bakeTimeInMinutes: 2,
      deploymentCircuitBreaker: { enable: true, rollback: tale.rollback },
      canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 1 },
      linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 },
      lifecycleHooks: tale.pause.map((stage) => ({
        targetType: 'PAUSE',
        lifecycleStages: [stage],
        timeoutConfiguration: { timeoutInMinutes: 30, action: 'CONTINUE' },
      })),
    },
  });
  for (const { afterSeconds, act } of tale.turns) {
    driven.run(afterSeconds * 1_000, watch);
    carryOut(driven, act);
  }
  const end = driven.world.now + 3 * 60 * minute;
  while (driven.deployment().finishedAt === undefined && driven.world.now < end) driven.run(10 * minute, watch);
  driven.run(10 * minute, watch);
  const back = !tale.first && driven.service().taskDefinition.endsWith(':1');
  checkEnd(driven, back || tale.fate === 'healthy' || tale.fate === 'heals');
  return driven.deployment().status;
}

function carryOut(driven: ShiftingWorld, act: Act): void {
  const { serviceDeploymentArn, finishedAt, lifecycleHookDetails = [], status } = driven.deployment();
  const hook = lifecycleHookDetails.find((detail) => detail.status === 'AWAITING_ACTION');
  const service = { cluster: 'prod', service: 'web' };
  switch (act.kind) {
    case 'stop':
      if (finishedAt === undefined) driven.call('StopServiceDeployment', { serviceDeploymentArn });
      break;
    case 'supersede':
      driven.deploy();
      break;
    case 'force':
      driven.call('UpdateService', { ...service, forceNewDeployment: true });
      break;
    case 'scale':
      driven.call('UpdateService', { ...service, desiredCount: act.to });
      break;
    default: {
      const action = act.kind === 'reject' ? 'ROLLBACK' : 'CONTINUE';
      if (hook === undefined || status !== 'IN_PROGRESS') break;
      driven.call('ContinueServiceDeployment', { serviceDeploymentArn, hookId: hook.hookId, action });
    }
  }
}

function production(driven: ShiftingWorld): Readonly<Record<string, number>> {
  const rule = driven.world.elb.rules[driven.place.productionListenerRule];
  return Object.fromEntries((rule?.forward ?? []).map(({ targetGroupArn, weight }) => [targetGroupArn, weight]));
}

/** At any moment: all the traffic is somewhere, and nowhere without anybody to answer it, if there was somebody before. */
function checkMoment(driven: ShiftingWorld, scaled: boolean): void {
  const weights = production(driven);
  expect(Object.values(weights).reduce((sum, weight) => sum + weight, 0)).toBe(100);
  const deployment = driven.deployment();
  const target = deployment.targetServiceRevision.requestedProductionTrafficWeight ?? 0;
  const sources = deployment.sourceServiceRevisions.map((one) => one.requestedProductionTrafficWeight ?? 0);
  if (deployment.shift?.reconciled && deployment.lifecycleStage !== undefined && sources.length > 0) {
    expect(target + sources.reduce((sum, weight) => sum + weight, 0)).toBe(100);
  }
  expect(driven.service().deployments.filter(({ status }) => status === 'PRIMARY')).toHaveLength(1);
  const answering = Object.keys(weights).filter((group) => (weights[group] ?? 0) > 0 && healthyIn(driven, group) > 0);
  const serving = Object.keys(weights).filter((group) => (weights[group] ?? 0) > 0);
  // Who scales from or to 0 has nobody to answer for a while.
  if (!scaled) expect(answering).toEqual(serving);
}

/** What ended well serves: its tasks, in its group, with all the traffic. */
function checkEnd(driven: ShiftingWorld, sound: boolean): void {
  const { status } = driven.deployment();
  const { desiredCount } = driven.service();
  const revision = driven.world.ecs.serviceRevisions[driven.primary().serviceRevisionArn];
  if (status === 'IN_PROGRESS') return;
  expect(['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED']).toContain(status);
  if (status !== 'SUCCESSFUL' && status !== 'ROLLBACK_SUCCESSFUL') return;
  const group = (revision && groupOf(revision, 0)) ?? '';
  expect(production(driven)[group]).toBe(100);
  // Whoever scales out a bad release after its deployment has ended gets bad tasks.
  if (sound) expect(healthyIn(driven, group)).toBe(desiredCount);
  const other = group === driven.place.blue ? driven.place.green : driven.place.blue;
  expect(healthyIn(driven, other)).toBe(0);
  expect(driven.service().deployments).toHaveLength(1);
  expect(driven.service().taskDefinition).toBe(revision?.taskDefinition);
}

describe('traffic in random worlds', () => {
  it('is always somewhere, and in the end where the tasks of the service revision in charge are', () => {
    const ends: string[] = [];
    fc.assert(
      fc.property(tales(), (tale) => {
        const status = play(tale);
        ends.push(status);
        // A task that hangs is waited for; everything else comes to an end, pauses included.
        if (tale.fate !== 'hangs') expect(status).not.toBe('IN_PROGRESS');
      }),
      { numRuns: Number(process.env.TALES ?? 30), seed: Number(process.env.SEED ?? 7) },
    );
    for (const status of ['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED']) expect(ends).toContain(status);
  }, 120_000);
});
