import { expect, it } from 'vitest';
import { aDrivenWorld, createService, type DrivenWorld, register } from './driven-world.ts';
import { aShiftingService } from './shifting-world.ts';

const MINUTE = 60_000;

function protectOldest(driven: DrivenWorld, expiresInMinutes: number): void {
  const [task] = Object.keys(driven.world.ecs.tasks);
  driven.call('UpdateTaskProtection', { cluster: 'prod', tasks: [task], protectionEnabled: true, expiresInMinutes });
}

const complaints = (driven: DrivenWorld) => driven.events().filter((text) => text.includes('under protection'));

it('a rolling update leaves a protected task until the protection is over, and says once why it is not done', () => {
  const driven = aDrivenWorld();
  register(driven);
  createService(driven);
  driven.until(() => driven.deployment().finishedAt !== undefined);
  const [old] = driven.service().deployments;
  protectOldest(driven, 20);
  const at = driven.world.now;
  driven.call('UpdateService', { cluster: 'prod', service: 'web', taskDefinition: register(driven) });
  driven.run(15 * MINUTE);
  expect(driven.deployment().status).toBe('IN_PROGRESS');
  expect(complaints(driven)).toEqual([
    `(service web) was unable to reach steady state because (taskSet ${old?.id}) was unable to scale in due to (reason 1 tasks under protection)`,
  ]);
  driven.until(() => driven.deployment().finishedAt !== undefined);
  expect(driven.deployment().status).toBe('SUCCESSFUL');
  expect(driven.world.now - at).toBeGreaterThanOrEqual(20 * MINUTE);
});

it('where traffic is shifted, the protected task holds up CLEAN_UP', () => {
  const driven = aShiftingService();
  protectOldest(driven, 60);
  driven.deploy();
  driven.untilStage('CLEAN_UP');
  driven.run(10 * MINUTE);
  expect(driven.deployment()).toMatchObject({ status: 'IN_PROGRESS', lifecycleStage: 'CLEAN_UP' });
  expect(complaints(driven)).toHaveLength(1);
  driven.finish();
  expect(driven.deployment().status).toBe('SUCCESSFUL');
});
