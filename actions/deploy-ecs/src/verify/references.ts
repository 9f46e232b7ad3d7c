// What a task definition names outside of itself, and that has to be there before a task can start: secrets, parameters, log groups.

import { parseArn } from '../../../../lib/core/arn.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, isRaw, rawOf } from '../../../../lib/core/task-definition.ts';

interface Place {
  /** absent: where the service is */
  readonly region?: string;
  /** absent: whose the service is */
  readonly account?: string;
}

export interface SecretReference extends Place {
  readonly kind: 'secret';
  /** ARN without the JSON key and what follows it, or a name */
  readonly id: string;
  /** version stage that is asked for; absent where a version is named by its id, which nobody can list */
  readonly stage?: string;
  /** for example `container "app": secret DB_URL` */
  readonly where: string;
}

export interface ParameterReference extends Place {
  readonly kind: 'parameter';
  /** as it is written */
  readonly written: string;
  /** Names that it may have: an ARN leaves the slash away that a name may begin with. */
  readonly names: readonly string[];
  readonly where: string;
}

export interface LogGroupReference extends Place {
  readonly kind: 'log-group';
  readonly name: string;
  /** the driver makes it where it is not there */
  readonly madeByDriver: boolean;
  readonly where: string;
}

export type Reference = SecretReference | ParameterReference | LogGroupReference;

export function referencesOf(definition: Raw): Reference[] {
  return containersOf(definition).flatMap((container) => {
    const where = `container "${String(container.name)}"`;
    const log = rawOf(container.logConfiguration);
    const login = isRaw(container.repositoryCredentials)
      ? container.repositoryCredentials.credentialsParameter
      : undefined;
    return [
      ...valuesFrom(container.secrets, `${where}: secret`),
      ...valuesFrom(log.secretOptions, `${where}: secret option`),
      // By its ARN or its name, always of Secrets Manager.
      ...(typeof login === 'string' ? [secretOf(login, `${where}: repositoryCredentials`)] : []),
      ...logGroupOf(log, where),
    ];
  });
}

function valuesFrom(list: unknown, where: string): Reference[] {
  return (Array.isArray(list) ? list.filter(isRaw) : []).flatMap(({ name, valueFrom }): Reference[] => {
    if (typeof valueFrom !== 'string' || valueFrom === '') return [];
    const place = `${where} ${String(name)}`;
    const service = parseArn(valueFrom)?.service;
    if (service === 'secretsmanager') return [secretOf(valueFrom, place)];
    if (service === 'ssm' || service === undefined) return [parameterOf(valueFrom, place)];
    return [];
  });
}

/** `arn:aws:secretsmanager:region:account:secret:name:json-key:version-stage:version-id`, where the last three may be empty or absent. */
function secretOf(text: string, where: string): SecretReference {
  const arn = parseArn(text);
  if (arn === undefined) return { kind: 'secret', id: text, stage: CURRENT, where };
  const [type = '', name = '', , stage = '', version = ''] = arn.resource.split(':');
  return {
    kind: 'secret',
    id: `arn:${arn.partition}:secretsmanager:${arn.region}:${arn.account}:${type}:${name}`,
    where,
    region: arn.region,
    account: arn.account,
    ...(version === '' ? { stage: stage === '' ? CURRENT : stage } : {}),
  };
}

/** What Secrets Manager calls the version that is meant where none is named. */
const CURRENT = 'AWSCURRENT';

function parameterOf(written: string, where: string): ParameterReference {
  const arn = parseArn(written);
  if (arn === undefined) return { kind: 'parameter', written, names: [unversioned(written)], where };
  const path = unversioned(arn.resource.replace(/^parameter\//, ''));
  return {
    kind: 'parameter',
    written,
    names: path.includes('/') ? [`/${path}`] : [path, `/${path}`],
    where,
    region: arn.region,
    account: arn.account,
  };
}

/** A version or a label stands behind a colon, which no name has. */
function unversioned(name: string): string {
  return name.replace(/:.*$/, '');
}

function logGroupOf({ logDriver, options }: Raw, where: string): LogGroupReference[] {
  if (logDriver !== 'awslogs' || !isRaw(options)) return [];
  const { 'awslogs-group': name, 'awslogs-region': region, 'awslogs-create-group': creates } = options;
  if (typeof name !== 'string') return [];
  return [
    {
      kind: 'log-group',
      name,
      madeByDriver: creates === 'true',
      where,
      ...(typeof region === 'string' ? { region } : {}),
    },
  ];
}
