// What one run of the product really did, written down at its door to AWS: not what it says, and whether or not the answer arrived.

import type { AwsApi } from '../../lib/aws/api.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import type { DiaryEntry } from '../../simulator/diary.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import type { Agenda } from '../support/agenda.ts';

export interface Ledger {
  /** its requests, in order */
  readonly entries: readonly DiaryEntry[];
  /** ARNs of the service deployments that its updates made */
  readonly made: readonly string[];
  /** its first request for a rollback that was taken */
  readonly stop: Stop | undefined;
}

export interface Stop {
  readonly at: number;
  readonly world: World;
  /** the worlds of the last looks at the deployment before it, the newest at the end */
  readonly looks: readonly World[];
}

/** The last may have been cut short, and then the one before it counts. */
const LOOKS = 2;

/** A look each second for hours comes to less. */
const MOST_REQUESTS = 50_000;

/** `delayMs`: how long a request takes; half of it before AWS acts and half after, so that others act between two requests. */
export function witnessed(
  api: AwsApi,
  { simulator, agenda, delayMs }: { readonly simulator: Simulator; readonly agenda: Agenda; readonly delayMs: number },
): { readonly api: AwsApi; readonly ledger: Ledger } {
  const entries = new Set<DiaryEntry>();
  const made: string[] = [];
  let looks: readonly World[] = [];
  let stop: Stop | undefined;
  const delay = async () => {
    if (delayMs > 0) await agenda.clock.sleep(delayMs / 2);
  };
  const refuseEndless = () => {
    if (entries.size > MOST_REQUESTS) throw new Error(`the run made more than ${MOST_REQUESTS} requests`);
  };
  const through = async <T>(operation: string, call: () => Promise<T>): Promise<T> => {
    refuseEndless();
    await delay();
    try {
      return await agenda.during(async () => {
        const before = simulator.diary.length;
        const known = simulator.world.ecs.serviceDeployments;
        const { world } = simulator;
        if (operation === 'DescribeServiceDeployments') looks = [...looks, world].slice(-LOOKS);
        try {
          return await call();
        } finally {
          if (operation === 'StopServiceDeployment' && simulator.diary.at(-1)?.outcome === 'ok')
            stop ??= { at: world.now, world, looks };
          for (const entry of simulator.diary.slice(before)) entries.add(entry);
          if (operation === 'UpdateService')
            made.push(...Object.keys(simulator.world.ecs.serviceDeployments).filter((arn) => !(arn in known)));
        }
      });
    } finally {
      await delay();
    }
  };
  return {
    api: {
      call: (service, operation, input, options) =>
        through(operation, () => api.call(service, operation, input, options)),
      raw: (service, operation, input) => through(operation, () => api.raw(service, operation, input)),
    },
    ledger: {
      get entries() {
        return [...entries];
      },
      get stop() {
        return stop;
      },
      made,
    },
  };
}
