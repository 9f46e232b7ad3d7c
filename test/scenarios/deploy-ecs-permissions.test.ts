import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { crashes } from '../../simulator/runtimes/fates.ts';
import { aDeployPlace, type DeployPlace } from '../support/deploy-place.ts';
import { root } from '../support/repository.ts';

const NAMES: Readonly<Record<string, string>> = { elb: 'elasticloadbalancing' };
const documented = new Set(
  readFileSync(join(root, 'actions/deploy-ecs/README.md'), 'utf8').match(/(?<=`)[a-z]+:[A-Z][A-Za-z]+(?=`)/g),
);
const asked = (place: DeployPlace) =>
  new Set(place.diary().map(({ service, operation }) => `${NAMES[service] ?? service}:${operation}`));

test('the README names every action that a deployment and a rollback ask for, and no other', async () => {
  const good = await aDeployPlace();
  await good.deploy({ image: good.v2 });
  await good.deploy({ 'rollback-to': 'previous' });
  const wrong = await aDeployPlace();
  await wrong.deploy({ image: wrong.v2.replace('v2', 'v9') });
  await wrong.deploy({ image: wrong.v2, service: 'wbe' });
  await wrong.deploy({ image: wrong.v2, cluster: 'pord' });
  const bad = await aDeployPlace({
    fates: { v2: crashes() },
    service: { circuitBreaker: { enable: false, rollback: false } },
  });
  await bad.deploy({ image: bad.v2 });
  // Where ECS may stop the old tasks first, their end is no proof that the new ones are well.
  const bare = await aDeployPlace({ service: { minimumHealthyPercent: 0, maximumPercent: 100 } });
  await bare.deploy({ image: bare.v2 });
  const secrets = [
    { name: 'A', valueFrom: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:a-a1b2c3' },
    { name: 'B', valueFrom: '/b' },
  ];
  const secretive = await aDeployPlace({
    secretValues: Object.fromEntries(secrets.map(({ valueFrom }) => [valueFrom, 'x'])),
    service: { containerDefinition: { secrets } },
  });
  await secretive.deploy({ image: secretive.v2 });
  const shifting = await aDeployPlace({ service: { deploymentConfiguration: { strategy: 'BLUE_GREEN' } } });
  await shifting.deploy({ image: shifting.v2, alarms: 'errors', 'dry-run': 'true' });
  const needed = new Set([good, wrong, bad, bare, secretive, shifting].flatMap((place) => [...asked(place)]));
  // IAM asks for these beside the calls that are made.
  const implied = ['iam:PassRole', 'ecs:TagResource'];
  // For what has no place here: an image whose configuration has to be fetched, one of upstream (tests of their own do), a network load balancer.
  const elsewhere = [
    'ecr:GetDownloadUrlForLayer',
    'ecr:DescribePullThroughCacheRules',
    'elasticloadbalancing:DescribeListeners',
  ];
  expect([...documented].sort()).toEqual([...needed, ...implied, ...elsewhere].sort());
});
