import { describe, expect, test } from 'vitest';
import { UserError } from '../../../lib/core/errors.ts';
import { parseImage } from '../../../lib/core/image.ts';
import type { RequestedImage } from '../../../lib/core/requested-images.ts';
import type { DeploymentStatus, Raw } from '../../../lib/core/snapshots.ts';
import { registrable } from '../../../lib/core/task-definition.ts';
import { contentOf } from './history/content.ts';
import type { DeployRequest } from './inputs.ts';
import { planDeployment, type Situation } from './plan.ts';
import {
  aDefinition,
  aPrimary,
  aRequest,
  aService,
  aSituation,
  type Chapter,
  deploymentArn,
  digestOf,
  imageOf,
  revisionArn,
  taskDefinitionArn,
} from './rollout/a-rollout.ts';

const wanted = (release: string) => registrable(aDefinition(imageOf(release)));

function plan(
  chapters: readonly Chapter[],
  release: string,
  request: Partial<DeployRequest> = {},
  service: Partial<Situation['service']> = {},
) {
  const situation = aSituation(...chapters);
  return planDeployment(
    aRequest(request),
    { ...situation, service: { ...situation.service, ...service } },
    wanted(release),
  );
}

describe('what serves already', () => {
  test('is left as it is', () => {
    expect(plan([['v1', 'SUCCESSFUL']], 'v1')).toMatchObject({
      kind: 'unchanged',
      deploymentArn: deploymentArn(1),
      taskDefinitionArn: taskDefinitionArn('web:1'),
    });
  });

  test('is not said to serve where the desired count is 0', () => {
    const { service, ...rest } = aSituation(['v1', 'SUCCESSFUL']);
    const situation = { ...rest, service: { ...service, desiredCount: 0, runningCount: 0 } };
    expect(planDeployment(aRequest(), situation, wanted('v1'))).toMatchObject({
      kind: 'unchanged',
      because: 'web:1 is what the service is set to already, and its desired count is 0',
    });
  });

  test('is left as it is after a release that ECS rolled back', () => {
    expect(
      plan(
        [
          ['v1', 'SUCCESSFUL'],
          ['v2', 'ROLLBACK_SUCCESSFUL'],
        ],
        'v1',
      ),
    ).toMatchObject({ kind: 'unchanged', deploymentArn: deploymentArn(1) });
  });

  test('is deployed again where that is asked for', () => {
    expect(plan([['v1', 'SUCCESSFUL']], 'v1', { forceNewDeployment: true })).toMatchObject({
      kind: 'deploy',
      force: true,
    });
  });

  test('is watched until all its tasks run', () => {
    expect(plan([['v1', 'SUCCESSFUL']], 'v1', {}, { runningCount: 1 })).toMatchObject({
      kind: 'resume',
      deploymentArn: deploymentArn(1),
    });
  });
});

describe('what is not what serves is registered and deployed', () => {
  test.each<readonly [string, readonly Chapter[], string]>([
    ['a new release', [['v1', 'SUCCESSFUL']], 'v2'],
    ['the first release', [], 'v1'],
    [
      'an old release',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'SUCCESSFUL'],
      ],
      'v1',
    ],
    [
      'a release that ECS rolled back',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'ROLLBACK_SUCCESSFUL'],
      ],
      'v2',
    ],
    [
      'a release that ECS stopped',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'STOPPED'],
      ],
      'v2',
    ],
    [
      'the release before one that ECS stopped',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'STOPPED'],
      ],
      'v1',
    ],
    [
      'the release before one whose rollback failed',
      [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'ROLLBACK_FAILED'],
      ],
      'v1',
    ],
  ])('%s', (_what, chapters, release) => {
    const made = plan(chapters, release);
    expect(made).toMatchObject({ kind: 'deploy', register: wanted(release), force: false });
    expect(made).not.toHaveProperty('replaces');
  });

  test('with the difference to what the service runs', () => {
    expect(plan([['v1', 'SUCCESSFUL']], 'v2')).toMatchObject({
      changes: [{ what: 'container "app" image', before: imageOf('v1'), after: imageOf('v2') }],
    });
  });
});

describe('a deployment of just this', () => {
  test.each<readonly [DeploymentStatus, string]>([
    ['PENDING', 'resume'],
    ['IN_PROGRESS', 'resume'],
    ['UNRECOGNISED', 'resume'],
    ['STOP_REQUESTED', 'wait'],
    ['ROLLBACK_REQUESTED', 'wait'],
    ['ROLLBACK_IN_PROGRESS', 'wait'],
    ['STOPPED', 'deploy'],
    ['ROLLBACK_SUCCESSFUL', 'deploy'],
    ['ROLLBACK_FAILED', 'deploy'],
  ])('that is %s: %s', (status, expected) => {
    expect(
      plan(
        [
          ['v1', 'SUCCESSFUL'],
          ['v2', status],
        ],
        'v2',
      ).kind,
    ).toBe(expected);
  });

  test('is joined by its own name, and no other', () => {
    expect(
      plan(
        [
          ['v1', 'SUCCESSFUL'],
          ['v2', 'IN_PROGRESS'],
        ],
        'v2',
      ),
    ).toMatchObject({ deploymentArn: deploymentArn(2), taskDefinitionArn: taskDefinitionArn('web:2') });
  });

  test('is not joined where a new one is asked for', () => {
    expect(
      plan(
        [
          ['v1', 'SUCCESSFUL'],
          ['v2', 'IN_PROGRESS'],
        ],
        'v2',
        { forceNewDeployment: true },
      ).kind,
    ).toBe('wait');
  });
});

