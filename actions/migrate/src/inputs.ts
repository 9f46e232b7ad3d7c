// From inputs to a MigrateRequest, once and for all: behind this file no text is parsed and no default is chosen.

import { parseCommand, parseWords } from '../../../lib/core/command-line.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import type { KeyValue } from '../../../lib/core/key-values.ts';
import { type RequestedImage, readImages } from '../../../lib/core/requested-images.ts';
import type { ServiceRef } from '../../../lib/core/snapshots.ts';
import { CLUSTER_OUTPUTS, SERVICE_OUTPUTS } from '../../../lib/core/terraform-names.ts';

const LAUNCH_TYPES = ['FARGATE', 'EC2', 'EXTERNAL', 'MANAGED_INSTANCES'] as const;

export interface CapacityProvider {
  readonly capacityProvider: string;
  readonly weight: number;
  readonly base?: number;
}

/** What RunTask is told otherwise than the service has it; absent members are taken from the service. */
export interface RunSettings {
  readonly subnets?: readonly string[];
  readonly securityGroups?: readonly string[];
  readonly assignPublicIp?: 'ENABLED' | 'DISABLED';
  readonly launchType?: (typeof LAUNCH_TYPES)[number];
  readonly capacityProviders?: readonly CapacityProvider[];
  readonly platformVersion?: string;
  readonly cpu?: number;
  readonly memory?: number;
  readonly ephemeralStorageGiB?: number;
  readonly taskRole?: string;
  readonly executionRole?: string;
  readonly tags: readonly KeyValue[];
}

export interface Limits {
  readonly timeoutMs: number;
  readonly pollIntervalMs: number;
  readonly onConcurrent: 'wait' | 'fail';
  readonly onCancel: 'leave' | 'stop';
}

export interface MigrateRequest {
  readonly target: ServiceRef;
  /** absent: picked by rule */
  readonly container?: string;
  readonly images: readonly RequestedImage[];
  readonly command: readonly string[];
  readonly entryPoint?: readonly string[];
  readonly environment: readonly KeyValue[];
  /** absent: `<the service's family>-migrate` */
  readonly family?: string;
  readonly settings: RunSettings;
  readonly limits: Limits;
  readonly dryRun: boolean;
}

/** Throws one UserError with every problem. */
export function parseInputs(reader: InputReader): MigrateRequest {
  const request: MigrateRequest = {
    target: {
      cluster: reader.required('cluster', { terraform: CLUSTER_OUTPUTS }),
      service: reader.required('service', { terraform: SERVICE_OUTPUTS }),
    },
    images: readImages(reader),
    command: readCommand(reader),
    environment: reader.keyValues('environment'),
    settings: readSettings(reader),
    limits: {
      timeoutMs: reader.duration('timeout', { min: 1 }) ?? 30 * 60_000,
      pollIntervalMs: reader.duration('poll-interval', { min: 1 }) ?? 5_000,
      onConcurrent: reader.choice('on-concurrent', ['wait', 'fail'], 'wait'),
      onCancel: reader.choice('on-cancel', ['leave', 'stop'], 'leave'),
    },
    dryRun: reader.boolean('dry-run', false),
    ...present('container', reader.text('container')),
    ...present('entryPoint', readEntryPoint(reader)),
    ...present('family', readFamily(reader)),
  };
  if (request.target.service.includes('\n'))
    reader.problem('service', 'is one service: the one whose settings are taken over');
  // Without it the step would run what serves now: a green migration of the old release, when an output was empty.
  if (request.images.length === 0 && !reader.isGiven('image'))
    reader.problem(
      'image',
      'is required: the image whose migrations are to run; is the output that it comes from empty?',
    );
  reader.finish();
  return request;
}

function readCommand(reader: InputReader): readonly string[] {
  const text = reader.required('command');
  if (text === '') return [];
  try {
    return parseCommand(text);
  } catch (error) {
    reader.problem('command', `starts with [ and so ${messageOf(error)}`);
    return [];
  }
}

