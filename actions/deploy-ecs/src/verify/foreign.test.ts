import { describe, expect, test } from 'vitest';
import { aService } from '../rollout/a-rollout.ts';
import { contradictingCluster, foreignDefinition, foreignRegion } from './foreign.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012';
const HERE = 'account 123456789012, region eu-west-1';

describe('a task definition', () => {
  test.each([
    ['a revision', 'web:42'],
    ['a family', 'web'],
    ['a number', '42'],
    ['nothing', ''],
    ['an ARN of its own', `${ARN}:task-definition/web:42`],
  ])('by %s is of the service', (_what, name) => {
    expect(foreignDefinition('rollback-to', name, aService())).toEqual([]);
  });

  test.each([
    ['account', 'arn:aws:ecs:eu-west-1:210987654321', 'account 210987654321, region eu-west-1'],
    ['region', 'arn:aws:ecs:us-east-1:123456789012', 'account 123456789012, region us-east-1'],
  ])('of another %s is refused with both places', (_what, arn, place) => {
    expect(foreignDefinition('rollback-to', `${arn}:task-definition/web:42`, aService())).toEqual([
      `rollback-to: web:42 is of ${place}, and the service "web" of ${HERE}. ECS runs a task definition only where it is registered; name one of ${HERE}`,
    ]);
  });
});

describe('the ARN of a service', () => {
  const service = `${ARN}:service/prod/web`;

  test.each([
    ['a name', 'web', 'staging'],
    ['a name, beside an ARN', 'web', `${ARN}:cluster/staging`],
    ['of this cluster', service, 'prod'],
    ['of this cluster, by its ARN', service, `${ARN}:cluster/prod`],
    ['of the old kind, which names no cluster', `${ARN}:service/web`, 'prod'],
  ])('agrees with the cluster: %s', (_what, name, cluster) => {
    expect(contradictingCluster({ cluster, service: name })).toEqual([]);
  });

  test.each([
    ['by its name', 'staging'],
    ['by its ARN', `${ARN}:cluster/staging`],
  ])('names another cluster than the one %s', (_what, cluster) => {
    expect(contradictingCluster({ cluster, service })).toEqual([
      'service: its ARN is of the cluster "prod", and the input cluster says "staging"; correct one of the two, or give the service by its name',
    ]);
  });

  test.each([
    ['service/prod/web', service],
    ['service/web', `${ARN}:service/web`],
  ])('may be of another place than the ARN of the cluster: %s', (_what, name) => {
    const cluster = 'arn:aws:ecs:us-east-1:123456789012:cluster/prod';
    expect(contradictingCluster({ cluster, service: name })).toEqual([
      `service: its ARN is of ${HERE}, and the ARN of the cluster of account 123456789012, region us-east-1; correct one of the two`,
    ]);
  });
});

describe('the region of the step', () => {
  const cluster = `${ARN}:cluster/prod`;
  const service = `${ARN}:service/prod/web`;

  test.each([
    ['names have none', { cluster: 'prod', service: 'web' }, 'us-east-1'],
    ['ARNs are of it', { cluster, service }, 'eu-west-1'],
    ['nobody has said it', { cluster, service }, undefined],
  ])('%s', (_what, ref, region) => {
    expect(foreignRegion(ref, region)).toEqual([]);
  });

  test('is another one than that of an ARN, whatever its partition', () => {
    expect(
      foreignRegion({ cluster, service: 'arn:aws-cn:ecs:cn-north-1:123456789012:service/web' }, 'us-east-1'),
    ).toEqual([
      'cluster: its ARN is of region eu-west-1, and AWS_REGION is us-east-1; correct one of the two',
      'service: its ARN is of region cn-north-1, and AWS_REGION is us-east-1; correct one of the two',
    ]);
  });
});
