// Secrets: made, given a value, shown without it, deleted after a while. Nobody here reads a value but the tasks of ECS.

import type {
  CreateSecretRequest,
  DeleteSecretRequest,
  DescribeSecretRequest,
  PutSecretValueRequest,
  RestoreSecretRequest,
} from '@aws-sdk/client-secrets-manager';
import { nextOpaqueId, nextUuid } from '../../control-plane/identifiers.ts';
import { findSecret, newSecret } from '../../control-plane/secret-values.ts';
import type { Secret } from '../../control-plane/secrets-state.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json, type Operation } from '../operation.ts';

export const secretsManagerOperations: Record<string, Operation> = {
  CreateSecret: createSecret,
  DeleteSecret: deleteSecret,
  DescribeSecret: describeSecret,
  PutSecretValue: putSecretValue,
  RestoreSecret: restoreSecret,
};

const DAY = 24 * 60 * 60_000;
/** API reference of DeleteSecret: 7 to 30 days, 30 where nobody says. */
const RECOVERY_DAYS = 30;

function createSecret(draft: World, input: Json): Json {
  const { Name: name = '', SecretString, SecretBinary, Description, Tags } = input as Partial<CreateSecretRequest>;
  if (SecretBinary !== undefined) throw notImplemented('A binary secret');
  if (Object.values(draft.secretsmanager.secrets).some((secret) => secret.name === name)) {
    throw new AwsError('ResourceExistsException', `The operation failed because the secret ${name} already exists.`);
  }
  const suffix = nextOpaqueId(draft)
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, 6);
  const arn = `arn:aws:secretsmanager:${draft.region}:${draft.account}:secret:${name}-${suffix}`;
  const id = nextUuid(draft);
  const value = SecretString === undefined ? {} : { value: SecretString };
  draft.secretsmanager.secrets[arn] = {
    ...newSecret({ arn, name, at: draft.now, id, ...value }),
    ...(Description === undefined ? {} : { description: Description }),
    tags: (Tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value })),
  };
  return { ARN: arn, Name: name, ...(SecretString === undefined ? {} : { VersionId: id }) };
}

function putSecretValue(draft: World, input: Json): Json {
  const { SecretId, SecretString, VersionStages = ['AWSCURRENT'] } = input as Partial<PutSecretValueRequest>;
  if (SecretString === undefined) throw notImplemented('A binary secret');
  const secret = livingSecret(draft, SecretId);
  const before = Object.values(secret.versions).find(({ stages }) => stages.includes('AWSCURRENT'));
  for (const version of Object.values(secret.versions)) {
    version.stages = version.stages.filter((stage) => !VersionStages.includes(stage));
    if (VersionStages.includes('AWSCURRENT') && version !== before)
      version.stages = version.stages.filter((stage) => stage !== 'AWSPREVIOUS');
  }
  if (before !== undefined && VersionStages.includes('AWSCURRENT')) before.stages.push('AWSPREVIOUS');
  const id = nextUuid(draft);
  secret.versions[id] = { value: SecretString, stages: [...VersionStages], createdDate: draft.now };
  secret.lastChangedDate = draft.now;
  return { ARN: secret.arn, Name: secret.name, VersionId: id, VersionStages };
}

/** Answers for one that is to be deleted, too. */
function describeSecret(world: World, input: Json): Json {
  const { SecretId } = input as Partial<DescribeSecretRequest>;
  const { arn, name, description, createdDate, lastChangedDate, deletedDate, versions, tags } = secretOf(
    world,
    SecretId,
  );
  const staged = Object.entries(versions).filter(([, { stages }]) => stages.length > 0);
  return {
    ARN: arn,
    Name: name,
    ...(description === undefined ? {} : { Description: description }),
    LastChangedDate: lastChangedDate,
    ...(deletedDate === undefined ? {} : { DeletedDate: deletedDate }),
    ...(tags.length === 0 ? {} : { Tags: tags }),
    ...(staged.length === 0
      ? {}
      : { VersionIdsToStages: Object.fromEntries(staged.map(([id, { stages }]) => [id, stages])) }),
    CreatedDate: createdDate,
  };
}

function deleteSecret(draft: World, input: Json): Json {
  const { SecretId, RecoveryWindowInDays, ForceDeleteWithoutRecovery } = input as Partial<DeleteSecretRequest>;
  const secret = livingSecret(draft, SecretId);
  const days = ForceDeleteWithoutRecovery ? 0 : (RecoveryWindowInDays ?? RECOVERY_DAYS);
  secret.deletedDate = draft.now;
  if (days === 0) delete draft.secretsmanager.secrets[secret.arn];
  return { ARN: secret.arn, Name: secret.name, DeletionDate: draft.now + days * DAY };
}

function restoreSecret(draft: World, input: Json): Json {
  const { SecretId } = input as Partial<RestoreSecretRequest>;
  const secret = secretOf(draft, SecretId);
  delete secret.deletedDate;
  return { ARN: secret.arn, Name: secret.name };
}

function secretOf(world: World, id = ''): Secret {
  const secret = findSecret(world, id);
  if (secret === undefined)
    throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  return secret;
}

function livingSecret(world: World, id: string | undefined): Secret {
  const secret = secretOf(world, id);
  if (secret.deletedDate === undefined) return secret;
  throw new AwsError(
    'InvalidRequestException',
    "You can't perform this operation on the secret because it was marked for deletion.",
  );
}
