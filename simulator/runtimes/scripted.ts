// A runtime without containers: each task meets its fate in virtual time. Everything is computed from `now`; nothing waits.

import type { Command, HealthProbe, Observation, Runtime, TaskLaunch } from '../control-plane/runtime.ts';
import type { Instant } from '../control-plane/world.ts';
import type { Fate } from './fates.ts';
import { probeAnswer } from './scripted-probe.ts';
import { type RunningTask, scriptOf, stopScript } from './scripted-task.ts';

export interface ScriptedRuntime extends Runtime {
  /** When there is something to observe next: whoever drives virtual time may leap there. */
  nextObservationAt(): Instant | undefined;
}

/** `nth` counts the tasks of one group and task definition from 1. */
export type FateOf = (launch: TaskLaunch, nth: number) => Fate;

interface Due {
  readonly at: Instant;
  readonly observation: Observation;
}

export function createScriptedRuntime({ fateOf }: { fateOf: FateOf }): ScriptedRuntime {
  const tasks = new Map<string, RunningTask>();
  const launches = new Map<string, number>();
  let due: Due[] = [];

  function start(launch: TaskLaunch, now: Instant): void {
    const key = `${launch.group} ${launch.taskDefinitionArn}`;
    const nth = (launches.get(key) ?? 0) + 1;
    launches.set(key, nth);
    const task: RunningTask = { launch, fate: settled(fateOf(launch, nth), nth), toldAt: now };
    tasks.set(launch.taskArn, task);
    due.push(...scriptOf(task));
  }

  function stop(taskArn: string, now: Instant): void {
    const task = tasks.get(taskArn);
    if (task === undefined || task.stoppedAt !== undefined) return;
    const script = due.filter((one) => ofTask(one, taskArn));
    due = due.filter((one) => !ofTask(one, taskArn) || one.at <= now);
    // What is over by itself already says so itself.
    const over = script.some((one) => one.observation.kind === 'task-gone' && one.at <= now);
    if (!over) due.push(...stopScript(task, now));
    task.stoppedAt = now;
  }

  function probe(asked: HealthProbe, now: Instant): void {
    const task = [...tasks.values()].find((one) => one.launch.privateIPv4Address === asked.targetId);
    due.push(probeAnswer(asked, task, now));
  }

  return {
    carryOut(commands: readonly Command[], now: Instant): void {
      for (const command of commands) {
        if (command.kind === 'start-task') start(command.launch, now);
        if (command.kind === 'stop-task') stop(command.taskArn, now);
        if (command.kind === 'probe-target') probe(command.probe, now);
      }
    },
    observe(now: Instant): Observation[] {
      const seen = due.filter((one) => one.at <= now).sort((a, b) => a.at - b.at);
      due = due.filter((one) => one.at > now);
      for (const { observation } of seen) {
        if (observation.kind === 'task-gone') tasks.delete(observation.taskArn);
      }
      return seen.map((one) => one.observation);
    },
    nextObservationAt(): Instant | undefined {
      return due.length === 0 ? undefined : Math.min(...due.map((one) => one.at));
    },
    async close(): Promise<void> {
      tasks.clear();
      due = [];
    },
  };
}

function settled(fate: Fate, nth: number): Exclude<Fate, { kind: 'heals' }> {
  if (fate.kind !== 'heals') return fate;
  return nth <= fate.times ? settled(fate.first, nth) : settled(fate.afterwards, nth - fate.times);
}

function ofTask({ observation }: Due, taskArn: string): boolean {
  return 'taskArn' in observation && observation.taskArn === taskArn;
}
