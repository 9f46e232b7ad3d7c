import { describe, expect, it } from 'vitest';
import { advance } from './advance.ts';
import { aDrivenWorld, behindLoadBalancer, type DrivenWorld } from './driven-world.ts';
import type { Command, Observation } from './runtime.ts';
import type { Target, World } from './world.ts';

const second = 1_000;
const id = '10.9.9.9';

interface Watched {
  readonly target: Target | undefined;
  readonly commands: readonly Command[];
  /** One health check with this outcome, then the clock moves to the next one. */
  answer(
    outcome: Omit<Extract<Observation, { kind: 'target-probed' }>, 'kind' | 'targetGroupArn' | 'targetId' | 'port'>,
  ): void;
  run(ms: number): void;
}

/** One target, registered by hand, whose health checks the test answers itself. */
function aTarget(driven: DrivenWorld, targetGroupArn: string): Watched {
  driven.call('RegisterTargets', { TargetGroupArn: targetGroupArn, Targets: [{ Id: id, Port: 80 }] });
  let world: World = driven.world;
  const commands: Command[] = [];
  const move = (ms: number, observations: readonly Observation[] = []) => {
    const moved = advance(world, ms, observations);
    world = moved.world;
    commands.push(...moved.commands);
  };
  move(0);
  return {
    get target() {
      return world.elb.targetGroups[targetGroupArn]?.targets[`${id}:80`];
    },
    commands,
    answer(outcome) {
      move(10 * second, [{ kind: 'target-probed', targetGroupArn, targetId: id, port: 80, ...outcome }]);
    },
    run: move,
  };
}

const refused = { healthy: false, reason: 'Target.Timeout', description: 'Request timed out' };
const settings = { HealthCheckIntervalSeconds: 10, HealthyThresholdCount: 3, UnhealthyThresholdCount: 2 };

describe('a target', () => {
  it('needs one good answer at first, and as many as the threshold once it was unhealthy', () => {
    const driven = aDrivenWorld();
    const watched = aTarget(driven, behindLoadBalancer(driven, settings));
    expect(watched.target).toMatchObject({ state: 'initial', reason: 'Elb.InitialHealthChecking' });
    watched.answer({ healthy: true });
    expect(watched.target).toMatchObject({ state: 'healthy' });
    expect(watched.target).not.toHaveProperty('reason');
    watched.answer(refused);
    expect(watched.target?.state).toBe('healthy');
    watched.answer(refused);
    expect(watched.target).toMatchObject({
      state: 'unhealthy',
      reason: 'Target.Timeout',
      description: 'Request timed out',
    });
    watched.answer({ healthy: true });
    watched.answer({ healthy: true });
    expect(watched.target?.state).toBe('unhealthy');
    watched.answer({ healthy: true });
    expect(watched.target?.state).toBe('healthy');
  });

  it('is asked once in an interval, and not again while an answer is due', () => {
    const driven = aDrivenWorld();
    const watched = aTarget(driven, behindLoadBalancer(driven, settings));
    const probes = () => watched.commands.filter((command) => command.kind === 'probe-target').length;
    watched.run(60 * second);
    expect(probes()).toBe(1);
    watched.answer({ healthy: true });
    expect(probes()).toBe(2);
  });

  it('is unused as long as nothing forwards to its group', () => {
    const driven = aDrivenWorld();
    const output = driven.call('CreateTargetGroup', {
      Name: 'tg',
      Protocol: 'HTTP',
      Port: 80,
      VpcId: 'v',
      TargetType: 'ip',
    });
    const { TargetGroupArn = '' } = (output.TargetGroups as { TargetGroupArn: string }[])[0] ?? {};
    const watched = aTarget(driven, TargetGroupArn);
    watched.run(60 * second);
    expect(watched.target).toMatchObject({ state: 'unused', reason: 'Target.NotInUse' });
    expect(watched.commands).toEqual([]);
  });
});

describe('the route of a listener', () => {
  const routes = (commands: readonly Command[]) =>
    commands.flatMap((command) => (command.kind === 'route' ? [command.route.rules.at(-1)?.forward[0]?.targets] : []));

  it('is told only when it changes, leads to healthy targets, and to unhealthy ones where there are no others', () => {
    const driven = aDrivenWorld();
    const watched = aTarget(driven, behindLoadBalancer(driven, settings));
    for (const healthy of [true, true, false, false, false, true, true, true])
      watched.answer(healthy ? { healthy } : refused);
    expect(routes(watched.commands)).toEqual([[], [{ id, port: 80 }]]);
  });

  it('is taken away with its listener', () => {
    const driven = aDrivenWorld();
    behindLoadBalancer(driven);
    driven.run(second);
    const listenerArn = Object.keys(driven.world.elb.listeners)[0];
    driven.call('DeleteListener', { ListenerArn: listenerArn });
    driven.run(second);
    expect(driven.commands.at(-1)).toEqual({ kind: 'remove-route', listenerArn });
  });
});
