import { expect, test } from 'vitest';
import { aCause, aFailure, aLook, aPrimary, deploymentArn, type LookMembers, revisionArn } from './a-rollout.ts';
import { describeTasks, describeTasksSince, whyNotStarted, whyWaiting } from './waiting.ts';

const target = (running: number, pending: number, requested = 2) => ({
  revisionArn: revisionArn(2),
  requested,
  running,
  pending,
});
const source = (running: number) => ({ revisionArn: revisionArn(1), requested: 2, running, pending: 0 });
const balanced = { loadBalancers: [{ targetGroupArn: 'tg', containerName: 'app', containerPort: 8080 }] };

/** So long after the deployment was created. */
const drains = (ms: number) => ({
  id: 'drains',
  at: aLook({}).deployment.createdAt + ms,
  message: '(service web) has begun draining connections on 1 tasks.',
});

const why = (look: LookMembers, blind: readonly ReturnType<typeof aFailure>[] = []) =>
  whyWaiting({ blind }, aLook(look));

test.each<[string, LookMembers, string]>([
  [
    'new tasks that start',
    { deployment: { target: target(1, 1), sources: [source(2)] } },
    'IN_PROGRESS: 1 of 2 new tasks running, 1 starting, 2 old',
  ],
  [
    'no task at all',
    { deployment: { target: target(0, 0), sources: [] } },
    'IN_PROGRESS: 0 of 2 new tasks running; waiting for ECS to start them',
  ],
  [
    'nothing that was asked for',
    { deployment: { target: target(0, 0, 0), sources: [source(1)] } },
    'IN_PROGRESS: 0 of 0 new tasks running, 1 old',
  ],
  [
    'new tasks that run beside old ones, of every source',
    { deployment: { target: target(2, 0), sources: [source(1), source(2)] } },
    'IN_PROGRESS: 2 of 2 new tasks running, 3 old; waiting for the new tasks to be healthy, and then for the old ones to stop',
  ],
  [
    'the first tasks of a service',
    { deployment: { target: target(2, 0), sources: [] } },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for the new tasks to be healthy',
  ],
  [
    'old tasks behind a load balancer, which drain',
    { deployment: { target: target(2, 0), sources: [source(0)] }, service: { ...balanced, events: [drains(1)] } },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for the old tasks to drain and stop',
  ],
  [
    'the first release, whose service had a revision that never ran',
    { deployment: { target: target(2, 0), sources: [source(0)] }, service: { ...balanced, events: [drains(-1)] } },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for ECS to call it done',
  ],
  [
    'ECS alone',
    { deployment: { target: target(2, 0), sources: [source(0)] } },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for ECS to call it done',
  ],
  [
    'the alarms of a rollout that is complete',
    {
      deployment: {
        target: target(2, 0),
        sources: [source(0)],
        alarms: { status: 'MONITORING', triggered: [], names: ['5xx', 'latency'] },
      },
      service: balanced,
    },
    'IN_PROGRESS: 2 of 2 new tasks running; baking: ECS watches the alarms 5xx, latency before it calls it done',
  ],
  [
    'alarms while old tasks drain: they take longer',
    {
      deployment: {
        target: target(2, 0),
        sources: [source(0)],
        alarms: { status: 'MONITORING', triggered: [], names: ['5xx'] },
      },
      service: { ...balanced, events: [drains(0)] },
    },
    'IN_PROGRESS: 2 of 2 new tasks running; baking: ECS watches the alarm 5xx before it calls it done',
  ],
  [
    'alarms of which there are none',
    {
      deployment: {
        target: target(2, 0),
        sources: [source(0)],
        alarms: { status: 'MONITORING', triggered: [] },
      },
    },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for ECS to call it done',
  ],
  [
    'old tasks that drain from the first moment on',
    { deployment: { target: target(2, 0), sources: [source(0)] }, service: { ...balanced, events: [drains(0)] } },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for the old tasks to drain and stop',
  ],
  [
    'ECS, whose events tell of other things',
    {
      deployment: { target: target(2, 0), sources: [source(0)] },
      service: { ...balanced, events: [{ ...drains(1), message: '(service web) registered 1 targets' }] },
    },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for ECS to call it done',
  ],
  [
    'one alarm',
    {
      deployment: {
        target: target(2, 0),
        sources: [source(0)],
        alarms: { status: 'MONITORING', triggered: [], names: ['5xx'] },
      },
    },
    'IN_PROGRESS: 2 of 2 new tasks running; baking: ECS watches the alarm 5xx before it calls it done',
  ],
  [
    'alarms that are no longer watched',
    {
      deployment: {
        target: target(2, 0),
        sources: [source(0)],
        alarms: { status: 'MONITORING_COMPLETE', triggered: [], names: ['5xx'] },
      },
    },
    'IN_PROGRESS: 2 of 2 new tasks running; waiting for ECS to call it done',
  ],
  [
    'a stage of a deployment that shifts traffic',
    {
      deployment: {
        lifecycleStage: 'PRODUCTION_TRAFFIC_SHIFT',
        target: { ...target(2, 0), productionWeight: 40 },
        sources: [source(2)],
      },
      service: { ...balanced, strategy: 'LINEAR' },
    },
    'IN_PROGRESS, PRODUCTION_TRAFFIC_SHIFT (production traffic goes over): 2 of 2 new tasks running, 2 old; 40 % of the production traffic on the new tasks',
  ],
])('a wait for %s says so', (_what, look, sentence) => {
  expect(why(look)).toBe(sentence);
});

