// migrate through its shipped bundle, with an image by its digest alone, as it comes from another job.

import { afterEach, expect, test } from 'vitest';
import { exits } from '../../simulator/runtimes/fates.ts';
import { aMigrationPlace, type MigrationPlace } from '../support/migration-place.ts';

let place: MigrationPlace;
afterEach(() => place.close());

const imagesOf = () =>
  place
    .inputsOf('RegisterTaskDefinition')
    .flatMap(({ containerDefinitions }) =>
      (containerDefinitions as readonly { image: string }[]).map(({ image }) => image),
    );

test('the repository is given by its name, by its URI, or by Terraform', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const uri = place.imageByTag('release').replace(/:release$/, '');
  const byName = await place.migrate({ image: place.digest, repository: 'app' });
  expect(byName.outputs.verdict).toBe('succeeded');
  const byUri = await place.migrate({ image: `app=${place.digest}`, repository: uri, command: 'two' });
  expect(byUri.outputs.verdict).toBe('succeeded');
  const outputs = JSON.stringify({ ecr_repository_url: uri });
  const byTerraform = await place.migrate({ image: place.digest, 'terraform-outputs': outputs, command: 'three' });
  expect(byTerraform.outputs.verdict).toBe('succeeded');
  expect(byTerraform.lines.join('\n')).toContain('repository comes from Terraform output "ecr_repository_url"');
  // The second and the third say the same, so one registration serves all.
  expect(imagesOf()).toEqual([`${uri}@${place.digest}`]);
  expect(place.problems()).toEqual([]);
});

test('what is wrong with the repository is told together with the service, and nothing runs', async () => {
  place = await aMigrationPlace({ release: exits(0) });
  const unknown = await place.migrate({ image: place.digest, repository: 'ap', service: 'wbe' });
  expect(unknown.outputs.verdict).toBe('refused');
  expect(unknown.outputs.reason?.split('\n')).toEqual([
    expect.stringMatching(/no service "wbe"/),
    expect.stringMatching(/^repository: .*no repository "ap"\. Did you mean "app"\?/),
  ]);
  const withContainer = await place.migrate({ image: place.digest, repository: 'ap', container: 'ap' });
  expect(withContainer.outputs.reason?.split('\n')).toEqual([
    expect.stringMatching(/^container: .*no container "ap"/),
    expect.stringMatching(/^repository: .*no repository "ap"/),
  ]);
  const none = await place.migrate({ image: place.digest });
  expect(none.outputs.reason).toMatch(/^repository: is required, because image is given by its digest alone/);
  expect(place.mutations()).toEqual([]);
});
