import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ancestry } from '../../../../lib/core/ancestry.ts';
import type { DeploymentStatus } from '../../../../lib/core/snapshots.ts';
import { aPastDeployment, aPrimary, aService, aSituation, MINUTE, taskDefinitionArn } from '../rollout/a-rollout.ts';
import type { PastDeployment } from './history.ts';
import {
  type CommitFacts,
  coming,
  contentsToRead,
  judgeCommit,
  leftBehind,
  pairToCompare,
  plainAncestry,
  reachesOrigin,
  sameAsLeft,
  servingRelease,
  WAYS_OUT,
} from './older-commit.ts';

const hash = (letter: string) => letter.repeat(40);
const tag = (value: string) => [{ key: 'slipway:commit', value }];
const WAY_BACK = { key: 'slipway:rolled-back-from', value: 'web:9' };

/** Release, commit, how it ended; each registers its revision a second before it begins, unless told. */
type Told = readonly [release: string, commit: string, status?: DeploymentStatus, registeredAt?: number];

/** Oldest first, as somebody would tell it; the answer is newest first, as ECS has it. */
function history(...chapters: readonly Told[]): PastDeployment[] {
  return chapters
    .map(([release, commit, status = 'SUCCESSFUL', registeredAt], index) => {
      const past = aPastDeployment(release, status, index + 1);
      if (past.target === undefined) return past;
      return {
        ...past,
        target: {
          ...past.target,
          tags: commit === '' ? [] : tag(commit),
          registeredAt: registeredAt ?? past.createdAt - 1_000,
        },
      };
    })
    .toReversed();
}

describe('what serves', () => {
  const service = (runningCount: number) =>
    aService({ deployments: [{ ...aPrimary(7, taskDefinitionArn('web:7')), runningCount }] });

  test('is the newest success, whatever failed after it', () => {
    const deployments = history(['v1', hash('a')], ['v2', hash('b')], ['v3', hash('c'), 'ROLLBACK_SUCCESSFUL']);
    expect(servingRelease({ ...aSituation(), deployments }, tag(hash('c')))).toEqual({
      taskDefinitionArn: taskDefinitionArn('web:2'),
      commit: hash('b'),
    });
  });

  test('without its tag, is of no known commit, whatever runs beside it', () => {
    const deployments = history(['v1', ''], ['v2', hash('b'), 'STOPPED']);
    expect(servingRelease({ ...aSituation(), deployments }, tag(hash('b')))).toEqual({
      taskDefinitionArn: taskDefinitionArn('web:1'),
    });
  });

  test('is what the service runs, where ECS has forgotten every deployment', () => {
    const situation = { ...aSituation(), deployments: [], service: service(2) };
    expect(servingRelease(situation, tag(hash('a')))).toEqual({
      taskDefinitionArn: taskDefinitionArn('web:7'),
      commit: hash('a'),
    });
    expect(servingRelease({ ...situation, service: service(0) }, tag(hash('a')))).toBeUndefined();
  });
});

describe('what is on its way', () => {
  const of = (status: DeploymentStatus) => ({
    ...aSituation(),
    deployments: history(['v1', hash('a')], ['v2', hash('b'), status]),
  });
  const plan = (situation: { readonly deployments: readonly PastDeployment[] }) => situation.deployments[0]?.arn ?? '';

  test.each<[DeploymentStatus, 'replaces' | 'after', 'replaced' | 'first']>([
    ['IN_PROGRESS', 'replaces', 'replaced'],
    ['PENDING', 'after', 'first'],
    ['UNRECOGNISED', 'after', 'first'],
  ])('%s counts as if it had succeeded (%s)', (status, member, comes) => {
    const situation = of(status);
    const next = coming(situation, { [member]: plan(situation) });
    expect(next?.comes).toBe(comes);
    expect(next && servingRelease(next.situation, [])).toEqual({
      taskDefinitionArn: taskDefinitionArn('web:2'),
      commit: hash('b'),
    });
    expect(servingRelease(situation, [])?.commit).toBe(hash('a'));
  });

  test('nothing is where nothing is replaced or waited for, where it goes away again, and where it is in nobody’s way', () => {
    const moving = of('IN_PROGRESS');
    expect(coming(moving, {})).toBeUndefined();
    expect(coming({ ...moving, deployments: [] }, {})).toBeUndefined();
    expect(coming({ ...moving, notWaitedFor: 'is surely bad' }, { replaces: plan(moving) })).toBeUndefined();
    for (const status of ['ROLLBACK_IN_PROGRESS', 'ROLLBACK_REQUESTED', 'STOP_REQUESTED'] as const)
      expect(coming(of(status), { replaces: plan(of(status)) }), status).toBeUndefined();
  });
});

