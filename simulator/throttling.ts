// How many requests ECS takes of one account: token buckets, which groups of operations share.
// Figures: request-throttling in the ECS API reference. What is not listed there (StopServiceDeployment, tasks' protection …) is never throttled.

interface Bucket {
  readonly operations: readonly string[];
  /** tokens when it is full */
  readonly burst: number;
  readonly perSecond: number;
}

const BUCKETS: readonly Bucket[] = [
  { operations: ['RegisterTaskDefinition', 'DeregisterTaskDefinition'], burst: 20, perSecond: 1 },
  {
    operations: ['DescribeTaskDefinition', 'ListTaskDefinitions', 'ListTaskDefinitionFamilies'],
    burst: 50,
    perSecond: 20,
  },
  { operations: ['CreateService', 'UpdateService', 'DeleteService'], burst: 50, perSecond: 5 },
  { operations: ['DescribeServices', 'ListServices'], burst: 100, perSecond: 20 },
  { operations: ['ListServiceDeployments', 'DescribeServiceDeployments'], burst: 50, perSecond: 20 },
  { operations: ['DescribeServiceRevisions'], burst: 50, perSecond: 20 },
  { operations: ['RunTask', 'StartTask', 'StopTask', 'ExecuteCommand'], burst: 100, perSecond: 40 },
  { operations: ['DescribeTasks', 'ListTasks', 'DescribeContainerInstances'], burst: 100, perSecond: 20 },
  { operations: ['DescribeClusters', 'ListClusters'], burst: 50, perSecond: 20 },
  { operations: ['TagResource', 'UntagResource'], burst: 20, perSecond: 10 },
  { operations: ['ListTagsForResource'], burst: 50, perSecond: 20 },
];

export interface Throttling {
  /** Takes a token; false where there is none. `now` in milliseconds of the world, which go by `timeScale` times as fast as AWS's. */
  admits(operation: string, now: number): boolean;
}

export function createThrottling(timeScale: number): Throttling {
  const levels = new Map<Bucket, { readonly tokens: number; readonly at: number }>();
  return {
    admits(operation, now) {
      const bucket = BUCKETS.find(({ operations }) => operations.includes(operation));
      if (bucket === undefined) return true;
      const { tokens, at } = levels.get(bucket) ?? { tokens: bucket.burst, at: now };
      const refilled = Math.min(bucket.burst, tokens + ((now - at) / 1_000) * bucket.perSecond * timeScale);
      const admitted = refilled >= 1;
      levels.set(bucket, { tokens: admitted ? refilled - 1 : refilled, at: now });
      return admitted;
    },
  };
}
