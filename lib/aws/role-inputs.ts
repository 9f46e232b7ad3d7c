// role-to-assume and what belongs to it: the same inputs for every action that speaks to AWS, read beside the action's own. A post step reads no
// input, so main leaves them for it; they are no secrets.

import type { InputReader } from '../core/input-reader.ts';
import type { RoleRequest } from './role.ts';

export interface RoleSurroundings {
  readonly inputs: InputReader;
  readonly state: { save(name: string, value: string): void; read(name: string): string | undefined };
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** absent where the job may not have a token */
  readonly idToken?: (audience: string) => Promise<string>;
}

const NO_ID_TOKEN =
  'needs an OIDC token of GitHub, which this job may not have: give the job "permissions: id-token: write" (a reusable workflow\'s caller has to grant it as well; a pull request from a fork never has it), or leave role-to-assume out and use aws-actions/configure-aws-credentials';

const STATE = 'role';
const AUDIENCE = 'sts.amazonaws.com';
const LONGEST_NAME = 64;

/** `problem` is told to the reader as well, whose `finish` collects those of all inputs. */
export function readRole({
  inputs,
  state,
  environment,
  idToken,
}: RoleSurroundings): { readonly request: RoleRequest; readonly problem?: string } | undefined {
  const kept = state.read(STATE);
  if (kept !== undefined) return { request: JSON.parse(kept) as RoleRequest };
  const arn = inputs.text('role-to-assume');
  const givenName = inputs.text('role-session-name');
  const givenAudience = inputs.text('role-audience');
  if (arn === undefined) {
    for (const name of ['role-session-name', 'role-audience'])
      if (inputs.isGiven(name)) inputs.problem(name, 'goes only with role-to-assume');
    return undefined;
  }
  const sessionName = givenName ?? defaultSessionName(environment);
  const request = { arn, sessionName, audience: givenAudience ?? AUDIENCE };
  const problem = problemOf(request, idToken !== undefined);
  if (problem === undefined) {
    state.save(STATE, JSON.stringify(request));
    return { request };
  }
  inputs.problem(problem.input, problem.message);
  return { request, problem: `${problem.input}: ${problem.message}` };
}

function problemOf(
  { arn, sessionName }: RoleRequest,
  mayHaveToken: boolean,
): { readonly input: string; readonly message: string } | undefined {
  if (!/^arn:aws[\w-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/.test(arn))
    return {
      input: 'role-to-assume',
      message: `"${arn}" is not the ARN of a role; allowed: arn:aws:iam::<account id>:role/<name>`,
    };
  if (!/^[\w+=,.@-]{2,64}$/.test(sessionName))
    return {
      input: 'role-session-name',
      message: `"${sessionName}" is not allowed; allowed: 2 to ${LONGEST_NAME} letters, digits and any of _+=,.@-`,
    };
  return mayHaveToken ? undefined : { input: 'role-to-assume', message: NO_ID_TOKEN };
}

/** `slipway-4711-release`: CloudTrail shows it, and leads to the run. */
export function defaultSessionName({ GITHUB_RUN_ID: run, GITHUB_JOB: job }: RoleSurroundings['environment']): string {
  const name = ['slipway', run, job].filter(Boolean).join('-');
  return name.replaceAll(/[^\w+=,.@-]/g, '-').slice(0, LONGEST_NAME);
}
