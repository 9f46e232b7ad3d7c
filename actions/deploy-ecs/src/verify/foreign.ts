// ARNs of another account, region or cluster than the service that they are given for. ECS runs nothing across those, and says so in words of its own.

import { lastPart, parseArn, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import type { ServiceRef, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';

/** `name`: a task definition as the input has it; what is no ARN is the service's own. */
export function foreignDefinition(
  input: string,
  name: string,
  { arn, name: service }: Pick<ServiceSnapshot, 'arn' | 'name'>,
): string[] {
  const [named, own] = [placeOf(name), placeOf(arn)];
  if (named === undefined || own === undefined || named === own) return [];
  return [
    `${input}: ${shortTaskDefinition(name)} is of ${named}, and the service "${service}" of ${own}. ECS runs a task definition only where it is registered; name one of ${own}`,
  ];
}

/** The ARN of a service names its cluster, unless it is of the old kind. */
export function contradictingCluster({ cluster, service }: ServiceRef): string[] {
  const [place, clusterPlace] = [placeOf(service), placeOf(cluster)];
  const inArn = /^arn:[^:]*:ecs:[^:]*:[^:]*:service\/([^/]+)\/[^/]+$/.exec(service)?.[1];
  if (place === undefined) return [];
  if (inArn !== undefined && inArn !== lastPart(cluster))
    return [
      `service: its ARN is of the cluster "${inArn}", and the input cluster says "${lastPart(cluster)}"; correct one of the two, or give the service by its name`,
    ];
  if (clusterPlace === undefined || clusterPlace === place) return [];
  return [`service: its ARN is of ${place}, and the ARN of the cluster of ${clusterPlace}; correct one of the two`];
}

/** `region`: where this step asks; absent where nobody said, which is told elsewhere. AWS calls it "Invalid Region in ARN". */
export function foreignRegion({ cluster, service }: ServiceRef, region: string | undefined): string[] {
  if (region === undefined) return [];
  return Object.entries({ cluster, service }).flatMap(([input, text]) => {
    const own = parseArn(text)?.region ?? region;
    if (own === region) return [];
    return [`${input}: its ARN is of region ${own}, and AWS_REGION is ${region}; correct one of the two`];
  });
}

function placeOf(text: string): string | undefined {
  const arn = parseArn(text);
  return arn === undefined ? undefined : `account ${arn.account}, region ${arn.region}`;
}
