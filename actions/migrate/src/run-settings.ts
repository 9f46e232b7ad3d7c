// Where and how the task runs: the service's settings, with the request's in their place, and never on Spot. The words of RunTask.

import type { Raw } from '../../../lib/core/snapshots.ts';
import { isRaw, rawOf } from '../../../lib/core/task-definition.ts';
import type { RunSettings } from './inputs.ts';

export interface RunPlan {
  /** members of RunTask, without cluster, task definition and names of the run */
  readonly input: Raw;
  /** sentences about where each setting comes from */
  readonly notes: readonly string[];
  readonly problems: readonly string[];
}

export function planRun(service: Raw, definition: Raw, settings: RunSettings): RunPlan {
  const source = inCharge(service);
  const network = planNetwork(source, definition, settings);
  const capacity = planCapacity(source, settings);
  const fargate = isFargate(capacity.input);
  const platform = settings.platformVersion ?? (fargate ? textOf(source.platformVersion) : undefined);
  const overrides = taskOverrides(settings);
  return {
    input: {
      ...network.input,
      ...capacity.input,
      ...(platform === undefined ? {} : { platformVersion: platform }),
      // Fargate takes neither constraints nor strategies; a service on Fargate has none.
      ...nonEmpty('placementConstraints', fargate ? [] : source.placementConstraints),
      ...nonEmpty('placementStrategy', fargate ? [] : source.placementStrategy),
      ...(source.enableECSManagedTags === true || service.enableECSManagedTags === true
        ? { enableECSManagedTags: true }
        : {}),
      ...nonEmpty('volumeConfigurations', volumesOf(service)),
      ...nonEmpty(
        'tags',
        settings.tags.map(({ name, value }) => ({ key: name, value })),
      ),
      ...(Object.keys(overrides).length === 0 ? {} : { overrides }),
    },
    notes: [...network.notes, ...capacity.notes, ...(platform === undefined ? [] : [`platform version ${platform}`])],
    problems: network.problems,
  };
}

/** A service under CodeDeploy or an external controller keeps its settings in its primary task set. */
export function inCharge(service: Raw): Raw {
  const sets = Array.isArray(service.taskSets) ? service.taskSets.filter(isRaw) : [];
  return sets.find(({ status }) => status === 'PRIMARY') ?? service;
}

function planNetwork(source: Raw, definition: Raw, settings: RunSettings): RunPlan {
  const { subnets, securityGroups, assignPublicIp } = settings;
  const given = { subnets, 'security-groups': securityGroups, 'assign-public-ip': assignPublicIp };
  const names = Object.entries(given).filter(([, value]) => value !== undefined);
  if (definition.networkMode !== 'awsvpc') {
    const mode = textOf(definition.networkMode) ?? 'bridge';
    const problems = names.map(
      ([name]) =>
        `${name}: goes only with tasks in awsvpc mode; the service's task definition has network mode "${mode}"`,
    );
    return { input: {}, notes: [`network mode ${mode}`], problems };
  }
  const configuration = rawOf(source.networkConfiguration);
  const awsvpc = {
    ...rawOf(configuration.awsvpcConfiguration),
    ...(subnets === undefined ? {} : { subnets }),
    ...(securityGroups === undefined ? {} : { securityGroups }),
    ...(assignPublicIp === undefined ? {} : { assignPublicIp }),
  } as Raw;
  if (!Array.isArray(awsvpc.subnets) || awsvpc.subnets.length === 0)
    return { input: {}, notes: [], problems: ['subnets: the service has none to take over; give them'] };
  const groups = Array.isArray(awsvpc.securityGroups) ? awsvpc.securityGroups : [];
  const origin = names.length === 0 ? 'as the service has it' : `${names.map(([name]) => name).join(', ')} given`;
  return {
    input: { networkConfiguration: { ...configuration, awsvpcConfiguration: awsvpc } },
    notes: [
      `network: ${awsvpc.subnets.join(', ')}; ${groups.length === 0 ? 'default security group' : groups.join(', ')}; public IP ${textOf(awsvpc.assignPublicIp) ?? 'DISABLED'} (${origin})`,
    ],
    problems: [],
  };
}

