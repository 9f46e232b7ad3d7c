import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import type { DeployPlan } from '../plan.ts';
import {
  aDefinition,
  aPrimary,
  aSituation,
  type Chapter,
  deploymentArn,
  imageOf,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { contentOf } from './content.ts';
import { makerOf, planPrevious } from './previous.ts';
import { tagsFor } from './revision-tags.ts';

function chaptersOf(deployments: string): Chapter[] {
  return deployments.split(' ').flatMap((text): Chapter[] => {
    const [release = '', status = 'SUCCESSFUL'] = text.split(':');
    return release === '' ? [] : [[release, status as Chapter[1]]];
  });
}

/** The release that a plan deploys, or what else it does. */
function outcomeOf(chapters: readonly Chapter[]): string {
  try {
    const plan = planPrevious(aSituation(...chapters));
    return plan.kind === 'deploy' ? releaseOf(plan, chapters) : plan.kind;
  } catch (error) {
    if (error instanceof UserError) return 'refused';
    throw error;
  }
}

function releaseOf(plan: Extract<DeployPlan, { kind: 'deploy' }>, chapters: readonly Chapter[]): string {
  const number = Number(plan.back?.taskDefinitionArn.split(':').at(-1));
  return chapters[number - 1]?.[0] ?? 'none';
}

/** `v1 v2:STOPPED`: a deployment each, oldest first; SUCCESSFUL where nothing else is said. */
const STORIES: readonly (readonly [what: string, deployments: string, expected: string])[] = [
  ['a green deploy', 'v1 v2', 'v1'],
  ['a green deploy, a red smoke test and the way back', 'v1 v2 v1', 'refused'],
  ['three green deploys and one way back', 'v1 v2 v3 v2', 'v1'],
  ['the way back, and the same release again', 'v1 v2 v1 v2', 'v1'],
  ['the way back, and then a new release', 'v1 v2 v1 v3', 'v1'],
  ['forced redeployments of the same content', 'v1 v2 v2 v2', 'v1'],
  ['a deployment that hangs over v2', 'v1 v2 v3:IN_PROGRESS', 'stop'],
  ['a way back that is itself in progress, which is joined', 'v1 v2 v1:IN_PROGRESS', 'resume'],
  ['a way back that is itself being rolled back', 'v1 v2 v1:ROLLBACK_IN_PROGRESS', 'stop'],
  ['a second attempt with what had been gone back from', 'v1 v2 v1 v2:IN_PROGRESS', 'stop'],
  ['a redeployment of what serves', 'v1 v2 v2:IN_PROGRESS', 'stop'],
  ['a deployment that has only been asked for', 'v1 v2:PENDING', 'stop'],
  ['a deployment on its way back already', 'v1 v2:ROLLBACK_IN_PROGRESS', 'stop'],
  ['a deployment that ECS rolled back', 'v1 v2:ROLLBACK_SUCCESSFUL', 'unchanged'],
  ['a deployment that ECS stopped without a rollback', 'v1 v2 v3:STOPPED', 'v2'],
  ['a stopped deployment over what had been gone back to', 'v1 v2 v1 v3:STOPPED', 'v1'],
  ['a rollback that failed', 'v1 v2:ROLLBACK_FAILED', 'v1'],
  ['a release that ECS stopped, and what served put back', 'v0 v1 v2:STOPPED v1', 'unchanged'],
  ['two releases that ECS stopped, and what served put back', 'v0 v1 v2:STOPPED v3:STOPPED v1', 'unchanged'],
  [
    'a rollback that failed, and what served put back at the second attempt',
    'v0 v1 v2:ROLLBACK_FAILED v1:STOPPED v1',
    'unchanged',
  ],
  ['what served being put back, which is joined', 'v0 v1 v2:STOPPED v1:IN_PROGRESS', 'resume'],
  ['what served being put back, where ECS gives up on that', 'v0 v1 v2:STOPPED v1:ROLLBACK_IN_PROGRESS', 'stop'],
  ['what served put back, which did not start either', 'v0 v1 v2:STOPPED v1:STOPPED', 'v1'],
  ['what served put back, and then a restart of it', 'v0 v1 v2:STOPPED v1 v1', 'v0'],
  ['what served put back, and then a new release', 'v0 v1 v2:STOPPED v1 v3', 'v1'],
  ['a release that ECS rolled back, and then a restart of what serves', 'v0 v1 v2:ROLLBACK_SUCCESSFUL v1', 'v0'],
  ['a restart that ECS stopped, and another one', 'v0 v1 v1:STOPPED v1', 'v0'],
  ['a release that ECS stopped, and one that had served earlier', 'v0 v1 v2:STOPPED v0', 'refused'],
  ['a way back without a tag that ECS stopped, which is tried again', 'v1 v2 v1:STOPPED', 'v1'],
  ['a way back without a tag that ECS could not roll back', 'v1 v2 v1:ROLLBACK_FAILED', 'v1'],
  ['a way back without a tag that ECS rolled back', 'v1 v2 v1:ROLLBACK_SUCCESSFUL', 'unchanged'],
  ['one release alone', 'v1', 'refused'],
  ['nothing that ever succeeded', 'v1:STOPPED', 'refused'],
  ['nothing at all', '', 'refused'],
  ['a first deployment that hangs', 'v1:IN_PROGRESS', 'stop'],
];

test.each(STORIES)('rollback-to: previous after %s (%s): %s', (_what, deployments, expected) => {
  expect(outcomeOf(chaptersOf(deployments))).toBe(expected);
});

test('a rollback after which somebody has begun what no list shows yet is not said to be all there is', () => {
  const { service, ...rest } = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'ROLLBACK_SUCCESSFUL']);
  const begun = { ...service, deployments: [aPrimary(3, taskDefinitionArn('web:3'), 'IN_PROGRESS')] };
  expect(planPrevious({ ...rest, service: begun })).toMatchObject({
    kind: 'stop',
    deploymentArn: deploymentArn(2),
    rule: 'it was rolled back already, and another deployment begins',
  });
});