function readEntryPoint(reader: InputReader): readonly string[] | undefined {
  const text = reader.text('entry-point');
  if (text === undefined) return undefined;
  try {
    return parseWords(text);
  } catch (error) {
    reader.problem('entry-point', messageOf(error));
    return undefined;
  }
}

function readFamily(reader: InputReader): string | undefined {
  const family = reader.text('family');
  if (family !== undefined && !/^[A-Za-z0-9_-]{1,255}$/.test(family))
    reader.problem('family', `"${family}" is not allowed; allowed: up to 255 letters, digits, - and _`);
  return family;
}

function readSettings(reader: InputReader): RunSettings {
  const subnets = readIds(reader, 'subnets');
  const securityGroups = readIds(reader, 'security-groups');
  const launchType =
    reader.text('launch-type') !== undefined ? reader.choice('launch-type', LAUNCH_TYPES, 'FARGATE') : undefined;
  const capacityProviders = readCapacityProviders(reader);
  if (launchType !== undefined && capacityProviders !== undefined)
    reader.problem('launch-type', 'goes not together with capacity-provider-strategy: ECS takes one of the two');
  return {
    tags: reader.keyValues('tags'),
    ...present('subnets', subnets),
    ...present('securityGroups', securityGroups),
    ...present(
      'assignPublicIp',
      reader.text('assign-public-ip') !== undefined
        ? reader.choice('assign-public-ip', ['ENABLED', 'DISABLED'], 'DISABLED')
        : undefined,
    ),
    ...present('launchType', launchType),
    ...present('capacityProviders', capacityProviders),
    ...present('platformVersion', reader.text('platform-version')),
    ...present('cpu', reader.integer('cpu', { min: 128, max: 196_608 })),
    ...present('memory', reader.integer('memory', { min: 4, max: 4_000_000 })),
    ...present('ephemeralStorageGiB', reader.integer('ephemeral-storage', { min: 21, max: 200 })),
    ...present('taskRole', reader.text('task-role')),
    ...present('executionRole', reader.text('execution-role')),
  };
}

/** One a line, or divided by commas as people copy them from a console; also a JSON list, as Terraform writes one. */
function readIds(reader: InputReader, name: 'subnets' | 'security-groups'): readonly string[] | undefined {
  const prefix = name === 'subnets' ? 'subnet-' : 'sg-';
  const ids = reader
    .list(name)
    .flatMap((line) => line.replace(/^\[|\]$/g, '').split(','))
    .map((item) => item.trim().replace(/^"(.*)"$/, '$1'))
    .filter((item) => item !== '');
  for (const id of ids)
    if (!id.startsWith(prefix)) reader.problem(name, `"${id}" is not allowed; allowed: ids such as ${prefix}0a1b2c3d`);
  return ids.length === 0 ? undefined : ids;
}

function readCapacityProviders(reader: InputReader): readonly CapacityProvider[] | undefined {
  const lines = reader.list('capacity-provider-strategy');
  if (lines.length === 0) return undefined;
  return lines.flatMap((line): CapacityProvider[] => {
    const match = /^([A-Za-z0-9_-]+)(?:=(\d{1,4})(?:,(\d{1,6}))?)?$/.exec(line);
    const [, name, weight, base] = match ?? [];
    if (name === undefined) {
      reader.problem(
        'capacity-provider-strategy',
        `"${line}" is not allowed; allowed: provider, provider=weight or provider=weight,base`,
      );
      return [];
    }
    if (name === 'FARGATE_SPOT') {
      reader.problem(
        'capacity-provider-strategy',
        'FARGATE_SPOT is not allowed: it may take the task away in the middle of a migration; give FARGATE',
      );
    }
    return [
      { capacityProvider: name, weight: Number(weight ?? 1), ...(base === undefined ? {} : { base: Number(base) }) },
    ];
  });
}

/** A member only where there is a value: absent means "as the service has it". */
function present<K extends string, T>(name: K, value: T | undefined): { [P in K]?: T } {
  return (value === undefined ? {} : { [name]: value }) as { [P in K]?: T };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