function planCapacity(source: Raw, settings: RunSettings): { input: Raw; notes: readonly string[] } {
  if (settings.launchType !== undefined)
    return { input: { launchType: settings.launchType }, notes: [`launch type ${settings.launchType} (given)`] };
  if (settings.capacityProviders !== undefined) {
    const strategy = settings.capacityProviders;
    return { input: { capacityProviderStrategy: strategy }, notes: [`${describeStrategy(strategy)} (given)`] };
  }
  const strategy = Array.isArray(source.capacityProviderStrategy) ? source.capacityProviderStrategy.filter(isRaw) : [];
  if (strategy.length > 0) return withoutSpot(strategy);
  const launchType = textOf(source.launchType);
  return launchType === undefined
    ? { input: {}, notes: ["the cluster's default capacity providers"] }
    : { input: { launchType }, notes: [`launch type ${launchType} (as the service has it)`] };
}

/** A migration that is taken away in the middle is worse than one that costs a few cents more. */
function withoutSpot(strategy: readonly Raw[]): { input: Raw; notes: readonly string[] } {
  const kept = strategy.filter(({ capacityProvider }) => capacityProvider !== 'FARGATE_SPOT');
  if (kept.length === strategy.length)
    return {
      input: { capacityProviderStrategy: strategy },
      notes: [`${describeStrategy(strategy)} (as the service has it)`],
    };
  const why = 'FARGATE, where the service also uses FARGATE_SPOT, which may take a task away in the middle';
  const weighty = kept.filter(({ weight, base }) => Number(weight ?? 0) > 0 || Number(base ?? 0) > 0);
  // The launch type needs no capacity provider in the cluster, so it always works where FARGATE_SPOT does.
  return weighty.every(({ capacityProvider }) => capacityProvider === 'FARGATE')
    ? { input: { launchType: 'FARGATE' }, notes: [`launch type ${why}`] }
    : { input: { capacityProviderStrategy: weighty }, notes: [`${describeStrategy(weighty)}; never FARGATE_SPOT`] };
}

function describeStrategy(strategy: readonly { capacityProvider?: unknown; weight?: unknown }[]): string {
  return `capacity providers ${strategy.map(({ capacityProvider, weight }) => `${capacityProvider}=${weight ?? 0}`).join(', ')}`;
}

function isFargate(capacity: Raw): boolean {
  const strategy = Array.isArray(capacity.capacityProviderStrategy) ? capacity.capacityProviderStrategy : [];
  return (
    capacity.launchType === 'FARGATE' || strategy.some((item) => isRaw(item) && item.capacityProvider === 'FARGATE')
  );
}

/** They stand with the deployments, not with the service. */
function volumesOf(service: Raw): unknown {
  const deployments = Array.isArray(service.deployments) ? service.deployments.filter(isRaw) : [];
  return deployments.find(({ status }) => status === 'PRIMARY')?.volumeConfigurations;
}

function taskOverrides(settings: RunSettings): Raw {
  return {
    ...(settings.cpu === undefined ? {} : { cpu: String(settings.cpu) }),
    ...(settings.memory === undefined ? {} : { memory: String(settings.memory) }),
    ...(settings.ephemeralStorageGiB === undefined
      ? {}
      : { ephemeralStorage: { sizeInGiB: settings.ephemeralStorageGiB } }),
    ...(settings.taskRole === undefined ? {} : { taskRoleArn: settings.taskRole }),
    ...(settings.executionRole === undefined ? {} : { executionRoleArn: settings.executionRole }),
  };
}

function nonEmpty(name: string, value: unknown): Raw {
  return Array.isArray(value) && value.length > 0 ? { [name]: value } : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
