// AWS's service models as botocore carries them: another reading of AWS than the schemas of the JavaScript SDK, from which the
// simulator takes its own.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { ServiceName } from '../../simulator/protocols/services.ts';

export interface BotocoreModel {
  readonly metadata: {
    readonly apiVersion: string;
    readonly protocol: string;
    readonly targetPrefix?: string;
    readonly jsonVersion?: string;
    readonly xmlNamespace?: string;
  };
  readonly operations: Readonly<Record<string, BotocoreOperation>>;
  readonly shapes: Readonly<Record<string, BotocoreShape>>;
}

export interface BotocoreOperation {
  readonly name: string;
  readonly input?: { readonly shape: string };
  /** absent where AWS answers nothing at all */
  readonly output?: { readonly shape: string; readonly resultWrapper?: string };
  readonly errors?: readonly { readonly shape: string }[];
}

export interface BotocoreShape {
  readonly type: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly required?: readonly string[];
  /** of a list */
  readonly member?: { readonly shape: string };
  /** of a map */
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
  readonly enum?: readonly string[];
  readonly document?: boolean;
  /** of an exception: its name and status on the wire, where AWS says them */
  readonly error?: { readonly code: string; readonly httpStatusCode: number };
  /** of an exception: the service's fault */
  readonly fault?: boolean;
}

const folders: Readonly<Record<ServiceName, string>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  elb: 'elbv2',
  logs: 'logs',
  cloudwatch: 'cloudwatch',
  secretsmanager: 'secretsmanager',
  ssm: 'ssm',
  sts: 'sts',
};

/** `program` is any program of the Python environment that holds botocore. */
export function loadBotocoreModels(program: string): Readonly<Record<ServiceName, BotocoreModel>> {
  const data = join(sitePackages(program), 'botocore/data');
  const load = (service: ServiceName) => loadNewest(join(data, folders[service]));
  return {
    ecs: load('ecs'),
    ecr: load('ecr'),
    elb: load('elb'),
    logs: load('logs'),
    cloudwatch: load('cloudwatch'),
    secretsmanager: load('secretsmanager'),
    ssm: load('ssm'),
    sts: load('sts'),
  };
}

/** The file of a waiter's delays and conditions, as botocore ships it. */
export function waitersFile(program: string, service: ServiceName): { readonly path: string; readonly text: string } {
  const folder = join(sitePackages(program), 'botocore/data', folders[service]);
  const path = join(folders[service], newest(folder), 'waiters-2.json');
  return { path, text: readFileSync(join(folder, newest(folder), 'waiters-2.json'), 'utf8') };
}

function sitePackages(program: string): string {
  const lib = join(dirname(program), '../lib');
  const python = readdirSync(lib).find((name) => name.startsWith('python3'));
  if (python === undefined) throw new Error(`No Python is in ${lib}.`);
  return join(lib, python, 'site-packages');
}

function loadNewest(folder: string): BotocoreModel {
  const packed = readFileSync(join(folder, newest(folder), 'service-2.json.gz'));
  return JSON.parse(gunzipSync(packed).toString('utf8')) as BotocoreModel;
}

function newest(folder: string): string {
  const version = readdirSync(folder).sort().at(-1);
  if (version === undefined) throw new Error(`botocore has no model in ${folder}.`);
  return version;
}
