import { expect, test } from 'vitest';
import { translateError } from './failures.ts';

test("a gateway's page of HTML is told without the SDK's hint for programmers", () => {
  const message = `Unexpected token '<', "<html>" is not valid JSON\n  Deserialization error: to see the raw response, inspect the hidden field {error}.$response on this object.`;
  const error = Object.assign(new SyntaxError(message), { $metadata: { httpStatusCode: 502 } });
  const failure = translateError(error, { service: 'ecs', operation: 'DescribeServices', authenticated: true });
  expect(failure.message).toBe(
    `ecs:DescribeServices got no usable answer (SyntaxError: Unexpected token '<', "<html>" is not valid JSON).`,
  );
});
