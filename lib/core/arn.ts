// ARNs and the short names that people read: `web:42`, `prod/web`.

/** `web:42` of `arn:aws:ecs:…:task-definition/web:42`; other text as it is. */
export function shortTaskDefinition(arn: string): string {
  return arn.includes(':task-definition/')
    ? arn.slice(arn.indexOf(':task-definition/') + ':task-definition/'.length)
    : arn;
}

/** The last part of the path: task id, deployment id, cluster name. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** `web` of `web:42`, of its ARN, or of itself. */
export function familyOf(taskDefinition: string): string {
  return shortTaskDefinition(taskDefinition).replace(/:\d+$/, '');
}

export interface ArnParts {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function parseArn(arn: string): ArnParts | undefined {
  const match = /^arn:([^:]*):([^:]*):([^:]*):([^:]*):(.+)$/.exec(arn);
  if (match === null) return undefined;
  const [, partition = '', service = '', region = '', account = '', resource = ''] = match;
  return { partition, service, region, account, resource };
}
