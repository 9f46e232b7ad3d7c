// A world, a scripted runtime and a clock in one hand, for the tests of this folder and of the ECS operations: operations are performed
// at once, and time leaps from one thing that happens to the next.

import { cloudwatchOperations } from '../operations/cloudwatch/index.ts';
import { ecsOperations } from '../operations/ecs/index.ts';
import { elbOperations } from '../operations/elb/index.ts';
import { AwsError, type Json, perform } from '../operations/operation.ts';
import { healthy } from '../runtimes/fates.ts';
import { createScriptedRuntime, type FateOf } from '../runtimes/scripted.ts';
import { advance, nextDueAt } from './advance.ts';
import type { Deployment, Service, ServiceDeployment, Task } from './ecs-state.ts';
import { emptyWorld } from './empty-world.ts';
import type { Command } from './runtime.ts';
import type { World } from './world.ts';

export const vpc = { awsvpcConfiguration: { subnets: ['subnet-1'] } };

export interface DrivenWorld {
  readonly world: World;
  /** every command that was given, in order */
  readonly commands: readonly Command[];
  call(operation: string, input: Json): Json;
  refusal(operation: string, input: Json): AwsError;
  edit(change: (world: World) => World): void;
  /** Runs for so long; `seen` looks at every world on the way. */
  run(ms: number, seen?: (world: World) => void): void;
  /** Runs until it holds; fails after six hours. */
  until(holds: (world: World) => boolean, seen?: (world: World) => void): void;
  service(name?: string): Service;
  primary(name?: string): Deployment;
  deployment(name?: string): ServiceDeployment;
  deployments(name?: string): readonly ServiceDeployment[];
  tasks(): readonly Task[];
  events(name?: string): readonly string[];
}

export function aDrivenWorld(options: { fateOf?: FateOf; timeScale?: number } = {}): DrivenWorld {
  const runtime = createScriptedRuntime({ fateOf: options.fateOf ?? (() => healthy()) });
  const commands: Command[] = [];
  let world = emptyWorld({
    account: '123456789012',
    region: 'eu-central-1',
    now: Date.UTC(2026, 0, 1),
    timeScale: options.timeScale ?? 1,
    registryHost: '127.0.0.1:5000',
  });

  function step(until: number): void {
    const instants = [nextDueAt(world), runtime.nextObservationAt(), until];
    const next = Math.min(...instants.filter((instant) => instant !== undefined));
    move(Math.max(0, next - world.now));
    move(0);
  }
  function move(ms: number): void {
    const moved = advance(world, ms, runtime.observe(world.now));
    world = moved.world;
    commands.push(...moved.commands);
    runtime.carryOut(moved.commands, world.now);
  }
  function outcome(operation: string, input: Json): Json | AwsError {
    const known = ecsOperations[operation] ?? elbOperations[operation] ?? cloudwatchOperations[operation];
    if (known === undefined) throw new Error(`No operation ${operation}`);
    const [next, output] = perform(known, world, input);
    world = next;
    return output;
  }
  function service(name = 'web'): Service {
    const found = Object.values(world.ecs.services).find((one) => one.serviceName === name);
    if (found === undefined) throw new Error(`No service ${name}`);
    return found;
  }
  const driven: DrivenWorld = {
    get world() {
      return world;
    },
    commands,
    call(operation, input) {
      const output = outcome(operation, input);
      if (output instanceof AwsError) throw new Error(`${operation}: ${output.code}: ${output.message}`);
      return output;
    },
    refusal(operation, input) {
      const output = outcome(operation, input);
      if (output instanceof AwsError) return output;
      throw new Error(`${operation} was not refused`);
    },
    edit(change) {
      world = change(world);
    },
    run(ms, seen) {
      const end = world.now + ms;
      move(0);
      while (world.now < end) {
        step(end);
        seen?.(world);
      }
    },
    until(holds, seen) {
      const end = world.now + 6 * 3_600_000;
      move(0);
      while (!holds(world)) {
        if (world.now >= end) throw new Error('It did not happen within six hours.');
        step(end);
        seen?.(world);
      }
    },
    service,
    primary: (name) => {
      const found = service(name).deployments.find((one) => one.status === 'PRIMARY');
      if (found === undefined) throw new Error('No PRIMARY deployment');
      return found;
    },
    deployment: (name) => {
      const found = world.ecs.serviceDeployments[service(name).currentServiceDeployment ?? ''];
      if (found === undefined) throw new Error('No service deployment');
      return found;
    },
    deployments: (name) =>
      Object.values(world.ecs.serviceDeployments).filter((one) => one.serviceArn === service(name).serviceArn),
    tasks: () => Object.values(world.ecs.tasks),
    events: (name) =>
      service(name)
        .events.map((event) => event.message)
        .reverse(),
  };
  driven.call('CreateCluster', { clusterName: 'prod' });
  return driven;
}

/** `web:<n>` with one container; returns its ARN. */
export function register(driven: DrivenWorld, changes: { image?: string; container?: Json } & Json = {}): string {
  const { image = 'app:1', container = {}, ...rest } = changes;
  const output = driven.call('RegisterTaskDefinition', {
    family: 'web',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    containerDefinitions: [{ name: 'app', image, portMappings: [{ containerPort: 80 }], ...container }],
    ...rest,
  });
  return (output.taskDefinition as { taskDefinitionArn: string }).taskDefinitionArn;
}

export function createService(driven: DrivenWorld, changes: Json = {}): void {
  driven.call('CreateService', {
    cluster: 'prod',
    serviceName: 'web',
    taskDefinition: 'web',
    desiredCount: 2,
    launchType: 'FARGATE',
    networkConfiguration: vpc,
    ...changes,
  });
}

/** A load balancer with one listener; returns the target group's ARN. */
export function behindLoadBalancer(driven: DrivenWorld, healthCheck: Json = {}): string {
  const first = <T>(output: Json, list: string): T => (output[list] as T[])[0] as T;
  const loadBalancer = driven.call('CreateLoadBalancer', { Name: 'lb', Subnets: ['subnet-1', 'subnet-2'] });
  const { LoadBalancerArn } = first<{ LoadBalancerArn: string }>(loadBalancer, 'LoadBalancers');
  const group = driven.call('CreateTargetGroup', {
    Name: 'tg',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    ...healthCheck,
  });
  const { TargetGroupArn } = first<{ TargetGroupArn: string }>(group, 'TargetGroups');
  driven.call('CreateListener', {
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: 80,
    DefaultActions: [{ Type: 'forward', TargetGroupArn }],
  });
  return TargetGroupArn;
}
