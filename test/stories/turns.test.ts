// Turns that random worlds seldom take: each is a story with a script of its own, on the virtual clock.

import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import { post } from '../../actions/deploy-ecs/src/post.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import type { Report } from '../../lib/core/report.ts';
import type { ActionContext } from '../../lib/github/run-action.ts';
import { mutations } from '../../simulator/diary.ts';
import { crashes, healthy } from '../../simulator/runtimes/fates.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { type Account, anAccount, CLUSTER, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { type InProcessOptions, runInProcess } from '../support/in-process.ts';
import { moveTag } from '../support/move-tag.ts';

const DEPLOY = { name: 'deploy-ecs', main };
const BREAKER_OFF = { circuitBreaker: { enable: false, rollback: false } };

/** An account whose service runs v1, and an image v2 with its fate. */
async function aRelease(fate = healthy(), service: ServiceOptions = {}): Promise<Account & { readonly v2: string }> {
  const account = anAccount({ fates: { v2: fate } });
  await account.pushImage('v1');
  await account.pushImage('agent');
  await account.createService(service);
  const { reference } = await account.pushImage('v2');
  return { ...account, v2: reference };
}

function deploy(
  simulator: Simulator,
  inputs: Readonly<Record<string, string>>,
  options: Partial<InProcessOptions> = {},
) {
  return runInProcess(DEPLOY, {
    simulator,
    api: directDoor(simulator),
    inputs: { cluster: CLUSTER, service: SERVICE, ...inputs },
    ...options,
  });
}

/** The post step of a run. */
async function postAfter(simulator: Simulator, state: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const nothing: Report = {
    conclusion: 'success',
    verdict: 'none',
    headline: '',
    outputs: {},
    summary: '',
    annotations: [],
  };
  const action = {
    name: 'deploy-ecs',
    main: async (context: ActionContext, api: AwsApi) => {
      await post(context, api);
      return nothing;
    },
  };
  const run = await runInProcess(action, { simulator, api: directDoor(simulator), inputs: {}, state });
  return run.lines;
}

const asked = (simulator: Simulator, operation: string) =>
  simulator.diary.filter((entry) => entry.operation === operation && entry.outcome === 'ok').length;
const statuses = (simulator: Simulator) =>
  Object.values(simulator.world.ecs.serviceDeployments).map(({ status }) => status);

