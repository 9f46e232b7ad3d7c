// Which repository is meant, and whether what ECR says about it is what was meant (pure).

import { parseArn } from '../../../lib/core/arn.ts';
import { ecrHost, parseImage } from '../../../lib/core/image.ts';
import { suggestion } from '../../../lib/core/near-names.ts';

export interface RepositoryGiven {
  readonly name: string;
  /** of a URI: the registry that it names */
  readonly host?: string;
  /** of a URI or an ARN */
  readonly account?: string;
  readonly region?: string;
}

/** A name, a URI or an ARN; or the sentence that says what is wrong with it. */
export function parseRepository(text: string): RepositoryGiven | string {
  const arn = parseArn(text);
  if (arn?.service === 'ecr' && arn.resource.startsWith('repository/'))
    return { name: arn.resource.slice('repository/'.length), account: arn.account, region: arn.region };
  const image = parseImage(text.replace(/\/+$/, ''));
  if (image === undefined)
    return `"${text}" is not a repository; allowed: its name (team/web), its URI (123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web) or its ARN`;
  if (image.tag !== undefined || image.digest !== undefined)
    return `"${text}" names an image; give the repository alone, and the tag in tags`;
  const host = image.registry === undefined ? undefined : ecrHost(image.registry);
  return {
    name: image.repository,
    ...(image.registry === undefined ? {} : { host: image.registry }),
    ...(host === undefined ? {} : { account: host.account, region: host.region }),
  };
}

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
    const where = account === undefined ? 'this account' : `account ${account}`;
    if (!options.createRepository)
      problems.push({
        input: 'repository',
        message: `ECR of ${where} has no repository "${given.name}".${suggestion(given.name, look.others)} With create-repository: true it would be made.`,
      });
    else if (given.host !== undefined && given.account === undefined && given.host !== look.ownHost)
      problems.push({
        input: 'repository',
        message: `${given.host} is not a registry of ECR (the one of ${where} is ${look.ownHost}), so no repository can be made there`,
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
