import { describe, expect, it } from 'vitest';
import { ALL_HEALTHY, aHistory, aLook, MINUTE, someLimits } from '../../actions/deploy-ecs/src/rollout/a-rollout.ts';
import { nextStep } from '../../actions/deploy-ecs/src/rollout/next-step.ts';
import { describeService, describeServiceDeployment } from '../../lib/aws/ecs.ts';
import type { DeploymentSnapshot } from '../../lib/core/snapshots.ts';
import { postedSequences, type Stage } from './posted-sequences.ts';
import { answeringDoor } from './published-answers.ts';

const arn = (resource: string) => `arn:aws:ecs:eu-central-1:123456789012:${resource}`;
const shifting = postedSequences().filter(({ shows }) => shows.stages !== undefined);
const told = postedSequences().filter(({ shows }) => shows.events !== undefined);

/** What DescribeServiceDeployments answers in this stage, every task of the target healthy already. */
async function seen({ productionWeight, ...stage }: Stage): Promise<DeploymentSnapshot> {
  const counts = { requestedTaskCount: 2, runningTaskCount: 2, pendingTaskCount: 0 };
  const revision = (number: number, weight: number) => ({
    arn: arn(`service-revision/prod/web/${number}`),
    ...counts,
    requestedProductionTrafficWeight: weight,
  });
  const described = {
    serviceDeploymentArn: arn('service-deployment/prod/web/abc'),
    createdAt: 1_760_000_000.5,
    targetServiceRevision: revision(2, productionWeight),
    sourceServiceRevisions: [revision(1, 100 - productionWeight)],
    ...stage,
  };
  const answer = { serviceDeployments: [described], failures: [] };
  const snapshot = await describeServiceDeployment(
    answeringDoor({ operation: 'DescribeServiceDeployments', answer }),
    'a',
  );
  if (snapshot === undefined) throw new Error('the answer was not read');
  return snapshot;
}

/** The word for what the product does, even where a look at the service would make it believe that all is well. */
function judged(deployment: DeploymentSnapshot, now: number): string {
  const latest = aLook({ deployment: { ...ALL_HEALTHY, ...deployment }, inCharge: true });
  const decision = nextStep(someLimits(), 'deploy')(aHistory({ latest, now }));
  return decision.kind === 'settle' ? decision.verdict.kind : decision.kind;
}

describe('the product on the way of a deployment that shifts traffic', () => {
  it.each(shifting.map((sequence) => [sequence.name, sequence] as const))(
    '%s: no stage is green',
    async (_name, { shows }) => {
      for (const stage of shows.stages ?? []) {
        const snapshot = await seen(stage);
        expect(snapshot.lifecycleStage).toBe(stage.lifecycleStage);
        expect(snapshot.target.productionWeight).toBe(stage.productionWeight);
        expect(judged(snapshot, MINUTE), stage.lifecycleStage).toBe('wait');
        expect(judged(snapshot, 60 * MINUTE), stage.lifecycleStage).not.toBe('deployed');
      }
    },
  );

  it.each(shifting.map((sequence) => [sequence.name, sequence] as const))(
    '%s: is judged by its end',
    async (_name, { shows }) => {
      const verdicts: Readonly<Record<string, string>> = { SUCCESSFUL: 'deployed', ROLLBACK_SUCCESSFUL: 'rolled-back' };
      const { ends = '' } = shows;
      const end = await seen({
        lifecycleStage: 'CLEAN_UP',
        status: ends,
        productionWeight: ends === 'SUCCESSFUL' ? 100 : 0,
      });
      expect(judged(end, MINUTE)).toBe(verdicts[ends]);
    },
  );

  it('does not call a stage green that nobody has heard of', async () => {
    const snapshot = await seen({
      lifecycleStage: 'PRE_PRODUCTION_TRAFFIC_SHIFT',
      status: 'IN_PROGRESS',
      productionWeight: 0,
    });
    expect(judged(snapshot, MINUTE)).toBe('wait');
    const unheard = await seen({ lifecycleStage: 'TOMORROW', status: 'ALMOST_SUCCESSFUL', productionWeight: 100 });
    expect([unheard.status, judged(unheard, MINUTE)]).toEqual(['UNRECOGNISED', 'wait']);
  });
});

describe('the product reads the events that were posted', () => {
  it.each(told.map((sequence) => [sequence.name, sequence] as const))(
    '%s: word for word, and in order',
    async (_name, { shows }) => {
      const newestFirst = (shows.events ?? []).toReversed();
      const events = newestFirst.map(({ at = 0, message }, index) => ({
        id: `e${index}`,
        createdAt: 1_760_000_000 + at,
        message,
      }));
      const answer = { services: [{ serviceName: 'web', status: 'ACTIVE', events }], failures: [] };
      const service = await describeService(answeringDoor({ operation: 'DescribeServices', answer }), {
        cluster: 'a',
        service: 'web',
      });
      expect(service.events.map(({ message }) => message)).toEqual(newestFirst.map(({ message }) => message));
    },
  );
});