test('a rollback whose tasks do not all run yet is watched until they do', () => {
  const { service, ...rest } = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'ROLLBACK_SUCCESSFUL']);
  expect(planPrevious({ ...rest, service: { ...service, runningCount: 1 } })).toMatchObject({
    kind: 'stop',
    deploymentArn: deploymentArn(2),
    rule: 'it was rolled back already, and not all tasks of what is brought back run yet',
  });
  expect(planPrevious({ ...rest, service })).toMatchObject({
    kind: 'unchanged',
    because:
      'the newest deployment was rolled back already; web:1 serves; to go further back, name a revision or an image',
  });
});

describe('what served before a release that failed, once it was put back,', () => {
  const { service, ...rest } = aSituation(
    ['v0', 'SUCCESSFUL'],
    ['v1', 'SUCCESSFUL'],
    ['v2', 'STOPPED'],
    ['v1', 'SUCCESSFUL'],
  );

  test('is told with what failed, and how to go further back', () => {
    expect(planPrevious({ ...rest, service })).toEqual({
      kind: 'unchanged',
      deploymentArn: deploymentArn(4),
      taskDefinitionArn: taskDefinitionArn('web:4'),
      because:
        'the deployment of web:3 failed (STOPPED), and what had served before it was put back already: web:4 serves; to go further back, name a revision or an image',
    });
  });

  test('is told with the deployment that failed where its definition was deleted', () => {
    const deployments = rest.deployments.map(({ target, ...past }) =>
      target === undefined || past.status === 'STOPPED' ? past : { ...past, target },
    );
    expect(planPrevious({ ...rest, service, deployments })).toMatchObject({
      kind: 'unchanged',
      because: expect.stringMatching(/^the deployment of d3 failed \(STOPPED\)/),
    });
  });

  test('is watched until all of its tasks run', () => {
    expect(planPrevious({ ...rest, service: { ...service, runningCount: 1 } })).toEqual({
      kind: 'resume',
      deploymentArn: deploymentArn(4),
      taskDefinitionArn: taskDefinitionArn('web:4'),
      rule: 'it is a way back itself, and not all of its tasks run yet',
    });
  });

  test('is no way back when it did not succeed itself, though it leads', () => {
    const [newest, ...older] = rest.deployments;
    if (newest === undefined) throw new Error('there is no deployment');
    const deployments = [{ ...newest, status: 'STOPPED' as const }, ...older];
    expect(planPrevious({ ...rest, service, deployments }).kind).toBe('deploy');
  });

  test('is gone back from all the same when somebody names it as what is to be left', () => {
    expect(planPrevious({ ...rest, service }, { isNamed: true })).toMatchObject({
      kind: 'deploy',
      back: { taskDefinitionArn: taskDefinitionArn('web:1'), from: 'web:4' },
    });
  });

  test('is known where ECS has forgotten that it served before, by what its deployment took the place of', () => {
    const deployments = rest.deployments.slice(0, 2);
    const source = rest.deployments[2]?.target;
    expect(planPrevious({ ...rest, service, deployments }, { beyond: source }).kind).toBe('unchanged');
    expect(() => planPrevious({ ...rest, service, deployments })).toThrow(/no earlier release/);
  });

  test('is no way back where the one that succeeded between cannot be known any more', () => {
    const deployments = rest.deployments.map((past) => {
      const { target: _, ...unknown } = past;
      return past.arn === deploymentArn(2) ? unknown : past;
    });
    expect(planPrevious({ ...rest, service, deployments })).toMatchObject({
      back: { taskDefinitionArn: taskDefinitionArn('web:1') },
    });
  });
});

