// Reads the alarms that a deployment is to fail by: one request, and one more for each name that nobody has.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { alarmStates, alarmsLike } from '../../../../lib/aws/presence.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { alarmFindings, watchedAlarms } from './alarms.ts';
import type { Finding } from './findings.ts';

/** `service`: as it will be; `asked`: the alarms that this run sets. */
export async function checkAlarms(api: AwsApi, service: ServiceSnapshot, asked: readonly string[]): Promise<Finding[]> {
  const watched = watchedAlarms(service);
  if (watched.length === 0) return [];
  const found = await alarmStates(api, watched);
  if (found.kind !== 'there') return alarmFindings({ service, watched, asked, found });
  const gone = watched.filter((name) => !found.states.has(name));
  const near = new Map(await Promise.all(gone.map(async (name) => [name, await alarmsLike(api, name)] as const)));
  return alarmFindings({ service, watched, asked, found: { ...found, near } });
}
