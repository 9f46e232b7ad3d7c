// Turns of a way back that random worlds seldom take: ECS has stopped the deployment, and left it at that.

import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { moveTag } from '../support/move-tag.ts';
import { aRelease, asked, deploy, disturbedDoor, postAfter, statuses } from './a-turn.ts';

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
  let begun = false;
  const api = disturbedDoor(simulator, {
    // Between the look that shows the stop and the last check before the way back.
    after: async (operation) => {
      if (operation !== 'ListServiceDeployments' || begun || statuses(simulator).at(-1) !== 'STOPPED') return;
      begun = true;
      await simulator.call('ecs', 'UpdateService', { cluster: CLUSTER, service: SERVICE, taskDefinition: 'web:1' });
      simulator.advance(2_000);
    },
  });
  const { report } = await deploy(simulator, { image: v2 }, { api });
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
