// What becomes of a release in a story, and which releases are good: those must never be called bad.

import {
  crashes,
  diesLater,
  execFormat,
  type Fate,
  hangs,
  healsAfter,
  healthy,
  imageMissing,
  networkInterfaceTimeout,
  outOfMemory,
  secretDenied,
  slowStart,
  spotInterruption,
  unhealthyCheck,
  unhealthyTarget,
} from '../../simulator/runtimes/fates.ts';
import type { Story } from './story.ts';

/** Good releases come first. `heals` are good ones with a bad start: they must never be called bad. */
export const FATES = {
  healthy: healthy(),
  'slow-start': slowStart(),
  'heals-from-pull': healsAfter(1, { first: imageMissing('app'), afterwards: healthy() }),
  'heals-from-network': healsAfter(1, { first: networkInterfaceTimeout(), afterwards: healthy() }),
  'heals-from-spot': healsAfter(2, { first: spotInterruption(5_000), afterwards: healthy() }),
  'heals-from-secret': healsAfter(1, {
    first: secretDenied('arn:aws:secretsmanager:::secret:db'),
    afterwards: healthy(),
  }),
  // Their own fault at first: bad until one of them is healthy, and not any more then.
  'heals-from-crash': healsAfter(1, { first: crashes(), afterwards: healthy() }),
  'heals-from-answers': healsAfter(1, { first: unhealthyTarget(503), afterwards: healthy() }),
  'crash-loop': crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }),
  'out-of-memory': outOfMemory(),
  'exec-format': execFormat(),
  'image-missing': imageMissing('app'),
  'unhealthy-target': unhealthyTarget(503),
  'silent-target': unhealthyTarget('timeout'),
  'unhealthy-check': unhealthyCheck(),
  'dies-later': diesLater({ afterMs: 90_000 }),
  hangs: hangs(),
} as const satisfies Readonly<Record<string, Fate>>;

const GOOD: ReadonlySet<Story['fate']> = new Set([
  'healthy',
  'heals-from-pull',
  'heals-from-network',
  'heals-from-spot',
  'heals-from-secret',
] as const);
/** Only a load balancer ever asks them anything, and it kills them for their answer (there is no grace period); else they serve. */
const GOOD_UNASKED: ReadonlySet<Story['fate']> = new Set([
  'slow-start',
  'hangs',
  'unhealthy-target',
  'silent-target',
] as const);

export function isGood(fate: Story['fate'], { loadBalancer }: Pick<Story, 'loadBalancer'>): boolean {
  return GOOD.has(fate) || (!loadBalancer && GOOD_UNASKED.has(fate));
}