test('a throttled request for the rollback is made again until it is taken', async () => {
  const { simulator, v2 } = await aRelease(crashes(), BREAKER_OFF);
  simulator.setFaults([{ kind: 'throttled', operation: 'StopServiceDeployment', times: 3 }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

test('a rollback whose answer was lost is found to be under way, and asked for once', async () => {
  const { simulator, v2 } = await aRelease(crashes(), BREAKER_OFF);
  simulator.setFaults([{ kind: 'answer-lost', operation: 'StopServiceDeployment', nth: [1] }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(report.outputs.reason).toMatch(/^failed-tasks/);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

test('a service that is deleted during the watch ends it: something was touched, so the run is not “refused”', async () => {
  const { simulator, v2 } = await aRelease();
  const api = directDoor(simulator);
  let looks = 0;
  const deleting: AwsApi = {
    call: async (service, operation, input, options) => {
      looks += operation === 'DescribeServiceDeployments' ? 1 : 0;
      if (operation === 'DescribeServiceDeployments' && looks === 3) {
        await simulator.call('ecs', 'DeleteService', { cluster: CLUSTER, service: SERVICE, force: true });
        simulator.advance(10 * 60_000);
      }
      return api.call(service, operation, input, options);
    },
    raw: api.raw,
  };
  const { report, tookMs } = await deploy(simulator, { image: v2 }, { api: deleting });
  expect(report.verdict).toBe('unobserved');
  expect(report.outputs.reason).toContain(SERVICE);
  expect(tookMs).toBeLessThan(15 * 60_000);
});

test('a watcher that could not find its deployment leaves it alone, also in the post step', async () => {
  const { simulator, v2 } = await aRelease();
  simulator.setFaults([{ kind: 'access-denied', operation: 'DescribeServiceRevisions', nth: [2, 3, 4] }]);
  const { report, state } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('unobserved');
  expect(asked(simulator, 'UpdateService')).toBe(1);
  simulator.setFaults([]);
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(0);
});

test('a cancelled run whose request for the rollback fails leaves it to the post step', async () => {
  const { simulator, v2 } = await aRelease(healthy({ startMs: 10 * 60_000 }));
  simulator.setFaults([{ kind: 'server-error', operation: 'StopServiceDeployment' }]);
  const { report, state } = await deploy(simulator, { image: v2 }, { cancelAfterMs: 20_000 });
  expect(report.verdict).toBe('cancelled');
  simulator.setFaults([]);
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
  simulator.advance(20 * 60_000);
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'ROLLBACK_SUCCESSFUL']);
});

test('a cancelled run that was heard is not repeated in the post step', async () => {
  const { simulator, v2 } = await aRelease();
  const { report, state } = await deploy(simulator, { image: v2 }, { cancelAfterMs: 20_000 });
  expect(report.verdict).toBe('cancelled');
  await postAfter(simulator, state);
  expect(asked(simulator, 'StopServiceDeployment')).toBe(1);
});

const SIDECAR = {
  taskDefinition: {
    containerDefinitions: [
      { name: 'app', image: '127.0.0.1:4566/app:v1', essential: true, portMappings: [{ containerPort: 8080 }] },
      { name: 'agent', image: '127.0.0.1:4566/app:agent', essential: false },
    ],
  },
} as const satisfies ServiceOptions;

test('a sidecar that is named by a tag does not keep a second run from finding nothing to do', async () => {
  const { simulator, v2 } = await aRelease(healthy(), SIDECAR);
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('deployed');
  const before = simulator.diary.length;
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('unchanged');
  expect(mutations(simulator.diary.slice(before))).toEqual([]);
});

test('a sidecar that is named by a tag does not keep the same run from being joined', async () => {
  const { simulator, v2 } = await aRelease(healthy(), SIDECAR);
  await deploy(simulator, { image: `app=${v2}`, 'wait-until': 'none' });
  expect((await deploy(simulator, { image: `app=${v2}` })).report.verdict).toBe('deployed');
  expect(asked(simulator, 'UpdateService')).toBe(1);
});

test('an image outside ECR that somebody names by a tag is deployed again: nobody knows whether the tag moved', async () => {
  const { simulator } = await aRelease();
  const inputs = { image: 'docker.io/team/app:latest' };
  expect((await deploy(simulator, inputs)).report.verdict).toBe('deployed');
  expect((await deploy(simulator, inputs)).report.verdict).toBe('deployed');
  expect(asked(simulator, 'UpdateService')).toBe(2);
});

test('going back to the revision that serves changes nothing', async () => {
  const { simulator } = await aRelease();
  const before = simulator.diary.length;
  const { report } = await deploy(simulator, { 'rollback-to': 'web:1' });
  expect(report.verdict).toBe('unchanged');
  expect(mutations(simulator.diary.slice(before))).toEqual([]);
});

test('a name that does not exist and an image that does not exist are told in one error', async () => {
  const { simulator } = await aRelease();
  const { report } = await deploy(simulator, { image: `ap=${simulator.world.ecr.registryHost}/app:v9` });
  expect(report.verdict).toBe('refused');
  expect(report.outputs.reason).toMatch(/v9/);
  expect(report.outputs.reason).toMatch(/"ap".*"app"/s);
});

test('a dry run waits for nobody', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2, 'wait-until': 'none' });
  const inputs = { image: v2.replace(':v2', ':v1'), 'dry-run': 'true' };
  const { report, tookMs } = await deploy(simulator, inputs);
  expect(report.verdict).toBe('planned');
  expect(tookMs).toBeLessThan(5_000);
});

test('where ECS has forgotten the older deployments, previous is the source of the one that made what serves', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2 });
  simulator.transact((world) => {
    const [oldest] = Object.values(world.ecs.serviceDeployments).sort((a, b) => a.createdAt - b.createdAt);
    if (oldest !== undefined) delete world.ecs.serviceDeployments[oldest.serviceDeploymentArn];
  });
  const { report } = await deploy(simulator, { 'rollback-to': 'previous' });
  expect(report.verdict).toBe('deployed');
  const running = Object.values(simulator.world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  const v1 = simulator.world.ecr.repositories.app?.imageTags.v1 ?? 'no v1';
  expect(running.length).toBeGreaterThan(0);
  for (const { containers } of running) expect(containers.map(({ imageDigest }) => imageDigest)).toEqual([v1]);
});

test('a deployment that ends while it is read what there is: the same step again leaves it, and makes no second one', async () => {
  const { simulator, v2 } = await aRelease();
  await deploy(simulator, { image: v2, 'wait-until': 'none' });
  const api = directDoor(simulator);
  // Between the answer about the service and the one about its deployments.
  const ending: AwsApi = {
    call: async (service, operation, input, options) => {
      if (operation === 'ListServiceDeployments') simulator.advance(20 * 60_000);
      return api.call(service, operation, input, options);
    },
    raw: api.raw,
  };
  const { report } = await deploy(simulator, { image: v2 }, { api: ending });
  expect(report.verdict).toBe('unchanged');
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'SUCCESSFUL']);
});

