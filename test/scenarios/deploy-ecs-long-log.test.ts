// A log that is longer than what a pipe holds: the runner reads it to its end, which says how the step ended.

import { expect, test } from 'vitest';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

test('a plan of thousands of lines is written to its last one', async () => {
  const place = await aDeployPlace();
  const environment = Array.from({ length: 3_000 }, (_, index) => ({ name: `V${index}`, value: 'x'.repeat(60) }));
  const [family, image] = ['web', place.v2];
  const app = { name: 'app', image, environment, portMappings: [{ containerPort: 8080 }] };
  place.file('web.json', JSON.stringify({ family, cpu: '256', memory: '512', containerDefinitions: [app] }));
  const planned = await place.deploy({ 'task-definition': 'web.json', 'dry-run': 'true' });
  expect(ending(planned)).toEqual({ exitCode: 0, verdict: 'planned' });
  expect(planned.lines).toContainEqual(expect.stringContaining('environment V2999'));
  expect(planned.lines.at(-1)).toMatch(/Dry run: nothing was changed/);
});
