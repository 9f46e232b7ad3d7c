import { expect, test } from 'vitest';
import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { runInProcess } from '../support/in-process.ts';

test('a member that AWS does not give back is named, and the service is not touched', async () => {
  const account = anAccount();
  await account.pushImage('v1');
  await account.createService({ containerDefinition: { environment: [{ name: 'LEVEL', value: 'info' }] } });
  const { reference } = await account.pushImage('v2');
  const { simulator } = account;
  const api = wireDoor(simulator);
  const forgetful: AwsApi = {
    call: api.call,
    raw: async (service, operation, input) => {
      const answer = await api.raw(service, operation, input);
      if (operation !== 'RegisterTaskDefinition') return answer;
      return JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'environment' ? [] : value)));
    },
  };
  const inputs = { cluster: CLUSTER, service: SERVICE, image: reference };
  const run = await runInProcess({ name: 'deploy-ecs', main }, { simulator, api: forgetful, inputs });
  expect(run.report.verdict).toBe('refused');
  expect(run.report.outputs.reason).toMatch(/web:2 .*environment/);
  expect(simulator.diary.map(({ operation }) => operation)).not.toContain('UpdateService');
});