test('a deployment in progress is ended by its own id', () => {
  expect(planPrevious(aSituation(['v1', 'SUCCESSFUL'], ['v2', 'IN_PROGRESS']))).toMatchObject({
    kind: 'stop',
    deploymentArn: deploymentArn(2),
  });
});

test('a refusal says what else may be named', () => {
  const situation = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL'], ['v1', 'SUCCESSFUL']);
  expect(() => planPrevious(situation)).toThrow(/"web" has no earlier release .*Name a revision or an image/);
});

describe('what previous registers', () => {
  const plan = planPrevious(aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']));

  test('is a revision of its own, by digest, that notes what was gone back from', () => {
    expect(plan).toMatchObject({
      kind: 'deploy',
      register: { containerDefinitions: [{ image: imageOf('v1') }] },
      force: false,
      back: { taskDefinitionArn: taskDefinitionArn('web:1'), from: 'web:2' },
      rule: 'web:1 is the newest release that succeeded, differs from what serves and was not rolled back from',
    });
    expect(plan).not.toHaveProperty('taskDefinitionArn');
  });

  test('is never forced: a revision of its own makes a deployment by itself', () => {
    const { service, ...rest } = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'STOPPED']);
    const back = planPrevious({ ...rest, service: { ...service, taskDefinitionArn: taskDefinitionArn('web:1') } });
    expect(back).toMatchObject({ kind: 'deploy', force: false, back: { from: 'web:1' } });
  });

  test('notes what the service is set to where nothing is in charge', () => {
    const stuck = planPrevious(aSituation(['v1', 'SUCCESSFUL'], ['v2', 'STOPPED']));
    expect(stuck).toMatchObject({ kind: 'deploy', back: { from: 'web:2' } });
  });
});

