import { expect, test } from 'vitest';
import { main } from '../../actions/migrate/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { runInProcess } from '../support/in-process.ts';

test('a member that AWS does not give back is named, nothing is run, and what was registered is said', async () => {
  const account = anAccount();
  await account.pushImage('v1');
  await account.createService({ containerDefinition: { environment: [{ name: 'LEVEL', value: 'info' }] } });
  const { reference: image } = await account.pushImage('v2');
  const { simulator } = account;
  const api = directDoor(simulator);
  const forgetful: AwsApi = {
    call: api.call,
    raw: async (service, operation, input) => {
      const answer = await api.raw(service, operation, input);
      if (operation !== 'RegisterTaskDefinition') return answer;
      return JSON.parse(JSON.stringify(answer, (name, value: unknown) => (name === 'environment' ? [] : value)));
    },
  };
  const inputs = { cluster: CLUSTER, service: SERVICE, image, command: 'npm run migrate' };
  const { report } = await runInProcess({ name: 'migrate', main }, { simulator, api: forgetful, inputs });
  expect(report.verdict).toBe('refused');
  expect(report.outputs.reason).toMatch(/web-migrate:1 .*environment/);
  expect(report.summary).toContain('web-migrate:1 was registered; nothing was run.');
  expect(report.summary).not.toContain('Nothing was touched');
  expect(simulator.diary.map(({ operation }) => operation)).not.toContain('RunTask');
});
