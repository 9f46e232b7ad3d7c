import { afterEach, beforeEach, expect, test } from 'vitest';
import { aBuildPlace, type BuildPlace } from '../support/build-place.ts';
import { anIdTokenDoor } from '../support/id-token-door.ts';

const ROLE = 'arn:aws:iam::123456789012:role/build';
const NO_KEYS = { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' };
const inputs = { 'role-to-assume': ROLE, repository: 'shop/web' };

let place: BuildPlace;
beforeEach(async () => {
  place = await aBuildPlace({ docker: 'stand-in', repository: 'none' });
});
afterEach(() => place.close());

test('ECR is looked at as the role that the step assumes by itself', async () => {
  const { env } = await anIdTokenDoor(() => place.aws.simulator.world.now);
  const run = await place.run(inputs, { env: { ...env, ...NO_KEYS } });
  // There is no such repository: that is known only to who was let in.
  expect(run.outputs.reason).toMatch(/has no repository "shop\/web"/);
  const roles = place.aws.simulator.diary.filter(({ operation }) => operation === 'AssumeRoleWithWebIdentity');
  expect(roles.map(({ input }) => input)).toMatchObject([{ RoleArn: ROLE }]);
});

test('a job that may have no token is told so once, beside other problems, and nobody is asked', async () => {
  const run = await place.run({ ...inputs, timeout: 'soon' }, { env: NO_KEYS });
  expect(run.outputs.verdict).toBe('refused');
  const problems = (run.outputs.reason ?? '').split('\n');
  expect(problems.map((problem) => problem.split(':')[0]).sort()).toEqual(['role-to-assume', 'timeout']);
  expect(place.aws.simulator.diary).toEqual([]);
});

test('a role that is refused is the reader’s to mend, and nothing is built', async () => {
  const { env } = await anIdTokenDoor(() => 0);
  const run = await place.run(inputs, { env: { ...env, ...NO_KEYS } });
  expect(run.outputs).toMatchObject({ verdict: 'refused', reason: expect.stringContaining(ROLE) });
});
