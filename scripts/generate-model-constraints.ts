// Writes simulator/protocols/model-constraints.json: for the operations that the local AWS implements, what AWS's models say about
// values beyond their type. Enum values come from the SDK clients' own type declarations, which know the newest; lengths, ranges and
// patterns come from botocore, where a Python on this machine has it. Only facts are taken, no prose.
//   npm run generate:constraints

import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { operations } from '../simulator/operations/index.ts';
import type { Constraint } from '../simulator/protocols/constraints.ts';
import { loadServiceModel, type Shape } from '../simulator/protocols/model.ts';
import { type ServiceName, services } from '../simulator/protocols/services.ts';

type Members = Record<string, Constraint>;

const packages: Readonly<Record<ServiceName, { readonly sdk: string; readonly botocore: string }>> = {
  ecs: { sdk: 'client-ecs', botocore: 'ecs' },
  ecr: { sdk: 'client-ecr', botocore: 'ecr' },
  elb: { sdk: 'client-elastic-load-balancing-v2', botocore: 'elbv2' },
  logs: { sdk: 'client-cloudwatch-logs', botocore: 'logs' },
  cloudwatch: { sdk: 'client-cloudwatch', botocore: 'cloudwatch' },
  secretsmanager: { sdk: 'client-secrets-manager', botocore: 'secretsmanager' },
  ssm: { sdk: 'client-ssm', botocore: 'ssm' },
  sts: { sdk: 'client-sts', botocore: 'sts' },
};

/** What the client's own documentation of a member names and its enum leaves out (client-ecs 3.1162.0); sorted into it. */
const documentedValues: Readonly<Record<string, readonly string[]>> = {
  ServiceDeploymentLifecycleStage: ['PRE_PRODUCTION_TRAFFIC_SHIFT'],
};

const root = new URL('..', import.meta.url).pathname;
const target = join(root, 'simulator/protocols/model-constraints.json');

const botocore = findBotocore();
if (botocore === undefined) {
  console.error(
    'No Python with botocore was found (pip install botocore): lengths, ranges and patterns cannot be read.',
  );
  process.exit(1);
}
const result: Record<string, Record<string, Members>> = {};
for (const service of Object.keys(services) as ServiceName[]) result[service] = await constraintsFor(service, botocore);
writeFileSync(target, `${JSON.stringify(result, null, 1)}\n`);
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', target], { stdio: 'ignore' });
console.log(`${target} written`);

async function constraintsFor(service: ServiceName, dataFolder: string): Promise<Record<string, Members>> {
  const structures = await reachableStructures(service);
  const enums = readEnums(packages[service].sdk);
  const botocoreShapes = readBotocore(dataFolder, packages[service].botocore);
  const found: Record<string, Members> = {};
  for (const name of [...structures].sort()) {
    const members = merge(fromBotocore(name, botocoreShapes), enums.get(name) ?? {});
    if (Object.keys(members).length > 0) found[name] = members;
  }
  return found;
}

/** Names of all structures that requests and answers of the implemented operations can hold. */
async function reachableStructures(service: ServiceName): Promise<Set<string>> {
  const model = await loadServiceModel(service);
  const names = new Set<string>();
  const visit = (shape: Shape): void => {
    if (shape.kind === 'list') visit(shape.item());
    if (shape.kind === 'map') visit(shape.value());
    if (shape.kind !== 'structure' || names.has(shape.name)) return;
    names.add(shape.name);
    for (const member of shape.members.values()) visit(member());
  };
  for (const name of Object.keys(operations[service])) {
    const operation = model.operations.get(name);
    if (operation === undefined) throw new Error(`${service} has no operation ${name}`);
    visit(operation.input);
    visit(operation.output);
  }
  return names;
}

// ------------------------------------------------------------------------------------------------- enum values, from the SDK