describe('whom to ask', () => {
  const serving = (commit?: string) => ({
    taskDefinitionArn: taskDefinitionArn('web:1'),
    ...(commit === undefined ? {} : { commit }),
  });

  test('two commits that differ are compared, the one that is to be deployed first', () => {
    expect(pairToCompare(hash('a'), serving(hash('b')))).toEqual([hash('a'), hash('b')]);
    expect(pairToCompare(hash('a'), serving(hash('B')))).toEqual([hash('a'), hash('b')]);
  });

  test('nobody is asked about the same commit, a missing one, or what is none', () => {
    expect(pairToCompare(hash('a'), serving(hash('A')))).toBeUndefined();
    expect(plainAncestry(hash('a'), serving(hash('A')))).toEqual({ kind: 'same' });
    expect(pairToCompare(hash('a'), serving())).toBeUndefined();
    expect(plainAncestry(hash('a'), serving())).toEqual({
      kind: 'unknown',
      why: 'no tag slipway:commit says what that was made from',
    });
    expect(pairToCompare(hash('a'), serving('--help'))).toBeUndefined();
    expect(plainAncestry(hash('a'), serving('--help'))).toEqual({
      kind: 'unknown',
      why: 'its tag slipway:commit is "--help", which is no whole hash',
    });
  });
});

describe('how far back to read', () => {
  const [a, b, c] = [hash('a'), hash('b'), hash('c')];
  const contents = (deployments: readonly PastDeployment[], kind: 'newer' | 'diverged' = 'newer') =>
    contentsToRead(deployments, { kind });
  /** A second before the first deployment began. */
  const FIRST = 1 * MINUTE - 1_000;

  test('releases that each registered their own revision give no reason to', () => {
    expect(contents(history(['v1', a], ['v2', b], ['v3', c]))).toEqual([]);
    expect(contents(history(['v1', a]))).toEqual([]);
    expect(contents([])).toEqual([]);
    expect(contentsToRead(history(['v1', a], ['v2', b]), { kind: 'unknown', why: 'nobody says' })).toEqual([]);
  });

  test('commits of different branches are a reason to read a little', () => {
    expect(contents(history(['v1', a], ['v2', b]), 'diverged')).toEqual([5]);
  });

  test('a revision that is older than another success is a reason to read to where it first was deployed', () => {
    expect(contents(history(['v1', a], ['v2', b], ['v1', a, 'SUCCESSFUL', FIRST]))).toEqual([3]);
    expect(contents(history(['v0', c], ['v1', a], ['v2', b], ['v1', a, 'SUCCESSFUL', 2 * MINUTE - 1_000]))).toEqual([
      3,
    ]);
    expect(contents(history(['v1', a], ['v2', b, 'STOPPED'], ['v2', b], ['v1', a, 'SUCCESSFUL', FIRST]))).toEqual([4]);
    const many = Array.from({ length: 30 }, (): Told => ['v2', b]);
    expect(contents(history(['v1', a], ...many, ['v1', a, 'SUCCESSFUL', FIRST]))).toEqual([20]);
  });

  test('what failed in between was not left, nor was what is older than the revision', () => {
    const back: Told = ['v1', a, 'SUCCESSFUL', FIRST];
    expect(contents(history(['v1', a, 'STOPPED'], ['v2', b, 'STOPPED'], back))).toEqual([]);
    expect(contents(history(['v1', a], ['v2', b, 'SUCCESSFUL', 1 * MINUTE]))).toEqual([]);
  });

  test('a revision that was registered to go back is a reason to read more', () => {
    const [newest, ...older] = history(['v1', a], ['v2', b], ['v1', a]);
    if (newest?.target === undefined) throw new Error('there is a newest one');
    const marked = { ...newest, target: { ...newest.target, tags: [...newest.target.tags, WAY_BACK] } };
    expect(contents([marked, ...older])).toEqual([5, 20]);
    // What failed since changes nothing.
    expect(contents([...history(['v9', hash('e'), 'STOPPED']), marked, ...older])).toEqual([5, 20]);
    expect(contents([newest, ...older])).toEqual([]);
    // ECS need not say when it was registered.
    const { registeredAt: _, ...undated } = newest.target;
    expect(contents([{ ...newest, target: undated }, ...older])).toEqual([]);
  });

  test('what was read reaches far enough when it shows the first success of what serves', () => {
    expect(reachesOrigin(history(['v2', hash('b')], ['v1', hash('a')]))).toBe(false);
    expect(reachesOrigin(history(['v1', hash('a')], ['v2', hash('b')], ['v1', hash('a')]))).toBe(true);
    expect(reachesOrigin(history(['v1', hash('a'), 'STOPPED'], ['v2', hash('b')], ['v1', hash('a')]))).toBe(false);
    expect(reachesOrigin([])).toBe(false);
  });
});

