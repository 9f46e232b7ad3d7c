// A world in which nothing was created yet: what an AWS account is on its first day.

import type { Instant, StsState, World } from './world.ts';

export interface EmptyWorld {
  readonly account: string;
  readonly region: string;
  readonly now: Instant;
  readonly timeScale: number;
  readonly registryHost: string;
  readonly trust?: StsState['trust'];
  readonly sessionsEndAfterMs?: number;
}

export function emptyWorld(options: EmptyWorld): World {
  const { account, region, now, timeScale, registryHost, trust = {}, sessionsEndAfterMs } = options;
  return {
    now,
    account,
    region,
    timeScale,
    sequence: 0,
    ecs: {
      settings: { eventualConsistency: true },
      clusters: {},
      taskDefinitionFamilies: {},
      services: {},
      serviceDeployments: {},
      serviceRevisions: {},
      tasks: {},
      containerInstances: {},
      capacityProviders: {},
      clientTokens: {},
      addresses: 0,
    },
    ecr: { registryHost, repositories: {}, pullThroughCacheRules: {} },
    elb: { loadBalancers: {}, targetGroups: {}, listeners: {}, rules: {}, routes: {} },
    logs: { groups: {} },
    cloudwatch: { alarms: {} },
    secretsmanager: { secrets: {} },
    ssm: { parameters: {} },
    sts: { ...(sessionsEndAfterMs !== undefined && { sessionsEndAfterMs }), trust, sessions: {} },
  };
}