test('the stage, the failures that the circuit breaker counts, and a failed look are told', () => {
  const deployment = {
    target: target(0, 1),
    sources: [],
    lifecycleStage: 'BAKE_TIME',
    circuitBreaker: { status: 'MONITORING', failureCount: 1, threshold: 3 },
  };
  expect(why({ deployment }, [aFailure('unavailable'), aFailure('throttled')])).toBe(
    'IN_PROGRESS, BAKE_TIME (old and new tasks stand side by side): 0 of 2 new tasks running, 1 starting, 1 failed (the circuit breaker trips at 3); waiting for ECS to start 1 more (last look failed: ThrottlingException)',
  );
});

test('a circuit breaker that has counted nothing is not told', () => {
  const circuitBreaker = { status: 'MONITORING', failureCount: 0, threshold: 3 };
  expect(why({ deployment: { target: target(0, 1), sources: [], circuitBreaker } })).not.toContain('failed');
});

test('tasks are counted without a stage', () => {
  expect(describeTasks(aLook({ deployment: { target: target(2, 0), sources: [source(0)] } }))).toBe(
    '2 of 2 new tasks running',
  );
});

test('a wait for a decision ends with the command that decides', () => {
  const hooks = [{ id: 'h1', targetType: 'PAUSE', status: 'AWAITING_ACTION' }];
  const deployment = { target: target(2, 0), sources: [source(2)], hooks };
  expect(why({ deployment, service: { strategy: 'BLUE_GREEN' } })).toBe(
    `IN_PROGRESS: 2 of 2 new tasks running, 2 old; PAUSE hook h1 waits for a decision: aws ecs continue-service-deployment --service-deployment-arn ${deploymentArn(2)} --hook-id h1 --action CONTINUE (or ROLLBACK)`,
  );
});

const NO_ROOM = '(service web) was unable to place a task because no container instance met all of its requirements.';

test.each<[string, LookMembers, string | undefined]>([
  [
    'an event of this deployment',
    { service: { events: [{ ...drains(0), message: NO_ROOM }] } },
    'unable to place a task',
  ],
  ['an event of before', { service: { events: [{ ...drains(-1), message: NO_ROOM }] } }, undefined],
  ['what took a task away', { causes: [aCause(), aCause({ fault: 'platform', sentence: 'no pull' })] }, 'no pull'],
  ['a fault of the application', { causes: [aCause()] }, undefined],
  [
    'what is over, for all tasks run',
    { causes: [aCause({ fault: 'platform' })], deployment: { target: target(2, 0) } },
    undefined,
  ],
  [
    'what keeps ECS from asking for any',
    { causes: [aCause({ fault: 'platform', sentence: 'no pull' })], deployment: { target: target(0, 0, 0) } },
    'no pull',
  ],
])('why ECS has not started all tasks: %s', (_what, look, words) => {
  const sentence = whyNotStarted(aLook(look))?.sentence;
  expect(sentence).toEqual(words === undefined ? undefined : expect.stringContaining(words));
});

test.each([
  ['as many as are wanted, fewer than at its end', 1, 1, '2 of 2 new tasks running'],
  ['as many as at its end, fewer than are wanted by now', 2, 3, '2 of 3 new tasks running now'],
  ['fewer than at its end, and than are wanted', 1, 2, '1 of 2 new tasks running now'],
])('since a deployment ended, what runs is %s', (_what, runningCount, desiredCount, words) => {
  const deployments = [{ ...aPrimary(2, 'web:2'), runningCount }];
  const look = aLook({
    deployment: { target: target(2, 0), sources: [] },
    service: { desiredCount, runningCount, deployments },
  });
  expect(describeTasksSince(look)).toBe(words);
});
