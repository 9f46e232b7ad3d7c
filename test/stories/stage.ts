// The world before the run: an account with a service that serves v1, or has never served, or is on its way to something else.

import type { Simulator } from '../../simulator/simulator.ts';
import { type Account, anAccount, CLUSTER, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { ACTS, ALARM, ask, update } from './actors.ts';
import { FATES } from './fates.ts';
import { isShifting, type Story } from './story.ts';

export interface Stage {
  readonly simulator: Simulator;
  readonly images: Readonly<Record<'v1' | 'v2' | 'v3', { readonly reference: string; readonly digest: string }>>;
}

/** Somebody else's deployment had this much of a start. */
const HEAD_START_MS = 20_000;

export async function setUp(story: Story): Promise<Stage> {
  const neverServed = story.before === 'never-served';
  const account = anAccount({
    fates: {
      v2: FATES[story.fate],
      v3: FATES[story.otherFate],
      ...(neverServed ? { v1: FATES['image-missing'] } : {}),
    },
    faultSeed: story.seed,
  });
  const { simulator } = account;
  const v1 = await account.pushImage('v1');
  if (story.alarms !== 'none') await putAlarm(simulator);
  const daemon = story.scheduling === 'DAEMON' ? await daemonOn(simulator, story) : {};
  await account.createService({
    ...story,
    deploymentConfiguration: deploymentConfigurationOf(story),
    ...daemon,
    settleMs: 0,
  });
  if (neverServed) simulator.advance(HEAD_START_MS);
  else settle(simulator);
  pauseFromNowOn(simulator, story);
  rebalanceUnderneath(simulator, story);
  const images = { v1, v2: await account.pushImage('v2'), v3: await account.pushImage('v3') };
  if (story.before === 'moving') deployByHand(account, images.v3.reference, HEAD_START_MS);
  // What is gone back from has been deployed already, or is still on its way.
  if (story.order === 'go-back') deployByHand(account, images.v2.reference, story.headStartSeconds * 1_000);
  return { simulator, images };
}

/** A release may begin in the midst of it. */
function rebalanceUnderneath(simulator: Simulator, { acts }: Story): void {
  const act = acts.find(({ kind }) => kind === 'rebalancing');
  if (act !== undefined && ACTS.rebalancing(simulator)) simulator.advance(act.number * 1_000);
}

/** What is in progress goes on with the settings that it began with. */
function pauseFromNowOn(simulator: Simulator, story: Story): void {
  const { pause } = story;
  const [service] = Object.values(simulator.world.ecs.services);
  if (pause === undefined || service === undefined || !isShifting(story)) return;
  const { stage, minutes, action } = pause;
  const hook = {
    targetType: 'PAUSE',
    lifecycleStages: [stage],
    timeoutConfiguration: { timeoutInMinutes: minutes, action },
  };
  const { deploymentConfiguration } = service.configuration;
  if (!update(simulator, { deploymentConfiguration: { ...deploymentConfiguration, lifecycleHooks: [hook] } }))
    throw new Error('the service of the story takes no hook');
}

/** Hosts, one at least, and what of a service is different on them: ECS takes neither a count nor more than 100 %. */
async function daemonOn(simulator: Simulator, story: Story): Promise<Partial<ServiceOptions>> {
  await simulator.call('ecs', 'CreateCluster', { clusterName: CLUSTER });
  for (let host = 0; host < Math.max(1, story.desiredCount); host++)
    await simulator.call('ecs', 'RegisterContainerInstance', { cluster: CLUSTER });
  const { alarms } = deploymentConfigurationOf({ ...story, earlySuccess: 'off' });
  return {
    taskDefinition: { requiresCompatibilities: ['EC2'] },
    deploymentConfiguration: {
      minimumHealthyPercent: 0,
      maximumPercent: 100,
      ...(alarms === undefined ? {} : { alarms }),
    },
    service: { schedulingStrategy: 'DAEMON', launchType: 'EC2', desiredCount: undefined },
  };
}

function deploymentConfigurationOf(story: Story): Readonly<Record<string, unknown>> {
  const { alarms, earlySuccess, strategy } = story;
  return {
    ...(alarms === 'none' ? {} : { alarms: { alarmNames: [ALARM], enable: true, rollback: alarms === 'rollback' } }),
    ...(isShifting(story) ? { strategy, bakeTimeInMinutes: 1, ...STEPS[strategy] } : {}),
    ...(earlySuccess === 'off' || isShifting(story)
      ? {}
      : {
          earlySuccessCriteria: {
            enable: true,
            healthyPercent: Math.max(75, story.minimumHealthyPercent),
            sourceServiceRevisionCleanup: earlySuccess,
          },
        }),
  };
}

const STEPS = {
  ROLLING: {},
  BLUE_GREEN: {},
  CANARY: { canaryConfiguration: { canaryPercent: 20, canaryBakeTimeInMinutes: 1 } },
  LINEAR: { linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 } },
} as const satisfies Record<Story['strategy'], object>;

async function putAlarm(simulator: Simulator): Promise<void> {
  await simulator.call('cloudwatch', 'PutMetricAlarm', {
    AlarmName: ALARM,
    ComparisonOperator: 'GreaterThanThreshold',
    Threshold: 1,
    Period: 60,
    EvaluationPeriods: 1,
  });
}

/** Until every deployment has ended, and no longer: twenty minutes of a service at rest are a quarter of what a story costs. */
function settle(simulator: Simulator): void {
  for (let step = 0; step < 80; step++) {
    simulator.advance(15_000);
    if (Object.values(simulator.world.ecs.serviceDeployments).every(({ finishedAt }) => finishedAt !== undefined))
      return;
  }
  throw new Error('the service of the story never came to rest');
}

function deployByHand({ simulator }: Account, image: string, forMs: number): void {
  const definition = simulator.world.ecs.taskDefinitionFamilies[SERVICE]?.revisions['1']?.definition;
  const [container, ...others] = definition?.containerDefinitions ?? [];
  ask(simulator, 'RegisterTaskDefinition', {
    ...definition,
    containerDefinitions: [{ ...container, image }, ...others],
  });
  update(simulator, { taskDefinition: SERVICE });
  simulator.advance(forMs);
}
