import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { type InProcessRun, runInProcess } from '../support/in-process.ts';

/** A run against an ECS that has forgotten a member when it answers. */
async function withForgetful(
  operation: string,
  member: string,
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly run: InProcessRun; readonly asked: readonly string[] }> {
  const account = anAccount();
  await account.pushImage('v1');
  await account.createService({ containerDefinition: { environment: [{ name: 'LEVEL', value: 'info' }] } });
  const { reference } = await account.pushImage('v2');
  const { simulator } = account;
  const api = wireDoor(simulator);
  const forgetful: AwsApi = {
    call: api.call,
    raw: async (service, name, input) => {
      const answer = await api.raw(service, name, input);
      if (name !== operation) return answer;
      return JSON.parse(JSON.stringify(answer, (key, value: unknown) => (key === member ? [] : value)));
    },
  };
  const given = { cluster: CLUSTER, service: SERVICE, ...inputs };
  const all = inputs.image === 'v2' ? { ...given, image: reference } : given;
  const run = await runInProcess({ name: 'deploy-ecs', main }, { simulator, api: forgetful, inputs: all });
  return { run, asked: simulator.diary.map(({ operation: name }) => name) };
}

test('a member that AWS does not give back is named, and the service is not touched', async () => {
  const { run, asked } = await withForgetful('RegisterTaskDefinition', 'environment', { image: 'v2' });
  expect(run.report.verdict).toBe('refused');
  expect(run.report.outputs.reason).toMatch(/web:2 .*environment/);
  expect(asked).not.toContain('UpdateService');
});

const THRESHOLD = { 'circuit-breaker-threshold': 'COUNT=5' };
const LOST = 'deploymentConfiguration.deploymentCircuitBreaker.thresholdConfiguration';

test('a setting that AWS does not give back is no success', async () => {
  const { run } = await withForgetful('UpdateService', 'thresholdConfiguration', THRESHOLD);
  expect(run.report.conclusion).toBe('failure');
  expect(run.report.outputs.reason).toContain(`without what was sent as ${LOST}`);
});

test('a setting that AWS does not give back with a release is told beside that release', async () => {
  const { run } = await withForgetful('UpdateService', 'thresholdConfiguration', { image: 'v2', ...THRESHOLD });
  expect(run.report.verdict).toBe('deployed');
  expect(run.lines.join('\n')).toMatch(new RegExp(`^::warning.*without what was sent as ${LOST}`, 'm'));
});
