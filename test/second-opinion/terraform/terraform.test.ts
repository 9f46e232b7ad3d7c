// Real Terraform against the local AWS. A load balancer takes Terraform a minute to make by its own constants, whatever AWS answers
// (provider 5.100 looks 30 s after CreateLoadBalancer, and 30 s after setting its attributes): the other tests run meanwhile.

import { afterAll, beforeAll, describe } from 'vitest';
import { roleTests, serviceTests } from './terraform-examples.ts';
import { ownershipTests } from './terraform-ownership.ts';
import { missing, type TerraformPlace } from './terraform-place.ts';
import { anAppliedStack, stackTests } from './terraform-stack.ts';

describe.skipIf(missing !== undefined)(`Terraform${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  let stack: Promise<PromiseSettledResult<TerraformPlace>[]>;

  beforeAll(() => {
    // Settled: what went wrong is told where the stack is waited for.
    stack = Promise.allSettled([anAppliedStack()]);
  });

  afterAll(async () => {
    for (const made of await stack) if (made.status === 'fulfilled') await made.value.close();
  });

  describe('who owns the task definition', ownershipTests);

  describe('the roles that users copy', roleTests);

  describe('the service that users copy', serviceTests);

  describe('a stack', () =>
    stackTests(async () => {
      const [applied] = await stack;
      if (applied?.status !== 'fulfilled') throw applied?.reason;
      return applied.value;
    }));
});
