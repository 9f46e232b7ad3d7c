// What people complain of in other deploy tools, as tests of the shipped bundle: what is only found out when it is too late.

import { expect, test } from 'vitest';
import { aDeployPlace, ending } from '../support/deploy-place.ts';

test('complaint 37: a service that is missing is told with cluster, account, region and the names that are near', async () => {
  const place = await aDeployPlace();
  const run = await place.deploy({ image: place.v2, service: 'wbe' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  for (const text of [run.outputs.reason, run.annotations[0]?.message]) {
    for (const word of ['"wbe"', '"prod"', '123456789012', 'eu-west-1', '"web"']) expect(text).toContain(word);
    expect(text).not.toContain('MISSING');
  }
  expect(place.changes()).toEqual([]);
});
