import { describe, expect, test } from 'vitest';
import type { FaultKind } from '../../simulator/faults.ts';
import { aBoto3Place, awsTool } from './boto3-place.ts';

describe.skipIf(awsTool.missing !== undefined)(`boto3 and AWS's faults ${awsTool.missing ?? ''}`, () => {
  const place = aBoto3Place();

  test.each([
    ['ecs', 'list_clusters', {}, 'ServerException'],
    ['ecr', 'describe_repositories', {}, 'ServerException'],
    ['logs', 'describe_log_groups', {}, 'ServiceUnavailableException'],
    ['elbv2', 'describe_load_balancers', {}, 'ClientError'],
    ['sts', 'get_caller_identity', {}, 'ClientError'],
  ])('faults of %s come as what botocore takes them for', async (service, method, parameters, whenBroken) => {
    const { account, boto3 } = place();
    const refused = (kind: FaultKind) => {
      account.simulator.setFaults([{ kind }]);
      return boto3.refused(service, method, parameters);
    };
    expect(await refused('throttled')).toMatchObject({
      code: expect.stringMatching(/^Throttling(Exception)?$/),
      status: 400,
    });
    expect(await refused('server-error')).toMatchObject({ exception: whenBroken, status: 500 });
    expect(await refused('access-denied')).toMatchObject({ code: expect.stringMatching(/^AccessDenied(Exception)?$/) });
    expect(await refused('expired-token')).toMatchObject({ code: expect.stringMatching(/^ExpiredToken(Exception)?$/) });
    account.simulator.setFaults([]);
  });

  test("every answer is what botocore's models say", () => {
    expect(place().door.disagreements()).toEqual([]);
  });
});