describe('previous after a way back of its own', () => {
  const STEP = { step: '815/rollback/back', attempt: 2 };

  /** The newest deployment is the one that `previous` made, away from web:2. */
  function afterWayBack(...chapters: readonly Chapter[]) {
    const situation = aSituation(...chapters);
    const [newest, ...older] = situation.deployments;
    if (newest?.target === undefined) throw new Error('there is no deployment');
    const target = { ...newest.target, tags: tagsFor([], { from: 'web:2', step: '815/rollback/back/1' }) };
    return { ...situation, deployments: [{ ...newest, target }, ...older] };
  }
  const BACK = [
    ['v0', 'SUCCESSFUL'],
    ['v2', 'SUCCESSFUL'],
    ['v1', 'SUCCESSFUL'],
  ] as const satisfies readonly Chapter[];

  test('a later attempt of the same run has nothing left to do', () => {
    expect(planPrevious(afterWayBack(...BACK), { thisStep: STEP })).toMatchObject({
      kind: 'unchanged',
      deploymentArn: deploymentArn(3),
      taskDefinitionArn: taskDefinitionArn('web:3'),
      because:
        'an earlier attempt of this run went back from web:2 to web:3 already, which serves; to go further back, start a new run',
    });
  });

  test.each([
    ['another run', { ...STEP, step: '816/rollback/back' }],
    ['a second step of the same attempt', { ...STEP, attempt: 1 }],
    ['a step outside of GitHub', undefined],
  ])('%s goes one release further back', (_what, thisStep) => {
    expect(planPrevious(afterWayBack(...BACK), { thisStep })).toMatchObject({
      kind: 'deploy',
      back: { taskDefinitionArn: taskDefinitionArn('web:1') },
    });
  });

  test('so does the same run, when something else has come to serve since', () => {
    const situation = afterWayBack(...BACK);
    const later = aSituation(...BACK, ['v4', 'SUCCESSFUL']);
    const [newest] = later.deployments;
    if (newest === undefined) throw new Error('there is no deployment');
    const deployments = [newest, ...situation.deployments];
    expect(planPrevious({ ...later, deployments }, { thisStep: STEP })).toMatchObject({
      kind: 'deploy',
      back: { taskDefinitionArn: taskDefinitionArn('web:3') },
    });
    // A deployment that ended, but is not in charge: something is moving that the list does not show yet.
    const { service, ...rest } = situation;
    const other = { ...service, deployments: [] };
    expect(planPrevious({ ...rest, service: other }, { thisStep: STEP }).kind).not.toBe('unchanged');
  });

  test('one that is in progress is joined, also to what ECS no longer knows to have served', () => {
    const chapters: Chapter[] = [
      ['v2', 'STOPPED'],
      ['v1', 'IN_PROGRESS'],
    ];
    expect(planPrevious(aSituation(...chapters)).kind).toBe('stop');
    expect(planPrevious(afterWayBack(...chapters))).toMatchObject({ kind: 'resume', deploymentArn: deploymentArn(2) });
  });

  test.each([
    ['ROLLBACK_SUCCESSFUL', 'unchanged'],
    ['ROLLBACK_IN_PROGRESS', 'stop'],
  ] as const)('one over a release that failed, which is %s, has brought back what it was to bring', (status, kind) => {
    const chapters = [
      ['v0', 'SUCCESSFUL'],
      ['v1', 'SUCCESSFUL'],
      ['v2', 'STOPPED'],
      ['v1', status],
    ] as const;
    expect(planPrevious(afterWayBack(...chapters)).kind).toBe(kind);
  });

  test.each(['STOPPED', 'ROLLBACK_FAILED'] as const)(
    'one to a younger release that is %s is tried again by its tag',
    (status) => {
      const chapters = [
        ['v1', 'SUCCESSFUL'],
        ['v2', 'SUCCESSFUL'],
        ['v3', 'SUCCESSFUL'],
        ['v1', 'SUCCESSFUL'],
        ['v2', status],
      ] as const;
      expect(planPrevious(afterWayBack(...chapters))).toMatchObject({
        back: { taskDefinitionArn: taskDefinitionArn('web:2'), from: 'web:4' },
      });
      expect(planPrevious(aSituation(...chapters))).toMatchObject({
        back: { taskDefinitionArn: taskDefinitionArn('web:4') },
      });
    },
  );

  test.each(['ROLLBACK_SUCCESSFUL', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_REQUESTED'] as const)(
    'one that is %s is tried again: what it was to leave serves, or will',
    (status) => {
      const situation = afterWayBack(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL'], ['v1', status]);
      expect(planPrevious(situation)).toMatchObject({
        kind: 'deploy',
        back: { taskDefinitionArn: taskDefinitionArn('web:1'), from: 'web:2' },
        ...(status === 'ROLLBACK_SUCCESSFUL' ? {} : { replaces: deploymentArn(3) }),
      });
    },
  );
});

describe('beyond what ECS remembers', () => {
  const beyond = (release: string, knownSince?: number) => ({
    ...contentOf(aDefinition(imageOf(release)), {
      arn: revisionArn(99),
      taskDefinitionArn: taskDefinitionArn('web:99'),
      images: [],
    }),
    ...(knownSince === undefined ? {} : { knownSince }),
  });

  test('previous is the source of the deployment that made what serves', () => {
    const situation = aSituation(['v2', 'SUCCESSFUL']);
    expect(planPrevious(situation, { beyond: beyond('v1', 0) })).toMatchObject({
      back: { taskDefinitionArn: taskDefinitionArn('web:99') },
      rule: 'web:99 is what served before the release that serves now; ECS has forgotten everything older',
    });
    expect(makerOf(situation)?.arn).toBe(deploymentArn(1));
    expect(makerOf(aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']))?.arn).toBe(deploymentArn(2));
    expect(makerOf(aSituation(['v2', 'STOPPED'], ['v2', 'SUCCESSFUL']))?.arn).toBe(deploymentArn(2));
  });

  test('what the history itself knows goes first', () => {
    const situation = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']);
    expect(planPrevious(situation, { beyond: beyond('v0', 0) })).toMatchObject({
      back: { taskDefinitionArn: taskDefinitionArn('web:1') },
    });
  });

  test('it is neither what serves, nor what was gone back from', () => {
    const { service, ...rest } = aSituation(['v1', 'SUCCESSFUL']);
    const [newest] = rest.deployments;
    if (newest?.target === undefined) throw new Error('there is no deployment');
    expect(() => planPrevious({ service, ...rest }, { beyond: beyond('v1', 0) })).toThrow(/no earlier release/);
    // The release that serves is older than the one that it took the place of.
    const deployments = [{ ...newest, target: { ...newest.target, knownSince: 1 } }];
    expect(() => planPrevious({ ...rest, service, deployments }, { beyond: beyond('v2', 2) })).toThrow(/no earlier/);
    expect(planPrevious({ ...rest, service, deployments }, { beyond: beyond('v0', 0) }).kind).toBe('deploy');
  });

  test('the maker of what serves is the first deployment of it that is known', () => {
    const situation = aSituation(['v1', 'STOPPED'], ['v2', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL'], ['v3', 'STOPPED']);
    const served = {
      ...situation,
      service: aSituation(['v1', 'STOPPED'], ['v2', 'SUCCESSFUL'], ['v2', 'SUCCESSFUL']).service,
    };
    expect(makerOf(served)?.arn).toBe(deploymentArn(2));
  });

  test('nobody made what does not serve, also where ECS has forgotten what a deployment brought', () => {
    const { service, deployments } = aSituation(['v1', 'SUCCESSFUL'], ['v2', 'STOPPED']);
    const forgotten = deployments.map(({ target: _, ...rest }) => rest);
    expect(makerOf({ ...aSituation(), service, deployments: forgotten })).toBeUndefined();
  });
});
