import { afterEach, expect, test } from 'vitest';
import { exits } from '../../simulator/runtimes/fates.ts';
import { anIdTokenDoor } from '../support/id-token-door.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

const ROLE = 'arn:aws:iam::123456789012:role/deploy';
const VIRTUAL_START = Date.UTC(2030, 0, 1, 12);

let place: MigrationPlace;
afterEach(() => place.close());

test('a migration runs as the role that it assumes by itself', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const { env } = await anIdTokenDoor(() => VIRTUAL_START + 3_600_000);
  const run = await place.migrate(
    { 'role-to-assume': ROLE },
    { ...env, AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' },
  );
  expect(run.outputs).toMatchObject({ verdict: 'succeeded' });
  expect(place.inputsOf('AssumeRoleWithWebIdentity')).toMatchObject([{ RoleArn: ROLE }]);
  expect(place.problems()).toEqual([]);
});

test('without its permission nothing is run', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({ 'role-to-assume': ROLE });
  expect(run.outputs).toMatchObject({ verdict: 'refused', reason: expect.stringMatching(/id-token: write/) });
  expect(place.diary()).toEqual([]);
});