describe('another deployment in progress', () => {
  const chapters: readonly Chapter[] = [
    ['v1', 'SUCCESSFUL'],
    ['v2', 'IN_PROGRESS'],
  ];

  test('is waited for', () => {
    expect(plan(chapters, 'v3')).toEqual({ kind: 'wait', deploymentArn: deploymentArn(2), status: 'IN_PROGRESS' });
    expect(plan(chapters, 'v1')).toMatchObject({ kind: 'wait' });
  });

  test('is refused with its name', () => {
    expect(() => plan(chapters, 'v3', { onInProgress: 'fail' })).toThrow(deploymentArn(2));
    expect(() => plan(chapters, 'v3', { onInProgress: 'fail', dryRun: true })).toThrow(UserError);
    expect(plan([['v1', 'SUCCESSFUL']], 'v3', { onInProgress: 'fail' }).kind).toBe('deploy');
  });

  test('is replaced', () => {
    expect(plan(chapters, 'v3', { onInProgress: 'replace' })).toMatchObject({
      kind: 'deploy',
      replaces: deploymentArn(2),
    });
  });

  test('is replaced at once where there is nothing in it to wait for, whatever was asked for', () => {
    const situation = { ...aSituation(...chapters), notWaitedFor: 'is surely bad' };
    for (const onInProgress of ['wait', 'fail'] as const)
      expect(planDeployment(aRequest({ onInProgress }), situation, wanted('v3'))).toMatchObject({
        kind: 'deploy',
        replaces: deploymentArn(2),
      });
  });

  test('is named by a dry run, which waits for nobody', () => {
    const made = plan(chapters, 'v3', { dryRun: true });
    expect(made).toMatchObject({ kind: 'deploy', after: deploymentArn(2) });
    expect(made).not.toHaveProperty('replaces');
  });
});

describe('what serves by a tag', () => {
  const tagged = aDefinition('123456789012.dkr.ecr.eu-west-1.amazonaws.com/app:latest');
  const revision = {
    arn: revisionArn(1),
    taskDefinitionArn: taskDefinitionArn('web:1'),
    images: [{ container: 'app', image: '', digest: digestOf('v1') }],
  };
  const [past] = aSituation(['v1', 'SUCCESSFUL']).deployments;
  const situation = {
    ...aSituation(['v1', 'SUCCESSFUL']),
    deployments: past === undefined ? [] : [{ ...past, target: contentOf(tagged, revision) }],
  };

  test('is left as it is where the digest that ran is asked for, and only then', () => {
    expect(planDeployment(aRequest(), situation, wanted('v1')).kind).toBe('unchanged');
    expect(planDeployment(aRequest(), situation, wanted('v2')).kind).toBe('deploy');
  });
});

test('only the newest deployment is joined, and only one that succeeded serves', () => {
  expect(
    plan(
      [
        ['v2', 'UNRECOGNISED'],
        ['v1', 'SUCCESSFUL'],
      ],
      'v2',
    ).kind,
  ).toBe('deploy');
  const odd = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'STOPPED']);
  const service = { deployments: [aPrimary(2, taskDefinitionArn('web:2'), 'COMPLETED')] };
  expect(planDeployment(aRequest(), { ...odd, service: aService(service) }, wanted('v2')).kind).toBe('deploy');
});

describe('an image that is known by a tag only', () => {
  const tag = 'docker.io/team/app:latest';
  const image = parseImage(tag) as RequestedImage['image'];
  const agent = 'public.ecr.aws/datadog/agent:latest';
  const sidecar = { name: 'agent', image: agent, essential: false };
  const app = { name: 'app', image: imageOf('v1') };

  /** ECS resolved the tags when the deployment began. */
  function planAgain(containerDefinitions: readonly Raw[], status: DeploymentStatus, request: Partial<DeployRequest>) {
    const situation = aSituation(['v1', status]);
    const definition = { family: 'web', containerDefinitions };
    const deployments = situation.deployments.map((past) => ({
      ...past,
      ...(past.target && {
        target: { ...past.target, key: 'pinned to what ran', registeredKey: JSON.stringify(sorted(definition)) },
      }),
    }));
    return planDeployment(aRequest(request), { ...situation, deployments }, definition).kind;
  }
  const sorted = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(sorted)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, item]) => [name, sorted(item)]),
          )
        : value;

  test('does not matter where nobody names it: the sidecar of what the service runs', () => {
    expect(planAgain([app, sidecar], 'SUCCESSFUL', {})).toBe('unchanged');
    expect(planAgain([app, sidecar], 'IN_PROGRESS', {})).toBe('resume');
  });

  test('is deployed again where somebody names it: it may mean another image by now', () => {
    const asked = { images: [{ container: 'app', image }] };
    expect(planAgain([{ ...app, image: tag }], 'SUCCESSFUL', asked)).toBe('deploy');
    expect(planAgain([{ ...app, image: tag }], 'IN_PROGRESS', asked)).toBe('wait');
    expect(planAgain([app, sidecar], 'SUCCESSFUL', { source: { kind: 'file', path: 'web.json' } })).toBe('deploy');
  });

  test('is no reason to deploy again what a file names by digests alone', () => {
    expect(planAgain([app], 'SUCCESSFUL', { source: { kind: 'file', path: 'web.json' } })).toBe('unchanged');
  });
});
