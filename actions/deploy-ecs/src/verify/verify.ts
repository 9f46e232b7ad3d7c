// The checks before anything is touched: what they need is read side by side, and everything that was found is told at once.

import type { AwsApi, CallOptions } from '../../../../lib/aws/api.ts';
import { existingParameters, logGroupPresence, secretPresence } from '../../../../lib/aws/presence.ts';
import { parseArn } from '../../../../lib/core/arn.ts';
import type { Presence } from '../../../../lib/core/presence.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { isInCharge } from '../history/history.ts';
import type { Situation } from '../plan.ts';
import { checkAlarms } from './check-alarms.ts';
import { checkPlatforms } from './check-platform.ts';
import { checkTraffic } from './check-traffic.ts';
import type { Finding } from './findings.ts';
import { logGroupFindings, madeByDriver, parameterFindings, secretFindings, seenFrom } from './missing.ts';
import { type LogGroupReference, type ParameterReference, referencesOf, type SecretReference } from './references.ts';
import { roomFindings } from './room.ts';
import { settingFindings } from './settings.ts';

export interface Checked {
  /** with the settings that go with it */
  readonly situation: Situation;
  /** what is to be deployed */
  readonly definition: Raw;
  /** names of the alarms that this run sets */
  readonly alarms: readonly string[];
}

/** Whether what a definition names is there. It changes nothing, and reads no value of a secret. */
export async function definitionFindings(api: AwsApi, { situation, definition }: Checked): Promise<Finding[]> {
  const named = referencesOf(definition);
  const of = <K extends (typeof named)[number]['kind']>(kind: K) =>
    named.filter((reference): reference is Extract<(typeof named)[number], { kind: K }> => reference.kind === kind);
  const ownAccount = parseArn(situation.service.arn)?.account ?? '';
  const read = await Promise.all([
    checkSecrets(api, of('secret'), ownAccount),
    checkParameters(api, of('parameter'), ownAccount),
    checkLogGroups(api, of('log-group')),
  ]);
  return read.flat();
}

/** Whether the service can be deployed to as it stands, which another deployment may change. */
export async function serviceFindings(api: AwsApi, { situation, definition, alarms }: Checked): Promise<Finding[]> {
  const { service } = situation;
  const read = await Promise.all([
    checkPlatforms(api, situation, definition),
    checkTraffic(api, situation),
    checkAlarms(api, service, alarms),
  ]);
  return [...roomFindings(service, hasSettled(situation)), ...read.flat(), ...settingFindings(service, definition)];
}

function hasSettled({ service, deployments: [newest] }: Situation): boolean {
  return newest?.status === 'SUCCESSFUL' && isInCharge(service, newest.targetRevisionArn);
}

async function checkSecrets(
  api: AwsApi,
  references: readonly SecretReference[],
  ownAccount: string,
): Promise<Finding[]> {
  const ask = onceFor((id: string, { region }: SecretReference) => secretPresence(api, id, inRegion(region)));
  const found = references.map(async (reference) =>
    secretFindings(reference, seenFrom(ownAccount, reference, await ask(reference.id, reference))),
  );
  return (await Promise.all(found)).flat();
}

async function checkLogGroups(api: AwsApi, references: readonly LogGroupReference[]): Promise<Finding[]> {
  const ask = onceFor((_key: string, { name, region }: LogGroupReference) =>
    logGroupPresence(api, name, inRegion(region)),
  );
  const found = references.map(async (reference) =>
    reference.madeByDriver
      ? [madeByDriver(reference)]
      : logGroupFindings(reference, await ask(`${reference.region} ${reference.name}`, reference)),
  );
  return (await Promise.all(found)).flat();
}

/** All of a region are asked for together. */
async function checkParameters(
  api: AwsApi,
  references: readonly ParameterReference[],
  ownAccount: string,
): Promise<Finding[]> {
  const foreign = references.filter(({ account = ownAccount }) => account !== ownAccount);
  // References to secrets and AWS's own public parameters can be read, and are listed nowhere (AWS: "Referencing Secrets Manager secrets from Parameter Store").
  const unlisted = references.filter(
    (reference) => !foreign.includes(reference) && reference.names.some((name) => name.startsWith('/aws/')),
  );
  const own = references.filter((reference) => !foreign.includes(reference) && !unlisted.includes(reference));
  const found = [...Map.groupBy(own, ({ region }) => region)].map(async ([region, group]) => {
    const names = [...new Set(group.flatMap((reference) => reference.names))];
    const existing = await existingParameters(api, names, inRegion(region));
    return group.flatMap((reference) => parameterFindings(reference, presenceOf(reference, existing)));
  });
  return [
    ...(await Promise.all(found)).flat(),
    ...foreign.flatMap((reference) =>
      parameterFindings(reference, { kind: 'unknown', why: "it is another account's" }),
    ),
    ...unlisted.flatMap((reference) =>
      parameterFindings(reference, { kind: 'unknown', why: 'AWS lists no names that begin with /aws/' }),
    ),
  ];
}

function presenceOf(
  { names }: ParameterReference,
  existing: Presence<{ readonly names: ReadonlySet<string> }>,
): Presence {
  if (existing.kind !== 'there') return existing;
  return names.some((name) => existing.names.has(name)) ? { kind: 'there' } : { kind: 'missing', near: [] };
}

function inRegion(region: string | undefined): CallOptions {
  return region === undefined ? {} : { region };
}

/** What several containers name is asked for once. */
function onceFor<Subject, Found>(
  ask: (key: string, subject: Subject) => Promise<Found>,
): (key: string, subject: Subject) => Promise<Found> {
  const asked = new Map<string, Promise<Found>>();
  return (key, subject) => {
    const known = asked.get(key) ?? ask(key, subject);
    asked.set(key, known);
    return known;
  };
}
