// A door that asks for each task definition once: what runs is mostly what the newest deployment brought, too.

import type { AwsApi, Json } from './api.ts';

/** For one reading: what is registered does not change, but its tags and its status may. */
export function withDefinitionsOnce(api: AwsApi): AwsApi {
  const asked = new Map<string, Promise<Json>>();
  return {
    call: api.call,
    raw: (service, operation, input) => {
      if (operation !== 'DescribeTaskDefinition') return api.raw(service, operation, input);
      const key = JSON.stringify(input);
      const answer = asked.get(key) ?? api.raw(service, operation, input);
      asked.set(key, answer);
      return answer;
    },
  };
}
