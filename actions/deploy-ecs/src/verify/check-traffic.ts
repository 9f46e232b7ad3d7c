// Reads where the listener rules of a service lead that shifts its traffic, and into which target group ECS put what serves.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { readListenerForward, readLiveGroups } from '../../../../lib/aws/listener-rules.ts';
import { inCharge, isMoving } from '../history/history.ts';
import type { Situation } from '../plan.ts';
import type { Finding } from './findings.ts';
import { shiftFindings, shiftsOf } from './traffic.ts';

/** While a deployment moves, ECS itself moves the weights: nothing can be said of them. */
export async function checkTraffic(api: AwsApi, situation: Situation): Promise<Finding[]> {
  const { service, deployments } = situation;
  const shifts = shiftsOf(service);
  if (shifts.length === 0 || service.strategy === 'ROLLING' || deployments.some(({ status }) => isMoving(status)))
    return [];
  const live = readLiveGroups(api, inCharge(situation)?.targetRevisionArn);
  const found = shifts.map(async (shift) => {
    const [production, test, groups] = await Promise.all([
      readListenerForward(api, shift.productionRule),
      shift.testRule === undefined ? undefined : readListenerForward(api, shift.testRule),
      live,
    ]);
    const liveGroup = groups.get(shift.productionRule);
    return shiftFindings(shift, {
      production,
      ...(test === undefined ? {} : { test }),
      ...(liveGroup === undefined ? {} : { liveGroup }),
    });
  });
  return (await Promise.all(found)).flat();
}
