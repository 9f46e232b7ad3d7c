// What the `valueFrom` of a container's secret leads to: a secret of Secrets Manager (with a JSON key, a version stage or a version id behind
// its ARN) or a parameter of Parameter Store.

import type { Secret } from './secrets-state.ts';
import type { World } from './world.ts';

/** Undefined when there is no such thing, which keeps a task from starting. */
export function secretValue(world: World, valueFrom: string): string | undefined {
  return valueFrom.includes(':secretsmanager:') ? valueOfSecret(world, valueFrom) : valueOfParameter(world, valueFrom);
}

/** By ARN, by ARN without AWS's six characters, or by name. */
export function findSecret({ secretsmanager }: World, id: string): Secret | undefined {
  return (
    secretsmanager.secrets[id] ??
    Object.values(secretsmanager.secrets).find(({ arn, name }) => name === id || arn.slice(0, -7) === id)
  );
}

/** A secret as CreateSecret makes it; `id` is that of its first version. */
export function newSecret(facts: { arn: string; name: string; at: number; id: string; value?: string }): Secret {
  const { arn, name, at, id, value } = facts;
  return {
    arn,
    name,
    createdDate: at,
    lastChangedDate: at,
    versions: value === undefined ? {} : { [id]: { value, stages: ['AWSCURRENT'], createdDate: at } },
    tags: [],
  };
}

/** What was there before the test or the demo begins, by `valueFrom`. */
export function putSecretValues(world: World, values: Readonly<Record<string, string>>): void {
  for (const [valueFrom, value] of Object.entries(values)) {
    if (valueFrom.includes(':secretsmanager:')) putSecret(world, valueFrom, value);
    else putParameter(world, valueFrom, value);
  }
}

function putSecret(world: World, valueFrom: string, value: string): void {
  const { arn, key } = partsOf(valueFrom);
  const known = Object.values(world.secretsmanager.secrets[arn]?.versions ?? {})[0]?.value;
  const whole = key === '' ? value : JSON.stringify({ ...(JSON.parse(known ?? '{}') as object), [key]: value });
  const name = arn.slice(arn.indexOf(':secret:') + ':secret:'.length).replace(/-[A-Za-z0-9]{6}$/, '');
  world.secretsmanager.secrets[arn] = newSecret({ arn, name, at: world.now, id: 'first', value: whole });
}

function putParameter(world: World, valueFrom: string, value: string): void {
  const name = nameOf(valueFrom);
  world.ssm.parameters[name] = { name, type: 'SecureString', value, version: 1, lastModifiedDate: world.now };
}

function valueOfSecret(world: World, valueFrom: string): string | undefined {
  const { arn, key, stage, version } = partsOf(valueFrom);
  const secret = findSecret(world, arn);
  if (secret === undefined || secret.deletedDate !== undefined) return undefined;
  const wanted = stage === '' ? 'AWSCURRENT' : stage;
  const value =
    version === ''
      ? Object.values(secret.versions).find(({ stages }) => stages.includes(wanted))?.value
      : secret.versions[version]?.value;
  if (key === '' || value === undefined) return value;
  const member = (JSON.parse(value) as Readonly<Record<string, unknown>>)[key];
  return member === undefined ? undefined : String(member);
}

function partsOf(valueFrom: string): { arn: string; key: string; stage: string; version: string } {
  const parts = valueFrom.split(':');
  const [key = '', stage = '', version = ''] = parts.slice(7);
  return { arn: parts.slice(0, 7).join(':'), key, stage, version };
}

function valueOfParameter({ ssm }: World, valueFrom: string): string | undefined {
  const name = nameOf(valueFrom);
  return (ssm.parameters[name] ?? (valueFrom.startsWith('arn:') ? ssm.parameters[`/${name}`] : undefined))?.value;
}

/** An ARN has the slash that a name may begin with only once. */
function nameOf(valueFrom: string): string {
  if (!valueFrom.startsWith('arn:')) return valueFrom;
  const path = valueFrom.slice(valueFrom.indexOf(':parameter/') + ':parameter/'.length);
  return path.includes('/') ? `/${path}` : path;
}
