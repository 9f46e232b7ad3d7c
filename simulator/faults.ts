// Faults that stand before the local AWS: which requests meet one, and which. Seeded, so that a bad run can be run again.
// It refuses to know how a fault looks on a wire or in a call; `simulator.ts` plays it.

import type { ServiceName } from './protocols/services.ts';

export type FaultKind =
  | 'throttled'
  /** as RegisterTaskDefinition answers when others register the same family at the same moment */
  | 'concurrent-registration'
  | 'server-error'
  | 'access-denied'
  | 'expired-token'
  | 'connection-reset'
  /** the operation is carried out, but its answer never arrives */
  | 'answer-lost'
  /** the operation is carried out, and half of its answer arrives */
  | 'truncated'
  | 'latency';

export interface Fault {
  readonly kind: FaultKind;
  readonly service?: ServiceName;
  readonly operation?: string;
  /** which of the matching requests, counted from 1 since the rule was set; absent means every one */
  readonly nth?: readonly number[];
  /** This one of the matching requests and all after it, as when credentials expire. */
  readonly fromNth?: number;
  /** 0 to 1, drawn from the seed for each matching request that `nth` lets through */
  readonly probability?: number;
  /** no more than so many times in all */
  readonly times?: number;
  /** how long a `latency` is, in the world's milliseconds */
  readonly latencyMs?: number;
}

export interface FaultPlan {
  /** The first rule that fits this request, if one does; asking counts as a request. */
  judge(service: ServiceName, operation: string): Fault | undefined;
}

export function planFaults(rules: readonly Fault[], seed = 1): FaultPlan {
  const random = randomFrom(seed);
  const states = rules.map((rule) => ({ rule, seen: 0, played: 0 }));
  return {
    judge(service, operation) {
      // Every rule counts every request that it matches, so that the second rule's `nth` does not depend on the first.
      const fitting = states.filter((state) => matchesRule(state.rule, service, operation));
      for (const state of fitting) state.seen += 1;
      const hit = fitting.find(({ rule, seen, played }) => {
        if (rule.times !== undefined && played >= rule.times) return false;
        if (rule.nth !== undefined && !rule.nth.includes(seen)) return false;
        if (rule.fromNth !== undefined && seen < rule.fromNth) return false;
        return rule.probability === undefined || random() < rule.probability;
      });
      if (hit === undefined) return undefined;
      hit.played += 1;
      return hit.rule;
    },
  };
}

function matchesRule(rule: Fault, service: ServiceName, operation: string): boolean {
  return (rule.service ?? service) === service && (rule.operation ?? operation) === operation;
}

/** mulberry32: small, seeded, good enough to choose victims. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
