import { describe, expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import {
  aDefinition,
  aSituation,
  deploymentArn,
  digestOf,
  imageOf,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { contentOf } from './content.ts';
import { backTo } from './rollback.ts';

describe('going back', () => {
  const tags = [{ key: 'slipway:commit', value: 'abc' }];
  const ran = (image: string, members: Raw = {}) =>
    contentOf(
      aDefinition(image, { taskDefinitionArn: taskDefinitionArn('web:1'), ...members }),
      {
        arn: revisionArn(1),
        taskDefinitionArn: taskDefinitionArn('web:1'),
        images: [{ container: 'app', image, digest: digestOf('v1') }],
      },
      tags,
    );
  const situation = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']);

  test('to a definition that names digests deploys it as it is', () => {
    const plan = backTo(situation, ran(imageOf('v1')));
    expect(plan).toMatchObject({ kind: 'deploy', taskDefinitionArn: taskDefinitionArn('web:1') });
    expect(plan).not.toHaveProperty('register');
  });

  test('to a definition that names a moving tag registers it anew, pinned to what ran', () => {
    const plan = backTo(situation, ran('123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:latest'));
    expect(plan).toMatchObject({
      kind: 'deploy',
      register: { containerDefinitions: [{ image: imageOf('v1') }] },
      force: false,
    });
    expect(plan).not.toHaveProperty('taskDefinitionArn');
  });

  test.each(['INACTIVE', 'DELETE_IN_PROGRESS'])(
    'to a definition that is %s registers it anew, with its tags',
    (status) => {
      const plan = backTo(situation, ran(imageOf('v1'), { status }));
      expect(plan).toMatchObject({
        kind: 'deploy',
        register: { containerDefinitions: [{ image: imageOf('v1') }] },
        back: { taskDefinitionArn: taskDefinitionArn('web:1'), tags },
      });
      expect(plan).not.toHaveProperty('taskDefinitionArn');
      expect(plan).not.toHaveProperty('register.status');
    },
  );

  test('says what it changes, and what it takes the place of', () => {
    const hung = aSituation(['v1', 'SUCCESSFUL'], ['v3', 'SUCCESSFUL'], ['v2', 'IN_PROGRESS']);
    expect(backTo(hung, ran(imageOf('v1')))).toMatchObject({
      replaces: deploymentArn(3),
      changes: [{ what: 'container "app" image', before: imageOf('v2'), after: imageOf('v1') }],
    });
    expect(backTo(situation, ran(imageOf('v1')))).not.toHaveProperty('replaces');
  });

  test('to what a deployment in progress takes the place of ends that deployment, however it moves', () => {
    for (const status of ['IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'] as const) {
      const hung = aSituation(['v1', 'SUCCESSFUL'], ['v3', 'STOPPED'], ['v2', status]);
      expect(backTo(hung, ran(imageOf('v1')))).toEqual({
        kind: 'stop',
        deploymentArn: deploymentArn(3),
        rule: 'web:1 is what the deployment in progress takes the place of',
      });
      expect(backTo(hung, ran(imageOf('v3')))).toMatchObject({ kind: 'deploy', replaces: deploymentArn(3) });
    }
  });

  test('to what serves already changes nothing', () => {
    expect(backTo(aSituation(['v1', 'SUCCESSFUL']), ran(imageOf('v1')))).toMatchObject({
      kind: 'unchanged',
      because: 'web:1 serves just this already',
    });
    expect(backTo(aSituation(['v1', 'SUCCESSFUL'], ['v1', 'STOPPED']), ran(imageOf('v1')))).toMatchObject({
      kind: 'deploy',
    });
  });

  test('to what is on its way already joins it', () => {
    const onItsWay = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL'], ['v1', 'IN_PROGRESS']);
    expect(backTo(onItsWay, ran(imageOf('v1')))).toMatchObject({ kind: 'resume', deploymentArn: deploymentArn(3) });
    const undone = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL'], ['v1', 'ROLLBACK_REQUESTED']);
    expect(backTo(undone, ran(imageOf('v1')))).toMatchObject({ kind: 'deploy', replaces: deploymentArn(3) });
  });

  test('to the very definition that the service is set to, but that does not serve, is forced', () => {
    const stuck = aSituation(['v1', 'STOPPED']);
    expect(backTo(stuck, ran(imageOf('v1')))).toMatchObject({ kind: 'deploy', force: true });
    expect(backTo(situation, ran(imageOf('v1')))).toMatchObject({ kind: 'deploy', force: false });
  });
});
