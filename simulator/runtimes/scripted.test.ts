import { describe, expect, it } from 'vitest';
import type { Observation, TaskLaunch } from '../control-plane/runtime.ts';
import { crashes, type Fate, healsAfter, healthy, imageMissing } from './fates.ts';
import { createScriptedRuntime, type ScriptedRuntime } from './scripted.ts';

function aLaunch(number: number): TaskLaunch {
  return {
    taskArn: `arn:aws:ecs:r:1:task/prod/${number}`,
    taskDefinitionArn: 'arn:aws:ecs:r:1:task-definition/web:1',
    privateIPv4Address: `10.0.0.${number}`,
    group: 'service:web',
    containers: [
      {
        name: 'app',
        image: 'app:1',
        essential: true,
        environment: {},
        portMappings: [{ containerPort: 80, protocol: 'tcp' }],
        dependsOn: [],
        stopTimeoutMs: 30_000,
      },
    ],
  };
}

function started(fate: Fate, count = 1): ScriptedRuntime {
  const runtime = createScriptedRuntime({ fateOf: () => fate });
  for (let number = 1; number <= count; number += 1) {
    runtime.carryOut([{ kind: 'start-task', launch: aLaunch(number) }], 0);
  }
  return runtime;
}

const kinds = (observations: readonly Observation[]) => observations.map((one) => one.kind);

describe('a scripted runtime', () => {
  it('tells each thing once, in order, and when the next one is due', () => {
    const runtime = started(crashes({ startMs: 1_000, afterMs: 500 }));
    expect(runtime.nextObservationAt()).toBe(1_000);
    expect(runtime.observe(999)).toEqual([]);
    expect(kinds(runtime.observe(1_000))).toEqual(['container-started']);
    expect(runtime.nextObservationAt()).toBe(1_500);
    expect(kinds(runtime.observe(9_000))).toEqual(['container-exited', 'task-gone']);
    expect(runtime.observe(9_000)).toEqual([]);
    expect(runtime.nextObservationAt()).toBeUndefined();
  });

  it('lets a task that was told to stop before it ran go without an exit code', () => {
    const runtime = started(healthy({ startMs: 5_000 }));
    runtime.carryOut([{ kind: 'stop-task', taskArn: aLaunch(1).taskArn }], 1_000);
    expect(kinds(runtime.observe(60_000))).toEqual(['task-gone']);
  });

  it('takes it calmly when it is told to stop what is gone', () => {
    const runtime = started(crashes({ startMs: 0, afterMs: 0 }));
    expect(kinds(runtime.observe(0))).toEqual(['container-started', 'container-exited', 'task-gone']);
    runtime.carryOut([{ kind: 'stop-task', taskArn: aLaunch(1).taskArn }], 10);
    expect(runtime.observe(60_000)).toEqual([]);
  });

  it('heals after as many tasks as it was told', () => {
    const runtime = started(healsAfter(2, { first: imageMissing('app:1'), afterwards: healthy() }), 3);
    const failed = runtime.observe(60_000).filter((one) => one.kind === 'task-failed-to-start');
    expect(failed.map((one) => one.taskArn)).toEqual([aLaunch(1).taskArn, aLaunch(2).taskArn]);
  });

  it.each<{ name: string; fate: Fate; at: number; matcher: string; healthy: boolean; reason?: string }>([
    {
      name: 'refuses before it is ready',
      fate: healthy({ ms: 5_000 }),
      at: 6_000,
      matcher: '200',
      healthy: false,
      reason: 'Target.FailedHealthChecks',
    },
    { name: 'answers once it is ready', fate: healthy({ ms: 5_000 }), at: 10_000, matcher: '200', healthy: true },
    {
      name: 'answers what the matcher does not take',
      fate: { kind: 'unhealthy-target', answer: 503, afterMs: 0 },
      at: 10_000,
      matcher: '200-399',
      healthy: false,
      reason: 'Target.ResponseCodeMismatch',
    },
    {
      name: 'answers what the matcher takes',
      fate: { kind: 'unhealthy-target', answer: 302, afterMs: 0 },
      at: 10_000,
      matcher: '200,300-399',
      healthy: true,
    },
    {
      name: 'says nothing in time',
      fate: { kind: 'unhealthy-target', answer: 'timeout', afterMs: 0 },
      at: 10_000,
      matcher: '200',
      healthy: false,
      reason: 'Target.Timeout',
    },
  ])('$name', ({ fate, at, matcher, healthy: wanted, reason }) => {
    const runtime = started(fate);
    const probe = { targetGroupArn: 'tg', targetId: '10.0.0.1', port: 80, path: '/', matcher, timeoutMs: 5_000 };
    runtime.carryOut([{ kind: 'probe-target', probe }], at);
    const answer = runtime.observe(at + 5_000).find((one) => one.kind === 'target-probed');
    expect(answer?.healthy).toBe(wanted);
    expect(answer?.reason).toBe(reason);
  });
});
