// Why there is nothing to do: what was asked for is what the service runs.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';

/** With a desired count of 0 nothing serves, whatever the service is set to. */
export function justThis(taskDefinitionArn: string, { desiredCount }: { readonly desiredCount: number }): string {
  const name = shortTaskDefinition(taskDefinitionArn);
  return desiredCount === 0
    ? `${name} is what the service is set to already, and its desired count is 0`
    : `${name} serves just this already`;
}
