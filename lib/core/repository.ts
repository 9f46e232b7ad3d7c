// A repository in ECR as people name it: by name, URI or ARN. ECR itself is asked elsewhere.

import { parseArn } from './arn.ts';
import { ecrHost, parseImage } from './image.ts';
import { suggestion } from './near-names.ts';

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
  // By its grammar alone any other ARN with a path would be an image's name.
  const image = text.startsWith('arn:') ? undefined : parseImage(text.replace(/\/+$/, ''));
  if (image === undefined)
    return `"${text}" is not a repository; allowed: its name (team/web), its URI (123456789012.dkr.ecr.eu-west-1.amazonaws.com/team/web) or its ARN`;
  if (image.tag !== undefined || image.digest !== undefined)
    return `"${text}" names an image; give the repository alone`;
  const host = image.registry === undefined ? undefined : ecrHost(image.registry);
  return {
    name: image.repository,
    ...(image.registry === undefined ? {} : { host: image.registry }),
    ...(host === undefined ? {} : { account: host.account, region: host.region }),
  };
}

/** `others`: the names in the same registry; `account` where it is known. */
export function noSuchRepository(name: string, others: readonly string[], account?: string): string {
  const where = account === undefined ? 'this account' : `account ${account}`;
  return `ECR of ${where} has no repository "${name}".${suggestion(name, others)}`;
}
