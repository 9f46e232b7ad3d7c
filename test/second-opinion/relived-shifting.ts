// Relives the posted sequences of deployments that shift traffic: the stages as they are entered, and where the rules lead meanwhile.

import { aShiftingService, type ShiftingWorld } from '../../simulator/control-plane/shifting-world.ts';
import type { Json } from '../../simulator/operations/operation.ts';

/** The names of those that `sequences-shifting.test.ts` relives. */
export const relivedShifting = [
  'blue-green-stages',
  'blue-green-paused',
  'blue-green-to-and-fro-carreque',
  'canary-alarm-fraud-api',
] as const;

/** `web:1` serves, from green: the rules of the service began at blue. */
export function aPostedService(deploymentConfiguration: Json = {}, desiredCount = 2): ShiftingWorld {
  return aShiftingService({ deploymentConfiguration, desiredCount });
}

/** Until it has ended; a row for each change, without those in which only the first of two targets is there. */
export function rowsOf(driven: ShiftingWorld, seen: () => void = () => undefined): string[] {
  const rows: string[] = [];
  const look = () => {
    const counts = [driven.place.blue, driven.place.green].map((group) => registered(driven, group));
    const row = [...counts, leadsTo(driven, 'productionListenerRule'), leadsTo(driven, 'testListenerRule')].join(' ');
    if (!counts.includes(1) && rows.at(-1) !== row) rows.push(row);
    seen();
  };
  look();
  driven.until(() => driven.deployment().finishedAt !== undefined, look);
  return rows;
}

function registered(driven: ShiftingWorld, group: string): number {
  const targets = Object.values(driven.world.elb.targetGroups[group]?.targets ?? {});
  return targets.filter(({ state }) => state !== 'draining').length;
}

function leadsTo(driven: ShiftingWorld, rule: 'productionListenerRule' | 'testListenerRule'): string {
  return driven.weights(driven.place[rule]).startsWith('blue 100') ? 'blue' : 'green';
}