describe('a commit that was rolled back from', () => {
  const left = (commit: string, ...chapters: readonly Told[]) =>
    leftBehind(history(...chapters), commit)
      ?.taskDefinitionArn.split('/')
      .at(-1);
  const [a, b, c] = [hash('a'), hash('b'), hash('c')];

  test('is the one that was left for an older release', () => {
    expect(left(b, ['v1', a], ['v2', b], ['v1', a])).toBe('web:2');
    expect(left(a, ['v1', a], ['v2', b], ['v1', a])).toBeUndefined();
    expect(left(c, ['v1', a], ['v2', b], ['v1', a])).toBeUndefined();
  });

  test('is no longer one when it has succeeded again', () => {
    expect(left(b, ['v1', a], ['v2', b], ['v1', a], ['v2', b])).toBeUndefined();
    expect(left(b, ['v1', a], ['v2', b], ['v1', a], ['v3', b])).toBeUndefined();
    expect(left(b, ['v1', a], ['v2', b], ['v1', a], ['v2', b], ['v1', a])).toBe('web:4');
  });

  test('is none that never succeeded: it may be tried again', () => {
    expect(left(b, ['v1', a], ['v2', b, 'ROLLBACK_SUCCESSFUL'])).toBeUndefined();
    expect(left(b, ['v1', a], ['v2', b, 'STOPPED'], ['v1', a])).toBeUndefined();
  });
});

describe('what was rolled back from under another commit', () => {
  const wanted = (release: string) => aPastDeployment(release, 'SUCCESSFUL', 9).target?.definition;
  const [a, b] = [hash('a'), hash('b')];

  test('is known again by its content', () => {
    const deployments = history(['v1', a], ['v2', b], ['v1', a]);
    expect(sameAsLeft(deployments, wanted('v2'))?.taskDefinitionArn).toBe(taskDefinitionArn('web:2'));
    expect(sameAsLeft(deployments, wanted('v1'))).toBeUndefined();
    expect(sameAsLeft(deployments, wanted('v3'))).toBeUndefined();
    expect(sameAsLeft(deployments, undefined)).toBeUndefined();
    expect(sameAsLeft(history(['v1', a], ['v2', b]), wanted('v2'))).toBeUndefined();
    expect(sameAsLeft(history(['v1', a], ['v2', b], ['v1', a], ['v2', b]), wanted('v2'))).toBeUndefined();
  });
});

