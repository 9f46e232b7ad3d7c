// What a strategy asks for: in which steps production traffic moves, and which stage follows which.

import type { DeploymentConfiguration, Service, ServiceRevisionSummary } from './ecs-state.ts';
import { type LifecycleStage, lifecycleStages, type TrafficShift } from './shift-state.ts';

const minute = 60_000;

/** CANARY 5 % and 10 min, LINEAR 10 % and 6 min, where nothing is said, as on AWS. The bake of the last step is skipped. */
export function stepsOf(configuration: DeploymentConfiguration): TrafficShift['steps'] {
  const last = { percent: 100, bakeMs: 0 };
  switch (configuration.strategy) {
    case 'CANARY': {
      const { canaryPercent = 5, canaryBakeTimeInMinutes = 10 } = configuration.canaryConfiguration ?? {};
      return canaryPercent >= 100
        ? [last]
        : [{ percent: canaryPercent, bakeMs: canaryBakeTimeInMinutes * minute }, last];
    }
    case 'LINEAR': {
      const { stepPercent = 10, stepBakeTimeInMinutes = 6 } = configuration.linearConfiguration ?? {};
      const before = Math.ceil(100 / stepPercent) - 1;
      const share = (n: number) => Math.round(n * stepPercent * 10) / 10;
      const steps = Array.from({ length: before }, (_, n) => ({
        percent: share(n + 1),
        bakeMs: stepBakeTimeInMinutes * minute,
      }));
      return [...steps, last];
    }
    default:
      return [last];
  }
}

export function firstShift(
  service: Service,
  configuration: DeploymentConfiguration,
  sources: readonly ServiceRevisionSummary[],
): TrafficShift | undefined {
  if ((configuration.strategy ?? 'ROLLING') === 'ROLLING') return undefined;
  // AWS does not say which of several is kept; here it is the one that a rollback would go to.
  const completed = sources.find(({ arn }) => arn === service.completedServiceRevision);
  const sourceArn = (completed ?? sources[0])?.arn;
  return {
    ...(sourceArn === undefined ? {} : { sourceArn }),
    steps: stepsOf(configuration),
    step: 0,
    productionPercent: 0,
    testPercent: 0,
    routes: [],
    reconciled: sources.length < 2,
  };
}

/** Undefined after CLEAN_UP, which ends with the deployment. */
export function stageAfter(stage: LifecycleStage | undefined, shift: TrafficShift): LifecycleStage | undefined {
  if (stage === undefined) return shift.reconciled ? 'PRE_SCALE_UP' : 'RECONCILE_SERVICE';
  if (stage === 'PRODUCTION_TRAFFIC_SHIFT' && shift.step < shift.steps.length) return 'PRE_PRODUCTION_TRAFFIC_SHIFT';
  return lifecycleStages[lifecycleStages.indexOf(stage) + 1];
}
