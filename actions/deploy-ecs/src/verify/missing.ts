// What is named and is not there → a finding that says where it is named, and what to do.

import { suggestion } from '../../../../lib/core/near-names.ts';
import type { Presence, SecretFacts } from '../../../../lib/core/presence.ts';
import { open } from '../../../../lib/core/sentence.ts';
import { shellWord } from '../../../../lib/core/shell-word.ts';
import type { Finding } from './findings.ts';
import type { LogGroupReference, ParameterReference, SecretReference } from './references.ts';

export function secretFindings(reference: SecretReference, found: Presence<SecretFacts>): Finding[] {
  const { id, where, stage } = reference;
  switch (found.kind) {
    case 'unknown':
      return [notice(`${where}: whether ${id} exists is not known: ${found.why}`)];
    case 'missing':
      return [
        problem(
          `${where}: Secrets Manager has no secret ${id}, so no task can start. Create it, or correct the reference (its ARN ends in six characters of AWS's own)`,
        ),
      ];
    case 'there':
      if (found.isDeleted)
        return [
          problem(
            `${where}: the secret ${id} is scheduled for deletion and gives no value. Bring it back: aws secretsmanager restore-secret --secret-id ${shellWord(id)}`,
          ),
        ];
      if (stage === undefined || found.stages.includes(stage)) return [];
      return [
        problem(
          found.stages.length === 0
            ? `${where}: the secret ${id} has no value yet, so no task can start. Give it one: aws secretsmanager put-secret-value --secret-id ${shellWord(id)} …`
            : `${where}: the secret ${id} has no version with the stage "${stage}".${suggestion(stage, found.stages)}`,
        ),
      ];
  }
}

/**
 * Whether another account's secret is there, only a policy of its own lets us see, and tasks read it with another role than the one that asks here:
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples_cross.html
 */
export function seenFrom(
  ownAccount: string,
  { account = ownAccount }: SecretReference,
  found: Presence<SecretFacts>,
): Presence<SecretFacts> {
  return found.kind === 'missing' && account !== ownAccount
    ? { kind: 'unknown', why: `it is of account ${account}, which need not let this role see it` }
    : found;
}

export function parameterFindings(reference: ParameterReference, found: Presence): Finding[] {
  const { written, where } = reference;
  switch (found.kind) {
    case 'unknown':
      return [notice(`${where}: whether the parameter ${written} exists is not known: ${found.why}`)];
    case 'missing':
      return [
        problem(
          `${where}: Parameter Store has no parameter ${written}, so no task can start. Create it, or correct the reference; names are told apart by case`,
        ),
      ];
    case 'there':
      return [];
  }
}

export function logGroupFindings(reference: LogGroupReference, found: Presence): Finding[] {
  const { name, where, region } = reference;
  const place = region === undefined ? '' : ` in ${region}`;
  switch (found.kind) {
    case 'unknown':
      return [notice(`${where}: whether the log group "${name}" exists${place} is not known: ${found.why}`)];
    case 'missing':
      return [
        problem(
          `${where}: there is no log group "${name}"${place}, so no task can start.${suggestion(name, found.near)} Create it: aws logs create-log-group --log-group-name ${shellWord(name)}${region === undefined ? '' : ` --region ${region}`}`,
        ),
      ];
    case 'there':
      return [];
  }
}

/** The driver makes it when the first task starts, if the task execution role lets it. */
export function madeByDriver({ name, where }: LogGroupReference): Finding {
  return notice(
    `${where}: the log group "${name}" is made by the log driver (awslogs-create-group), which needs logs:CreateLogGroup on the task execution role`,
  );
}

function problem(text: string): Finding {
  return { kind: 'problem', text };
}

function notice(text: string): Finding {
  return { kind: 'notice', text: open(text) };
}
