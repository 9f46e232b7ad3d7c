// migrate through its shipped bundle: what is wrong is told all at once, and nothing was touched.

import { afterEach, expect, test } from 'vitest';
import { exits } from '../../simulator/runtimes/fates.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

let place: MigrationPlace;
afterEach(() => place.close());

test('malformed inputs are told all at once, before AWS is asked', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({
    service: 'web\nworker',
    image: 'Not An Image',
    command: '["node", 1]',
    timeout: 'soon',
    'on-concurrent': 'join',
    subnets: 'sg-1',
    'capacity-provider-strategy': 'FARGATE_SPOT=1',
    environment: 'NO_VALUE',
  });
  expect(run.exitCode).toBe(1);
  expect(run.outputs.verdict).toBe('refused');
  for (const word of [
    'service: is one service',
    'image:',
    'command:',
    'timeout:',
    'on-concurrent:',
    'subnets:',
    'capacity-provider-strategy:',
    'environment:',
  ])
    expect(run.outputs.reason).toContain(word);
  expect(place.diary()).toEqual([]);
});

test('an empty image is refused: it would migrate with the old release', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({ image: '' });
  expect(run.outputs.verdict).toBe('refused');
  expect(run.outputs.reason).toContain('image: is required');
});

test('a container and an image that do not exist are told together, with near names', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({
    container: 'ap',
    image: place.imageByTag('relaese'),
    'assign-public-ip': 'ENABLED',
  });
  expect(run.outputs.verdict).toBe('refused');
  expect(run.outputs.reason).toContain('no container "ap". Did you mean "app"?');
  expect(run.outputs.reason).toContain('no image with the tag "relaese". Did you mean "release"?');
  expect(place.mutations()).toEqual([]);
});

test.each([
  { inputs: { service: 'wbe' }, words: 'no service "wbe". Did you mean "web"?' },
  { inputs: { cluster: 'prdo' }, words: 'no cluster "prdo"' },
])('a name that does not exist is told with near names: $words', async ({ inputs, words }) => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate(inputs);
  expect(run.outputs.verdict).toBe('refused');
  expect(run.outputs.reason).toContain(words);
  expect(place.mutations()).toEqual([]);
});

test('the family of the service is refused', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({ family: 'web' });
  expect(run.outputs.reason).toContain('family');
  expect(place.mutations()).toEqual([]);
});

test('a dry run prints the plan and touches nothing', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({ 'dry-run': 'true', environment: 'PASSWORD=hunter2' });
  expect(run.exitCode).toBe(0);
  expect(run.outputs.verdict).toBe('planned');
  expect(run.lines.join('\n')).toContain('container "app" runs the command');
  expect(`${run.lines.join('\n')}${run.summary}`).not.toContain('hunter2');
  expect(place.mutations()).toEqual([]);
});

test('cluster and service may come from Terraform', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const run = await place.migrate({
    cluster: '',
    service: '',
    'terraform-outputs':
      '{"ecs_cluster_name":{"value":"prod","type":"string"},"ecs_service_name":{"value":"web","type":"string"}}',
  });
  expect(run.outputs.verdict).toBe('succeeded');
  expect(run.lines.join('\n')).toContain('cluster comes from Terraform output "ecs_cluster_name"');
});
