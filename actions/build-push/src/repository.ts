// Whether what ECR says about the repository is what was meant (pure).

import { ecrHost } from '../../../lib/core/image.ts';
import { noSuchRepository, type RepositoryGiven } from '../../../lib/core/repository.ts';

export interface RepositoryLook {
  /** undefined: it does not exist */
  readonly found?: { readonly name: string; readonly host: string; readonly account: string };
  /** names in the same registry, when it was not found */
  readonly others: readonly string[];
  /** the registry of the caller's own account */
  readonly ownHost: string;
  /** whose credentials these are; asked only where the answer needs it */
  readonly caller?: string;
}

/** What is wrong with the repository that ECR showed, by input. */
export function repositoryProblems(
  given: RepositoryGiven,
  look: RepositoryLook,
  options: { createRepository: boolean; expectedAccount?: string },
): { input: string; message: string }[] {
  const { found, caller } = look;
  const account = found?.account ?? given.account ?? caller;
  const { expectedAccount } = options;
  const problems: { input: string; message: string }[] = [];
  if (expectedAccount !== undefined && account !== undefined && account !== expectedAccount) {
    problems.push({
      input: 'expected-account',
      message: `the credentials of this job lead to account ${account}, not to ${expectedAccount}. Look at the role that this job assumes.`,
    });
  }
  if (found === undefined) {
    if (!options.createRepository)
      problems.push({
        input: 'repository',
        message: `${noSuchRepository(given.name, look.others, account)} With create-repository: true it would be made.`,
      });
    else if (given.host !== undefined && given.account === undefined && given.host !== look.ownHost)
      problems.push({
        input: 'repository',
        message: `${given.host} is not a registry of ECR (the one of ${account === undefined ? 'this account' : `account ${account}`} is ${look.ownHost}), so no repository can be made there`,
      });
    return problems;
  }
  if (given.host !== undefined && hostOf(given, found) !== given.host)
    problems.push({
      input: 'repository',
      message: `${given.host} is not the registry of account ${found.account}: ECR says that "${given.name}" is at ${found.host}. Only ECR can be pushed to.`,
    });
  return problems;
}

/**
 * The host to push to. It is the one that ECR returned; another name of the same registry (dual-stack, FIPS) is kept when it was given.
 */
export function hostOf(given: RepositoryGiven, found: { host: string; account: string }): string {
  return given.host !== undefined && given.account === found.account && ecrHost(given.host) !== undefined
    ? given.host
    : found.host;
}
