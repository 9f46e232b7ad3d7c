import { describe, expect, it } from 'vitest';
import { type DeploymentFacts, postedSequence, postedSequences, type Shown } from './posted-sequences.ts';
import { type Relived, relive } from './relived.ts';
import { relivedShifting } from './relived-shifting.ts';

/** `…` stands for what the source cuts out. */
function pattern(message: string): RegExp {
  const literal = message.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literal.join('.*')}$`);
}

function expectEvents(told: readonly string[], shows: Shown): void {
  const shown = (shows.events ?? []).map(({ message }) => message);
  const filter = new RegExp(shows.only ?? shows.lastOnly ?? '');
  const compared = told.filter((message) => filter.test(message));
  const candidates = shows.lastOnly === undefined ? compared : compared.slice(-shown.length);
  if (shows.complete) expect(candidates).toHaveLength(shown.length);
  let from = 0;
  for (const message of shown) {
    const at = candidates.findIndex((text, index) => index >= from && pattern(message).test(text));
    expect(at, `${message}\nafter place ${from} of\n${candidates.join('\n')}`).toBeGreaterThanOrEqual(from);
    from = at + 1;
  }
}

function expectDeployments(world: Relived, facts: readonly DeploymentFacts[]): void {
  const answer = world.call('DescribeServices', { cluster: 'prod', services: ['web'] });
  const [service] = answer.services as { deployments: Record<string, unknown>[] }[];
  const shown = service?.deployments ?? [];
  expect(shown).toHaveLength(facts.length);
  facts.forEach((fact, index) => {
    for (const [member, expected] of Object.entries(fact)) {
      const value = shown[index]?.[member];
      const said = typeof value === 'string' ? world.text(value) : value;
      expect([expected].flat(), `${member} of deployment ${index}`).toContain(said);
    }
  });
}

const rolling = postedSequences().filter(
  ({ situation, shows }) => situation.fate === 'healthy' && shows.events && !shows.superseded,
);
const breaker = postedSequences().filter(({ situation }) => situation.circuitBreaker !== undefined);

describe('the posted sequences', () => {
  it('name where they come from, and what was taken', () => {
    expect(postedSequences().length).toBeGreaterThanOrEqual(10);
    for (const { name, source, taken } of postedSequences()) {
      expect(source.url ?? `${source.found}: ${source.words}`, name).toMatch(
        /^https:\/\/|^a file in a public GitHub repository.*: \S/,
      );
      expect(taken, name).not.toBe('');
    }
  });
});

describe('a rolling deployment in the local AWS is told as it was posted:', () => {
  it.each(rolling.map(({ name }) => name))('%s', (name) => {
    const { situation, shows } = postedSequence(name);
    const world = relive(situation);
    if (shows.afterUpdate !== undefined) expectDeployments(world, shows.afterUpdate);
    world.finish();
    world.until(() => world.told().at(-1)?.endsWith('has reached a steady state.') ?? false);
    expectEvents(world.told(), shows);
  });

  it('steady-repeats-boto3-2845', () => {
    const { situation, shows } = postedSequence('steady-repeats-boto3-2845');
    const world = relive(situation);
    world.finish();
    world.run(24 * 3_600_000);
    const steady = world.service().events.filter(({ message }) => message.endsWith('has reached a steady state.'));
    const gaps = steady.slice(0, 3).map((event, index) => event.createdAt - (steady[index + 1]?.createdAt ?? 0));
    // The real scheduler comes by up to a minute late; ours is on time.
    for (const seconds of shows.steadyEverySeconds ?? []) {
      for (const gap of gaps) expect(Math.abs(seconds * 1_000 - gap)).toBeLessThan(60_000);
    }
  });

  it('unhealthy-target-civictechjobs-436', () => {
    const { situation, shows } = postedSequence('unhealthy-target-civictechjobs-436');
    const world = relive({ ...situation, healthCheckGracePeriodSeconds: 0 });
    world.run(60_000);
    const [unhealthy, ...after] = (shows.events ?? []).map(({ message }) => message);
    // Since 2023 the event names the task as well.
    const today =
      unhealthy?.replace('(port', '(task {new1}) (port').replace('Health checks failed', 'Health checks failed…') ?? '';
    expectEvents(world.told(), { ...shows, events: [today, ...after].map((message) => ({ message })) });
  });
});

describe('a service at rest in the local AWS is told as it was posted:', () => {
  it('replaced-while-steady-originacion', () => {
    const { situation, shows } = postedSequence('replaced-while-steady-originacion');
    const world = relive(situation);
    const running = new Set<number>();
    world.until(
      () => world.told().at(-1)?.endsWith('has reached a steady state.') ?? false,
      () => running.add(world.tasks().filter(({ lastStatus }) => lastStatus === 'RUNNING').length),
    );
    expectEvents(world.told(), shows);
    expect([...running].sort()).toEqual([2, 3]);
  });
});

describe('a deployment that fails in the local AWS is told as it was posted:', () => {
  it.each(breaker.map(({ name }) => name))('%s', (name) => {
    const { situation, shows } = postedSequence(name);
    const world = relive(situation);
    const failedTasks = new Set<number>();
    world.until(
      () => !['PENDING', 'IN_PROGRESS'].includes(world.deployment().status),
      () => failedTasks.add(world.service().deployments.find(({ id }) => id === world.new)?.failedTasks ?? 0),
    );
    const [primary] = world.service().deployments;
    if (shows.threshold !== undefined)
      expect(world.deployment().deploymentCircuitBreaker.threshold).toBe(shows.threshold);
    if (shows.failedTasks !== undefined) expect([...failedTasks]).toEqual(shows.failedTasks);
    if (shows.goingBack !== undefined) expectDeployments(world, shows.goingBack);
    if (shows.rolloutStateReason !== undefined)
      expect(world.text(primary?.rolloutStateReason ?? '')).toBe(shows.rolloutStateReason);
    if (shows.starts !== undefined) {
      expect(world.tasks().filter(({ taskDefinitionArn }) => taskDefinitionArn.endsWith(':2'))).toHaveLength(
        shows.starts,
      );
    }
    world.finish();
    world.run(60_000);
    expect(world.deployment().status).toBe(shows.ends);
    if (shows.statusReason !== undefined) expect(world.deployment().statusReason).toBe(shows.statusReason);
    if (shows.gone !== undefined) expectDeployments(world, shows.gone);
    if (shows.failed !== undefined) expectDeployments(world, [shows.failed, {}]);
    expectEvents(world.told(), shows);
  });

  it('breaker-first-deployment-terraform, the later deployment', () => {
    const { situation, shows } = postedSequence('breaker-first-deployment-terraform');
    const world = relive({ ...situation, first: false });
    world.finish();
    expect(world.deployment().statusReason).toBe(shows.laterStatusReason);
  });
});

describe('a stopped task in the local AWS is shown as it was posted:', () => {
  it.each(postedSequence('stopped-reasons').shows.stopped ?? [])('$fate: $stoppedReason', (facts) => {
    const { situation } = postedSequence('stopped-reasons');
    const world = relive({ ...situation, fate: facts.fate });
    const releasedTask = () => world.tasks().find(({ taskDefinitionArn }) => taskDefinitionArn.endsWith(':2'));
    world.until(() => releasedTask()?.startedAt !== undefined);
    if (facts.stopTaskReason !== undefined) {
      world.call('StopTask', { cluster: 'prod', task: releasedTask()?.taskArn, reason: facts.stopTaskReason });
    }
    world.until(() => releasedTask()?.lastStatus === 'STOPPED');
    expect(releasedTask()?.stoppedReason).toBe(facts.stoppedReason);
    if (facts.stopCode !== undefined) expect(releasedTask()?.stopCode).toBe(facts.stopCode);
  });
});

/** Why a sequence is not relived in the local AWS; what the product makes of all of them is in sequences-judged.test.ts. */
const notRelived: Readonly<Record<string, string>> = {
  'blue-green-hook-failed-aws-blog': 'no Lambda function is called here',
  'blue-green-back-to-rolling-roadmap-2664': 'a fault of ECS that was mended ten days later',
  'rolling-old-words-ecs-deploy-95': 'ECS says it otherwise since 2023',
};

describe('what is not relived in the local AWS', () => {
  it('is named, with the reason', () => {
    const relived = [...rolling, ...breaker].map(({ name }) => name);
    const others = [
      'steady-repeats-boto3-2845',
      'unhealthy-target-civictechjobs-436',
      'replaced-while-steady-originacion',
      'stopped-reasons',
    ];
    const all = postedSequences().map(({ name }) => name);
    expect([...relived, ...others, ...relivedShifting, ...Object.keys(notRelived)].sort()).toEqual(all.sort());
  });
});
