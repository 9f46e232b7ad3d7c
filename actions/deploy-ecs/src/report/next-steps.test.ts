import { expect, test } from 'vitest';
import { aLook, aService } from '../rollout/a-rollout.ts';
import { nextSteps } from './next-steps.ts';
import type { Outcome } from './report.ts';

const refused: Outcome = {
  verdict: 'refused',
  reason: 'the reason of it',
  service: aService({}),
  cluster: 'prod',
  changes: [],
  durationMs: 0,
  lookedAt: 0,
  endedAt: 0,
  isRollback: false,
};

test('who is refused is told to choose among releases only where they are shown', () => {
  expect(nextSteps({ ...refused, isRollback: true, releases: { releases: [], facts: new Map() } })).toEqual([
    expect.stringContaining('name one of'),
  ]);
  expect(nextSteps(refused)).toEqual([]);
});

test('who deployed to a service that was deleted is told to find out who did it, and of nothing to go back to', () => {
  const seen = aLook({ service: { status: 'DRAINING' } });
  const failed: Outcome = { ...refused, verdict: 'failed', seen, previousTaskDefinitionArn: 'task-definition/web:1' };
  expect(nextSteps(failed)).toEqual([expect.stringContaining('who deleted the service')]);
});

test('a command that is told can be copied into a shell as it stands', () => {
  const seen = aLook({
    deployment: { alarms: { status: 'TRIGGERED', names: ['p99 latency'], triggered: ['p99 latency'] } },
  });
  expect(nextSteps({ ...refused, verdict: 'rolled-back', seen }).join('\n')).toContain(
    "describe-alarm-history --alarm-name 'p99 latency')",
  );
});
