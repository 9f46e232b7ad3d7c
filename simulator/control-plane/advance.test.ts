import fc from 'fast-check';
import { produce } from 'immer';
import { describe, expect, it } from 'vitest';
import { ecsOperations } from '../operations/ecs/index.ts';
import { perform } from '../operations/operation.ts';
import { crashes, type Fate, healthy, imageMissing, unhealthyTarget } from '../runtimes/fates.ts';
import { advance, nextDueAt } from './advance.ts';
import { aDrivenWorld, behindLoadBalancer, createService, register } from './driven-world.ts';
import type { Command, Observation } from './runtime.ts';
import type { World } from './world.ts';

interface Moving {
  readonly balanced: boolean;
  readonly timeScale: number;
  readonly runMs: number;
  readonly fate: 'good' | 'crashing' | 'missing' | 'unhealthy';
}

/** A service in the middle of a rollout, good or bad, or of its rollback. */
function aMovingWorld(changes: Moving): World {
  const { timeScale } = changes;
  const good = healthy({ startMs: 5_000 / timeScale, ms: 2_000 / timeScale });
  const fates: Record<Moving['fate'], Fate> = {
    good,
    crashing: crashes({ startMs: 5_000 / timeScale, afterMs: 1_000 / timeScale }),
    missing: imageMissing('app:2'),
    unhealthy: unhealthyTarget(503, { startMs: 5_000 / timeScale }),
  };
  const driven = aDrivenWorld({
    timeScale,
    fateOf: ({ taskDefinitionArn }) => (taskDefinitionArn.endsWith(':1') ? good : fates[changes.fate]),
  });
  register(driven);
  const targetGroupArn = behindLoadBalancer(driven);
  const loadBalancers = changes.balanced ? [{ targetGroupArn, containerName: 'app', containerPort: 80 }] : [];
  const deploymentConfiguration = { deploymentCircuitBreaker: { enable: true, rollback: true } };
  createService(driven, { desiredCount: 3, loadBalancers, deploymentConfiguration });
  driven.until(() => driven.deployment().finishedAt !== undefined);
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
  driven.run(changes.runMs);
  return driven.world;
}

function inPieces(world: World, pieces: readonly number[], observations: readonly Observation[]) {
  const commands: Command[] = [];
  let moved = world;
  let first = observations;
  for (const piece of pieces) {
    const step = advance(moved, piece, first);
    moved = step.world;
    commands.push(...step.commands);
    first = [];
  }
  return { world: moved, commands };
}

const moving: fc.Arbitrary<Moving> = fc.record({
  balanced: fc.boolean(),
  timeScale: fc.constantFrom(1, 7, 20),
  runMs: fc.integer({ min: 0, max: 200_000 }),
  fate: fc.constantFrom('good', 'crashing', 'missing', 'unhealthy'),
});

describe('advance', () => {
  it('makes the same world at once and in pieces', () => {
    fc.assert(
      fc.property(
        moving,
        fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 12 }),
        (start, pieces) => {
          const world = aMovingWorld(start);
          const whole = advance(
            world,
            pieces.reduce((sum, piece) => sum + piece, 0),
            [],
          );
          expect(inPieces(world, pieces, [])).toEqual(whole);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('has nothing to do before the instant that it names', () => {
    fc.assert(
      fc.property(moving, (start) => {
        const world = advance(aMovingWorld(start), 0, []).world;
        const due = nextDueAt(world);
        fc.pre(due !== undefined);
        const before = advance(world, due - world.now - 1, []);
        expect(before.commands).toEqual([]);
        expect({ ...before.world, now: 0 }).toEqual({ ...world, now: 0 });
      }),
      { numRuns: 40 },
    );
  });

  it('never edits the world that it was given', () => {
    const world = aMovingWorld({ balanced: true, timeScale: 1, runMs: 20_000, fate: 'good' });
    const before = JSON.stringify(world);
    advance(world, 3_600_000, []);
    expect(JSON.stringify(world)).toBe(before);
  });

  it('works on worlds that an operation has frozen', () => {
    const world = aMovingWorld({ balanced: true, timeScale: 1, runMs: 20_000, fate: 'good' });
    const [frozen] = perform(ecsOperations.UpdateService ?? (() => ({})), world, {
      cluster: 'prod',
      service: 'web',
      desiredCount: 1,
    });
    expect(() =>
      advance(
        produce(frozen, () => {}),
        3_600_000,
        [],
      ),
    ).not.toThrow();
  });

  it('divides every wait by the time scale, those of users too', () => {
    const took = (timeScale: number): number => {
      const driven = aDrivenWorld({ timeScale, fateOf: () => ({ kind: 'runs', startMs: 0, healthyMs: 0, stopMs: 0 }) });
      register(driven);
      const targetGroupArn = behindLoadBalancer(driven);
      createService(driven, { loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 80 }] });
      driven.until(() => driven.deployment().finishedAt !== undefined);
      const from = driven.world.now;
      driven.call('UpdateService', { cluster: 'prod', service: 'web', forceNewDeployment: true });
      driven.until(() => driven.deployment().finishedAt !== undefined);
      return driven.world.now - from;
    };
    expect(took(1) / took(20)).toBeCloseTo(20, 0);
  });
});