function readEnums(client: string): Map<string, Members> {
  const folder = join(root, 'node_modules/@aws-sdk', client, 'dist-types/models');
  const text = readdirSync(folder)
    .filter((file) => file.endsWith('.d.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\//g, '');
  const values = new Map<string, string[]>();
  for (const [, name = '', body = ''] of text.matchAll(/export declare const (\w+): \{([^}]*)\}/g)) {
    const declared = [...body.matchAll(/readonly [^:]+: "([^"]*)"/g)].map(([, value = '']) => value);
    const documented = documentedValues[name];
    values.set(name, documented === undefined ? declared : [...declared, ...documented].sort());
  }
  const structures = new Map<string, Members>();
  for (const [, name = '', body = ''] of text.matchAll(/export interface (\w+)(?: extends [^{]*)? \{([^}]*)\}/g)) {
    const members: Members = {};
    for (const [, member = '', type = ''] of body.matchAll(/^\s*(\w+)\??: ([^;]+);/gm)) {
      const constraint = enumOf(type.replace(/\s*\| undefined/g, '').trim(), values);
      if (constraint !== undefined) members[member] = constraint;
    }
    structures.set(name, members);
  }
  return structures;
}

function enumOf(type: string, values: ReadonlyMap<string, readonly string[]>): Constraint | undefined {
  const known = values.get(type);
  if (known !== undefined) return { enum: known };
  const item = /^\(?(\w+)\)?\[\]$/.exec(type)?.[1];
  const items = item === undefined ? undefined : values.get(item);
  if (items !== undefined) return { items: { enum: items } };
  const [, key, value] = /^(?:Partial<)?Record<(\w+), (\w+)>>?$/.exec(type) ?? [];
  const keys = values.get(key ?? '');
  const mapped = values.get(value ?? '');
  if (keys === undefined && mapped === undefined) return undefined;
  return {
    ...(keys !== undefined && { keys: { enum: keys } }),
    ...(mapped !== undefined && { values: { enum: mapped } }),
  };
}

// ----------------------------------------------------------------------------------- lengths, ranges, patterns, from botocore

interface BotocoreShape {
  readonly type: string;
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  readonly members?: Readonly<Record<string, { readonly shape: string }>>;
  readonly member?: { readonly shape: string };
  readonly key?: { readonly shape: string };
  readonly value?: { readonly shape: string };
}

type BotocoreShapes = Readonly<Record<string, BotocoreShape>>;

function findBotocore(): string | undefined {
  for (const python of ['python3', 'python']) {
    try {
      const program = 'import botocore, os; print(os.path.dirname(botocore.__file__))';
      return join(execFileSync(python, ['-c', program], { encoding: 'utf8', stdio: 'pipe' }).trim(), 'data');
    } catch {
      // The next one, then.
    }
  }
  return undefined;
}

function readBotocore(dataFolder: string, service: string): BotocoreShapes {
  const newest = readdirSync(join(dataFolder, service)).sort().at(-1) ?? '';
  const file = join(dataFolder, service, newest, 'service-2.json.gz');
  const model = JSON.parse(gunzipSync(readFileSync(file)).toString()) as { readonly shapes: BotocoreShapes };
  return model.shapes;
}

function fromBotocore(structure: string, shapes: BotocoreShapes): Members {
  const members: Members = {};
  for (const [name, { shape }] of Object.entries(shapes[structure]?.members ?? {})) {
    const constraint = limitsOf(shape, shapes);
    if (constraint !== undefined) members[name] = constraint;
  }
  return members;
}

function limitsOf(name: string, shapes: BotocoreShapes): Constraint | undefined {
  const shape = shapes[name];
  if (shape === undefined || shape.type === 'structure') return undefined;
  const items = shape.member === undefined ? undefined : limitsOf(shape.member.shape, shapes);
  const keys = shape.key === undefined ? undefined : limitsOf(shape.key.shape, shapes);
  const values = shape.value === undefined ? undefined : limitsOf(shape.value.shape, shapes);
  const constraint: Constraint = {
    ...(shape.min !== undefined && { min: shape.min }),
    ...(shape.max !== undefined && { max: shape.max }),
    ...(shape.pattern !== undefined && { pattern: shape.pattern }),
    ...(items !== undefined && { items }),
    ...(keys !== undefined && { keys }),
    ...(values !== undefined && { values }),
  };
  return Object.keys(constraint).length > 0 ? constraint : undefined;
}

function merge(limits: Members, enums: Members): Members {
  const merged: Members = { ...limits };
  for (const [name, constraint] of Object.entries(enums)) {
    const before = merged[name];
    const items = constraint.items === undefined ? before?.items : { ...before?.items, ...constraint.items };
    merged[name] = { ...before, ...constraint, ...(items !== undefined && { items }) };
  }
  return merged;
}
