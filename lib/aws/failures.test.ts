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

test.each(['no policy allows it', 'no policy allows it.'])(
  'a denial that says "%s" ends with one full stop before what to do',
  (message) => {
    const error = Object.assign(new Error(message), {
      name: 'AccessDeniedException',
      $metadata: { httpStatusCode: 400 },
    });
    const failure = translateError(error, { service: 'ecs', operation: 'UpdateService', authenticated: true });
    expect(failure.message).toBe(
      'Not allowed to call ecs:UpdateService: no policy allows it. Add ecs:UpdateService to the role that this job assumes.',
    );
  },
);

test('the permission that is lacking is the one that IAM names, for a call may need another one than its own', () => {
  const message =
    'User: arn:aws:sts::123456789012:assumed-role/deploy/x is not authorized to perform: iam:PassRole on resource: arn:aws:iam::123456789012:role/execution';
  const error = Object.assign(new Error(message), {
    name: 'AccessDeniedException',
    $metadata: { httpStatusCode: 400 },
  });
  const failure = translateError(error, { service: 'ecs', operation: 'RegisterTaskDefinition', authenticated: true });
  expect(failure).toMatchObject({ operation: 'ecs:RegisterTaskDefinition', permission: 'iam:PassRole' });
  expect(failure.message).toContain('Add iam:PassRole to the role that this job assumes.');
});
