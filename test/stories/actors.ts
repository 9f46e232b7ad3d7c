// Who else acts on the service while a release is under way. They do it through AWS's own operations, but at no door of the product: no fault
// stands before them, and no ledger knows of them.

import type { Service, ServiceDeployment, Task } from '../../simulator/control-plane/ecs-state.ts';
import { beginRebalancing } from '../../simulator/control-plane/rebalancing.ts';
import { operations } from '../../simulator/operations/index.ts';
import { AwsError, type Json } from '../../simulator/operations/operation.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';

/** One act of somebody else. `other deploy`, `same deploy` and `rollback` are further runs of the product; play.ts starts them. */
export type ActKind = keyof typeof ACTS | 'other deploy' | 'same deploy' | 'rollback';

export interface Act {
  readonly kind: ActKind;
  /** after the run began */
  readonly afterSeconds: number;
  /** what it is about: a desired count, which task, which settings */
  readonly number: number;
}

export const ALARM = 'errors';

const PROTECTED_MINUTES = [1, 4, 10, 45, 600];

/** Each says whether it could be done. */
export const ACTS = {
  'person stops': (simulator: Simulator) => {
    const moving = deployments(simulator).find(({ finishedAt }) => finishedAt === undefined);
    return (
      moving !== undefined &&
      ask(simulator, 'StopServiceDeployment', { serviceDeploymentArn: moving.serviceDeploymentArn })
    );
  },
  'person forces': (simulator: Simulator) => update(simulator, { forceNewDeployment: true }),
  'person goes back': (simulator: Simulator) => update(simulator, { taskDefinition: `${SERVICE}:1` }),
  'person stops a task': (simulator: Simulator, number: number) => {
    const running = tasks(simulator).filter(({ desiredStatus }) => desiredStatus === 'RUNNING');
    const task = running[number % Math.max(1, running.length)];
    return task !== undefined && ask(simulator, 'StopTask', { cluster: CLUSTER, task: task.taskArn });
  },
  'person scales': (simulator: Simulator, number: number) => update(simulator, { desiredCount: number % 5 }),
  // Which of the old tasks (the oldest are) and for how long: some until after every deadline, some for a moment.
  'person protects': (simulator: Simulator, number: number) => {
    const running = tasks(simulator).filter(({ lastStatus }) => lastStatus === 'RUNNING');
    const some = running.slice(0, 1 + (number % 3)).map(({ taskArn }) => taskArn);
    const expiresInMinutes = PROTECTED_MINUTES[number % PROTECTED_MINUTES.length];
    return (
      some.length > 0 &&
      ask(simulator, 'UpdateTaskProtection', {
        cluster: CLUSTER,
        tasks: some,
        protectionEnabled: true,
        expiresInMinutes,
      })
    );
  },
  // Mostly in favour.
  'person decides': (simulator: Simulator, number: number) => {
    const moving = deployments(simulator).find(({ finishedAt }) => finishedAt === undefined);
    const hook = moving?.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
    return (
      moving !== undefined &&
      hook !== undefined &&
      ask(simulator, 'ContinueServiceDeployment', {
        serviceDeploymentArn: moving.serviceDeploymentArn,
        hookId: hook.hookId,
        action: number % 4 === 0 ? 'ROLLBACK' : 'CONTINUE',
      })
    );
  },
  'alarm rings': (simulator: Simulator) =>
    ask(simulator, 'SetAlarmState', { AlarmName: ALARM, StateValue: 'ALARM', StateReason: 'errors' }),
  'host arrives': (simulator: Simulator) => ask(simulator, 'RegisterContainerInstance', { cluster: CLUSTER }),
  rebalancing: (simulator: Simulator) => {
    const [name] = Object.keys(simulator.world.ecs.services);
    return simulator.transact((draft) => {
      const service = draft.ecs.services[name ?? ''];
      return service !== undefined && beginRebalancing(draft, service);
    });
  },
  'autoscaling grows': (simulator: Simulator) => scaleBy(simulator, 1),
  'autoscaling shrinks': (simulator: Simulator) => scaleBy(simulator, -1),
  // A definition of its own that names an image by its tag, and the settings that its files say, whatever was set since.
  terraform: (simulator: Simulator, number: number) => {
    const [container] = simulator.world.ecs.taskDefinitionFamilies[SERVICE]?.revisions['1']?.definition
      .containerDefinitions ?? [undefined];
    const registered = ask(simulator, 'RegisterTaskDefinition', {
      family: SERVICE,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ ...container, environment: [{ name: 'LOG_LEVEL', value: `apply ${number}` }] }],
    });
    const enable = number % 2 === 0;
    const deploymentConfiguration = {
      ...serviceOf(simulator)?.configuration.deploymentConfiguration,
      deploymentCircuitBreaker: { enable, rollback: enable },
    };
    return registered && update(simulator, { taskDefinition: SERVICE, deploymentConfiguration });
  },
} as const satisfies Readonly<Record<string, (simulator: Simulator, number: number) => boolean>>;

/** A refusal is the answer that a person gets who comes too late; nothing was done. */
export function ask(simulator: Simulator, operation: string, input: Json): boolean {
  const perform = operations.ecs[operation] ?? operations.cloudwatch[operation];
  if (perform === undefined) throw new Error(`the local AWS has no ${operation}`);
  try {
    simulator.transact((draft) => {
      perform(draft, input);
    });
    return true;
  } catch (error) {
    if (error instanceof AwsError) return false;
    throw error;
  }
}

export function update(simulator: Simulator, change: Json): boolean {
  return ask(simulator, 'UpdateService', { cluster: CLUSTER, service: SERVICE, ...change });
}

function scaleBy(simulator: Simulator, difference: number): boolean {
  const count = serviceOf(simulator)?.desiredCount ?? 0;
  const desiredCount = Math.max(0, count + difference);
  return desiredCount !== count && update(simulator, { desiredCount });
}

function serviceOf({ world }: Simulator): Service | undefined {
  return Object.values(world.ecs.services)[0];
}

function deployments({ world }: Simulator): readonly ServiceDeployment[] {
  return Object.values(world.ecs.serviceDeployments);
}

function tasks({ world }: Simulator): readonly Task[] {
  return Object.values(world.ecs.tasks);
}