const NO_ROLLBACK = { circuitBreaker: { enable: true, rollback: false } };

test('what served before is put back by its digest, whatever its tag means by now', async () => {
  const { simulator, v2, pushImage } = await aRelease(crashes(), NO_ROLLBACK);
  const v1 = simulator.world.ecr.repositories.app?.imageTags.v1 ?? 'no v1';
  const moved = await pushImage('moved');
  await moveTag({ simulator }, 'v1', moved.digest);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(simulator.world.ecr.repositories.app?.imageTags.v1).toBe(moved.digest);
  const running = Object.values(simulator.world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  expect(new Set(running.flatMap(({ containers }) => containers.map(({ imageDigest }) => imageDigest)))).toEqual(
    new Set([v1]),
  );
});

test('a way back whose answer was lost is found, and not begun twice', async () => {
  const { simulator, v2 } = await aRelease(crashes(), NO_ROLLBACK);
  simulator.setFaults([{ kind: 'answer-lost', operation: 'UpdateService', nth: [2] }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('rolled-back');
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
});

test('a way back that ECS refuses is failed, with its words, and is not asked for again', async () => {
  const { simulator, v2 } = await aRelease(crashes(), NO_ROLLBACK);
  simulator.setFaults([{ kind: 'access-denied', operation: 'UpdateService', nth: [2, 3, 4] }]);
  const { report } = await deploy(simulator, { image: v2 });
  expect(report.verdict).toBe('failed');
  expect(report.outputs.reason).toMatch(/Going back to web:1 failed: Not allowed to call ecs:UpdateService/);
  expect(statuses(simulator)).toEqual(['SUCCESSFUL', 'STOPPED']);
});

test('what somebody deploys when ECS has stopped ours is not taken the place of', async () => {
  const { simulator, v2 } = await aRelease(crashes(), NO_ROLLBACK);
  const api = directDoor(simulator);
  let begun = false;
  // Between the look that shows the stop and the last check before the way back.
  const quicker: AwsApi = {
    call: async (service, operation, input, options) => {
      if (operation === 'ListServiceDeployments' && !begun && statuses(simulator).at(-1) === 'STOPPED') {
        begun = true;
        const answer = await api.call(service, operation, input, options);
        await simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1' });
        simulator.advance(2_000);
        return answer;
      }
      return api.call(service, operation, input, options);
    },
    raw: api.raw,
  };
  const { report } = await deploy(simulator, { image: v2 }, { api: quicker });
  expect(begun).toBe(true);
  expect(report.verdict).toBe('superseded');
  expect(statuses(simulator)).toHaveLength(3);
});

test('a job that is cancelled while the way back goes on leaves it to ECS', async () => {
  const { simulator, v2 } = await aRelease(crashes(), NO_ROLLBACK);
  const cancel = { cancelAfterMs: 0 };
  const undisturbed = await deploy(simulator, { image: v2 });
  cancel.cancelAfterMs = undisturbed.tookMs - 20_000;
  const again = await aRelease(crashes(), NO_ROLLBACK);
  const { report, state } = await deploy(again.simulator, { image: again.v2 }, cancel);
  expect(report.verdict).toBe('cancelled');
  await postAfter(again.simulator, state);
  again.simulator.advance(20 * 60_000);
  expect(statuses(again.simulator)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  expect(asked(again.simulator, 'StopServiceDeployment')).toBe(0);
});

test('a success that somebody takes the place of for a moment leads again, and is deployed', async () => {
  const { simulator, v2 } = await aRelease();
  const api = directDoor(simulator);
  let ended = false;
  // Between the answer about our deployment and the one about the service.
  const meddling: AwsApi = {
    call: api.call,
    raw: async (service, operation, input) => {
      if (operation === 'DescribeServices' && !ended && statuses(simulator).join() === 'SUCCESSFUL,SUCCESSFUL') {
        ended = true;
        await simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1' });
        simulator.advance(3_000);
        const serviceDeploymentArn = Object.keys(simulator.world.ecs.serviceDeployments).at(-1);
        await simulator.call('ecs', 'StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' });
        simulator.advance(10_000);
      }
      return api.raw(service, operation, input);
    },
  };
  const { report } = await deploy(simulator, { image: v2 }, { api: meddling });
  expect(ended).toBe(true);
  expect(report.verdict).toBe('deployed');
});
