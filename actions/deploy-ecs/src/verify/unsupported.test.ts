import type { DeploymentControllerType } from '@aws-sdk/client-ecs';
import { expect, test } from 'vitest';
import { aService } from '../rollout/a-rollout.ts';
import { unsupported } from './unsupported.ts';

test("an active service under ECS's own controller is supported", () => {
  expect(unsupported(aService())).toEqual([]);
});

test.each([
  [{ status: 'DRAINING' }, /"web" is DRAINING; only an ACTIVE/],
  [
    { controller: 'CODE_DEPLOY' },
    /"web" is under the CODE_DEPLOY deployment controller, .*; deploy it with CodeDeploy/,
  ],
  [{ controller: 'EXTERNAL' }, /under the EXTERNAL deployment controller, .*; whoever made its task sets/],
  [{ managedByEcs: true }, /"web" is managed by ECS Express, .*update-express-gateway-service/],
] as const)('%j is refused, and it says who deploys it', (members, sentence) => {
  expect(unsupported(aService(members))).toEqual([expect.stringMatching(sentence)]);
});

test('a controller that nobody knows is left to whoever owns it', () => {
  const answered: string = 'BRAND_NEW';
  expect(unsupported(aService({ controller: answered as DeploymentControllerType }))).toEqual([
    expect.stringMatching(/under the BRAND_NEW deployment controller, .*; whoever owns it has to deploy it$/),
  ]);
});

test('everything that stands against a service is told at once', () => {
  expect(unsupported(aService({ status: 'DRAINING', controller: 'EXTERNAL', managedByEcs: true }))).toHaveLength(3);
});
