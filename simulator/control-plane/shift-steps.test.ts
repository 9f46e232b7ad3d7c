import { describe, expect, it } from 'vitest';
import { stepsOf } from './shift-steps.ts';
import { aShiftingService, chronicle, type ShiftingWorld } from './shifting-world.ts';

const second = 1_000;
const minute = 60 * second;

const canary = { strategy: 'CANARY' } as const;
const linear = { strategy: 'LINEAR' } as const;

describe('the steps of a strategy', () => {
  it.each([
    { name: 'all at once', configuration: { strategy: 'BLUE_GREEN' } as const, percents: [100], bakes: [0] },
    { name: 'a canary as AWS has it', configuration: canary, percents: [5, 100], bakes: [10, 0] },
    {
      name: 'a canary of a tenth of a percent',
      configuration: { ...canary, canaryConfiguration: { canaryPercent: 0.1, canaryBakeTimeInMinutes: 0 } },
      percents: [0.1, 100],
      bakes: [0, 0],
    },
    {
      name: 'a canary of everything',
      configuration: { ...canary, canaryConfiguration: { canaryPercent: 100 } },
      percents: [100],
      bakes: [0],
    },
    {
      name: 'in lines as AWS has it',
      configuration: linear,
      percents: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100],
      bakes: [6, 6, 6, 6, 6, 6, 6, 6, 6, 0],
    },
    {
      name: 'the last line shorter than the others',
      configuration: { ...linear, linearConfiguration: { stepPercent: 33.3, stepBakeTimeInMinutes: 1 } },
      percents: [33.3, 66.6, 99.9, 100],
      bakes: [1, 1, 1, 0],
    },
    {
      name: 'one line for everything',
      configuration: { ...linear, linearConfiguration: { stepPercent: 100 } },
      percents: [100],
      bakes: [0],
    },
  ])('$name', ({ configuration, percents, bakes }) => {
    const steps = stepsOf(configuration);
    expect(steps.map(({ percent }) => percent)).toEqual(percents);
    expect(steps.map(({ bakeMs }) => bakeMs / minute)).toEqual(bakes);
  });
});

/** `web:1` serves from green, so the source of what follows is green. */
function released(deploymentConfiguration: Readonly<Record<string, unknown>>): ShiftingWorld {
  const driven = aShiftingService();
  driven.deploy({ deploymentConfiguration });
  return driven;
}

function production(driven: ShiftingWorld): string {
  return driven.weights(driven.place.productionListenerRule);
}

describe('a canary deployment', () => {
  const configuration = { ...canary, canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 5 } };

  it('shifts twice, each time after PRE_PRODUCTION_TRAFFIC_SHIFT', () => {
    const shifts = chronicle(released(configuration)).filter((line) => line.includes('PRODUCTION_TRAFFIC_SHIFT'));
    expect(shifts).toEqual([
      'PRE_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 0 test 100',
      'PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 10 test 100',
      'PRE_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 10 test 100',
      'PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 100 test 100',
      'POST_PRODUCTION_TRAFFIC_SHIFT IN_PROGRESS production 100 test 100',
    ]);
  });

  it('leaves the canary alone for its bake time, with its share of the rule', () => {
    const driven = released(configuration);
    driven.untilStage('PRODUCTION_TRAFFIC_SHIFT');
    const from = driven.world.now;
    expect(production(driven)).toBe('blue 10 green 90');
    driven.until(() => driven.deployment().lifecycleStage !== 'PRODUCTION_TRAFFIC_SHIFT');
    expect(driven.world.now - from).toBe(5 * minute + 10 * second);
  });

  it('gives a tenth of a percent in tenths', () => {
    const driven = released({ ...canary, canaryConfiguration: { canaryPercent: 0.1 } });
    driven.untilStage('PRODUCTION_TRAFFIC_SHIFT');
    expect(production(driven)).toBe('blue 1 green 999');
  });

  it('takes the canary back when it is stopped', () => {
    const driven = released(configuration);
    driven.untilStage('PRODUCTION_TRAFFIC_SHIFT');
    driven.call('StopServiceDeployment', { serviceDeploymentArn: driven.deployment().serviceDeploymentArn });
    driven.finish();
    expect(driven.deployment()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      targetServiceRevision: { requestedProductionTrafficWeight: 0, runningTaskCount: 0 },
      sourceServiceRevisions: [{ requestedProductionTrafficWeight: 100, runningTaskCount: 2 }],
    });
    expect(production(driven)).toBe('blue 0 green 100');
  });

  it('cut off by a newer one, gives its share back before that one begins', () => {
    const driven = released(configuration);
    driven.untilStage('PRODUCTION_TRAFFIC_SHIFT');
    driven.deploy();
    driven.untilStage('PRE_SCALE_UP');
    expect(production(driven)).toBe('blue 0 green 100');
    driven.finish();
    expect(driven.deployment().status).toBe('SUCCESSFUL');
    expect(production(driven)).toBe('blue 100 green 0');
  });
});

describe('a linear deployment', () => {
  const configuration = { ...linear, linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 2 } };

  it('shifts in equal steps, and does not bake after the last', () => {
    const driven = released(configuration);
    const rules: string[] = [];
    const from: number[] = [];
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => {
        if (rules.at(-1) === production(driven)) return;
        rules.push(production(driven));
        from.push(driven.world.now);
      },
    );
    expect(rules).toEqual(['blue 0 green 100', 'blue 40 green 60', 'blue 80 green 20', 'blue 100 green 0']);
    // The bake and two stages lie between two steps.
    expect([2, 3].map((n) => (from[n] ?? 0) - (from[n - 1] ?? 0))).toEqual([140 * second, 140 * second]);
    const { finishedAt = 0 } = driven.deployment();
    expect(finishedAt - (from[3] ?? 0)).toBeLessThan(6 * minute);
  });
});
