// An image by its digest alone, as it comes from another job: the repository is another input, or Terraform's.

import { expect, test } from 'vitest';
import type { Raw } from '../../lib/core/snapshots.ts';
import { imageOf } from '../../lib/core/task-definition.ts';
import { aDeployPlace, type DeployPlace, ending } from '../support/deploy-place.ts';

const uriOf = (place: DeployPlace) => place.v2.replace(/:v2$/, '');

async function deployed(place: DeployPlace, inputs: Readonly<Record<string, string>>) {
  const run = await place.deploy(inputs);
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  const [register] = place.diary().filter(({ operation }) => operation === 'RegisterTaskDefinition');
  expect(imageOf(register?.input as Raw, 'app')).toBe(`${uriOf(place)}@${place.digest}`);
  return run;
}

test('the repository is given by its name, and ECR says where it is', async () => {
  const place = await aDeployPlace();
  await deployed(place, { image: place.digest, repository: 'app' });
  expect(ending(await place.deploy({ image: `app=${place.digest}`, repository: 'app' })).verdict).toBe('unchanged');
});

test('the repository is given by its URI, for a container by name', async () => {
  const place = await aDeployPlace();
  await deployed(place, { image: `app=${place.digest}`, repository: uriOf(place) });
});

test('the repository is given by its ARN', async () => {
  const place = await aDeployPlace();
  const { account, region } = place.simulator.world;
  await deployed(place, { image: place.digest, repository: `arn:aws:ecr:${region}:${account}:repository/app` });
});

test('the repository comes from Terraform, and the log says so; one map serves all actions', async () => {
  const place = await aDeployPlace();
  const outputs = { registry: uriOf(place), site: 'https://shop.example.com' };
  const run = await deployed(place, {
    image: place.digest,
    'terraform-outputs': JSON.stringify(outputs),
    'terraform-output-names': 'repository=registry\nurl=site',
  });
  expect(run.lines.join('\n')).toContain('repository comes from Terraform output "registry"');
});

test('a repository that no image needs is not looked at', async () => {
  const place = await aDeployPlace();
  const outputs = JSON.stringify({ ecr_repository_url: 'elsewhere' });
  const run = await place.deploy({ image: place.v2, repository: 'apps', 'terraform-outputs': outputs });
  expect(ending(run)).toEqual({ exitCode: 0, verdict: 'deployed' });
  expect(run.lines.join('\n')).not.toContain('ecr_repository_url');
});

test('what is wrong with the repository is told with everything else, and nothing is touched', async () => {
  const place = await aDeployPlace();
  const missing = `sha256:${'0'.repeat(64)}`;
  const { region } = place.simulator.world;
  for (const [inputs, problems] of [
    [{ image: place.digest }, [/^repository: is required, because image is given by its digest alone/]],
    [{ image: place.digest, repository: 'ap' }, [/^repository: .*no repository "ap"\. Did you mean "app"\?/]],
    [{ image: place.digest, repository: 'App' }, [/^repository: "App" is not a repository/]],
    [{ image: missing, repository: 'app' }, [/^image: .*"app" has no image sha256:000/]],
    [
      { image: place.digest, repository: `arn:aws:ecr:${region}:210987654321:repository/app` },
      [/^repository: ECR of account 210987654321 has no repository "app"/],
    ],
    [{ image: `ap=${place.digest}`, repository: 'aps' }, [/^repository: .*"aps"/, /^image: .*no container "ap"/]],
    [
      { service: 'wbe', image: `app=${place.digest}\nproxy=${place.digest}`, repository: 'ap' },
      [/^service: .*"wbe"/, /^repository: .*"ap"/],
    ],
  ] as const) {
    const run = await place.deploy(inputs);
    expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
    expect(run.outputs.reason?.split('\n')).toEqual(problems.map((problem) => expect.stringMatching(problem)));
  }
  expect(place.changes()).toEqual([]);
});

test('who may not ask where the repository is hears of the URI, with which nobody has to be asked', async () => {
  const place = await aDeployPlace();
  place.simulator.setFaults([{ kind: 'access-denied', service: 'ecr' }]);
  const run = await place.deploy({ image: place.digest, repository: 'app' });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'refused' });
  expect(run.outputs.reason).toMatch(/ecr:DescribeRepositories.*by its URI/);
  await deployed(place, { image: place.digest, repository: uriOf(place) });
});
