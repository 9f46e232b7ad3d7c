// What is in the way between a run and AWS.

import type { Fault } from '../../simulator/faults.ts';

/** Only on the way to what is seen, never on the way to what is done twice. The seed says what a story without more words leaves open. */
export const FAULTS = {
  none: () => [],
  throttled: () => [{ kind: 'throttled', probability: 0.3 }],
  flaky: () => [
    { kind: 'server-error', probability: 0.1 },
    { kind: 'connection-reset', probability: 0.1 },
    { kind: 'truncated', probability: 0.05 },
    { kind: 'answer-lost', probability: 0.05 },
  ],
  'update-answer-lost': () => [{ kind: 'answer-lost', operation: 'UpdateService', nth: [1] }],
  blind: () => [{ kind: 'throttled', operation: 'DescribeServiceDeployments' }],
  // From some look on, so that the last thing seen may be a bad one.
  'goes-blind': (seed) => [
    {
      kind: 'throttled',
      operation: seed % 3 === 0 ? 'ListTasks' : 'DescribeServiceDeployments',
      fromNth: 4 + (seed % 37),
    },
  ],
  denied: () => [{ kind: 'access-denied', operation: 'DescribeServiceDeployments' }],
  'no-evidence': () => [
    { kind: 'access-denied', operation: 'ListTasks' },
    { kind: 'access-denied', operation: 'GetLogEvents' },
    { kind: 'access-denied', operation: 'DescribeTargetHealth' },
  ],
  'no-stop': () => [{ kind: 'access-denied', operation: 'StopServiceDeployment' }],
} as const satisfies Readonly<Record<string, (seed: number) => readonly Fault[]>>;