describe('the judgement', () => {
  const [ours, theirs] = ['1234567890', 'abcdef0123'].map((text) => text.repeat(4)) as [string, string];
  const serving = { taskDefinitionArn: taskDefinitionArn('web:42'), commit: theirs };
  const [rolledBack] = history(['v3', ours]);
  const left = rolledBack?.target;
  const judge = (ancestry: Ancestry, facts: Partial<CommitFacts> = {}) =>
    judgeCommit({ commit: ours, serving, ancestry, ...facts });

  test('what is newer, and the same commit, is fine', () => {
    expect(judge({ kind: 'newer' })).toEqual({ kind: 'fine' });
    expect(judge({ kind: 'same' })).toEqual({ kind: 'fine' });
  });

  test('what is older goes backwards, and both commits and who serves are named', () => {
    const expected = {
      kind: 'backwards',
      because: 'commit 1234567 is older than abcdef0, which serves (web:42): this would take the service back',
    };
    expect(judge({ kind: 'older' })).toEqual(expected);
    expect(judge({ kind: 'older' }, left === undefined ? {} : { left })).toEqual(expected);
  });

  test.each<Ancestry>([{ kind: 'newer' }, { kind: 'diverged' }, { kind: 'unknown', why: 'nobody says' }])(
    'what was rolled back from goes backwards, also where it is $kind',
    (ancestry) => {
      expect(judge(ancestry, left === undefined ? {} : { left })).toEqual({
        kind: 'backwards',
        because:
          'commit 1234567 had succeeded (web:1) and was then gone back from, and has not succeeded since; what serves is abcdef0, web:42',
      });
    },
  );

  test('the commit that serves was not left, whatever else was made of it', () => {
    expect(judge({ kind: 'same' }, left === undefined ? {} : { left })).toEqual({ kind: 'fine' });
  });

  test('what was rolled back from under another commit is a doubt, unless it is refused anyway', () => {
    const again = left === undefined ? {} : { again: left };
    expect(judge({ kind: 'newer' }, again)).toEqual({
      kind: 'doubt',
      because:
        'what commit 1234567 deploys is just what web:1 was, which was rolled back from; what serves is abcdef0, web:42',
    });
    expect(judge({ kind: 'older' }, again).kind).toBe('backwards');
    expect(judge({ kind: 'newer' }, { ...again, ...(left === undefined ? {} : { left }) }).kind).toBe('backwards');
  });

  test('another branch is a doubt', () => {
    expect(judge({ kind: 'diverged' })).toEqual({
      kind: 'doubt',
      because:
        'commit 1234567 is neither older nor newer than abcdef0, which serves (web:42): they are of different branches, or history was rewritten; what only abcdef0 has will no longer serve',
    });
  });

  test('what cannot be known is a doubt, and says why; without a tag it is only said', () => {
    expect(judge({ kind: 'unknown', why: 'nobody says' })).toEqual({
      kind: 'doubt',
      because: 'whether commit 1234567 is older than what serves (abcdef0, web:42) cannot be known: nobody says',
    });
    expect(
      judge({ kind: 'unknown', why: 'nobody says' }, { serving: { taskDefinitionArn: taskDefinitionArn('web:42') } }),
    ).toEqual({
      kind: 'untagged',
      because: 'whether commit 1234567 is older than what serves (web:42) cannot be known: nobody says',
    });
  });

  test('of what is being deployed it is said that it is, and what becomes of it', () => {
    const older = (comes: 'replaced' | 'first') => judge({ kind: 'older' }, { serving: { ...serving, comes } });
    expect(older('replaced')).toEqual({
      kind: 'backwards',
      because: 'commit 1234567 is older than abcdef0, which is being deployed (web:42): this would take its place',
    });
    expect(older('first')).toEqual({
      kind: 'backwards',
      because:
        'commit 1234567 is older than abcdef0, which is being deployed (web:42): this would take the service back once that has ended',
    });
    const unknown = judge({ kind: 'unknown', why: 'nobody says' }, { serving: { ...serving, comes: 'replaced' } });
    expect(unknown).toMatchObject({
      because: expect.stringContaining('than what is being deployed (abcdef0, web:42)'),
    });
  });

  test('who is refused is told the ways out', () => {
    expect(WAYS_OUT).toMatch(/rollback-to.*on-older-commit: allow/);
  });
});

test('in every history, a commit is left behind only when it succeeded, and not while it is the newest success', () => {
  const chapter = fc.tuple(
    fc.constantFrom('v1', 'v2', 'v3', 'v4'),
    fc.constantFrom<DeploymentStatus>('SUCCESSFUL', 'SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED'),
  );
  // Each release is of a commit of its own.
  const commitOf = (release: string) => hash(release.slice(1));
  fc.assert(
    fc.property(fc.array(chapter, { maxLength: 12 }), (story) => {
      const deployments = history(...story.map(([release, status]): Told => [release, commitOf(release), status]));
      const succeeded: string[] = story.filter(([, status]) => status === 'SUCCESSFUL').map(([release]) => release);
      for (const release of ['v1', 'v2', 'v3', 'v4']) {
        const found = leftBehind(deployments, commitOf(release));
        if (!succeeded.includes(release) || succeeded.at(-1) === release) expect(found).toBeUndefined();
        // Who only ever went forward has left nothing behind.
        if (new Set(succeeded).size === succeeded.length) expect(found).toBeUndefined();
      }
    }),
  );
});
