// What there is before anything is touched: the checkout, docker, the repository in ECR, and the registry's password. Only reads.

import { statSync } from 'node:fs';
import process from 'node:process';
import type { AwsApi } from '../../../lib/aws/api.ts';
import { describeRepository, listRepositoryNames, readCallerAccount, readRegistryLogin } from '../../../lib/aws/ecr.ts';
import { UserError } from '../../../lib/core/errors.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import type { Repository } from '../../../lib/core/registry-snapshots.ts';
import type { RepositoryGiven } from '../../../lib/core/repository.ts';
import type { DockerCli } from '../../../lib/docker/docker.ts';
import { checkedOutCommit } from '../../../lib/docker/git.ts';
import type { BuildPushRequest, Surroundings } from './inputs.ts';
import { hostOf, type RepositoryLook, repositoryProblems } from './repository.ts';

/** The run's own commit is the one that is meant; git is asked where there is no run (a laptop), or to notice that another is checked out. */
export async function lookAround(cli: DockerCli): Promise<Surroundings & { readonly checkedOut?: string }> {
  const { GITHUB_SHA: sha, GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = cli.environment;
  const checkedOut = await checkedOutCommit({ folder: process.cwd(), ...cli });
  const commit = sha || checkedOut;
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(checkedOut === undefined ? {} : { checkedOut }),
    ...(server && repository ? { sourceUrl: `${server}/${repository}` } : {}),
    kindOf,
  };
}

export interface Destination {
  /** absent when it is to be made */
  readonly repository?: Repository;
  readonly given: RepositoryGiven;
  /** what docker calls the registry */
  readonly host: string;
  /** the same with its protocol */
  readonly endpoint: string;
  readonly username: string;
  readonly password: string;
}

/** Adds the problems that ECR shows to the reader's; undefined only where there are problems. Every secret is masked before it returns. */
export async function lookAtDestination(
  aws: AwsApi,
  request: BuildPushRequest,
  options: { inputs: InputReader; mask: (secret: string) => void; otherLooks: Promise<unknown> },
): Promise<Destination | undefined> {
  const { inputs } = options;
  const given = request.repository;
  if (given === undefined) return undefined;
  try {
    const [repository, login] = await Promise.all([
      describeRepository(aws, given),
      readRegistryLogin(aws, given).then((answer) => {
        for (const secret of answer.secrets) options.mask(secret);
        return answer;
      }),
    ]);
    const look: RepositoryLook = {
      ...(repository === undefined ? {} : { found: repository }),
      others: repository === undefined && !request.createRepository ? await listRepositoryNames(aws, given) : [],
      ownHost: login.host,
      ...(repository === undefined && given.account === undefined ? { caller: await readCallerAccount(aws) } : {}),
    };
    for (const { input, message } of repositoryProblems(given, look, request)) inputs.problem(input, message);
    const host = repository === undefined ? (given.host ?? login.host) : hostOf(given, repository);
    const { username, password } = login;
    const endpoint = host === login.host ? login.endpoint : `https://${host}`;
    return { ...(repository === undefined ? {} : { repository }), given, host, endpoint, username, password };
  } catch (error) {
    if (error instanceof UserError) {
      for (const problem of error.problems) inputs.generalProblem(problem);
      return undefined;
    }
    // A typo that we know of is told before a denial that may have nothing to do with it.
    await options.otherLooks;
    inputs.finish();
    throw error;
  }
}

function kindOf(path: string): 'file' | 'folder' | 'missing' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'missing';
  return stat.isDirectory() ? 'folder' : 'file';
}
