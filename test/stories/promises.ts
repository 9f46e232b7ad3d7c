// What each verdict promises about the world. It knows none of the product's rules.

import type { World } from '../../simulator/control-plane/world.ts';
import { type DiaryEntry, mutations } from '../../simulator/diary.ts';
import { type Case, isUnanswered } from './judge.ts';
import { news, protectedOld } from './release.ts';
import {
  areAllHealthy,
  desired,
  enough,
  hasEverSucceeded,
  hasServed,
  isReached,
  isTrafficSplit,
  type Sight,
  sight,
} from './sight.ts';
import { hasNoRoom, isShifting, isVerified } from './story.ts';

/** What the run's verdict promises, and this world does not keep. */
export function brokenPromises(world: World, one: Case): string[] {
  const { verdict, conclusion } = one.run.report;
  const promise = PROMISES[verdict];
  if (promise === undefined) return [`the verdict is ${verdict}`];
  const color: readonly [boolean, string] = [
    GREEN.includes(verdict) === (conclusion === 'success'),
    `it ends as ${conclusion}`,
  ];
  return [...promise(sight(world, one), one), color].flatMap(([holds, otherwise]) =>
    holds ? [] : [`${verdict}, but ${otherwise}`],
  );
}

type Claims = (seen: Sight, one: Case) => readonly (readonly [boolean, string])[];

const GREEN = ['deployed', 'idle', 'unchanged', 'updated', 'shifted', 'started'];

/** What each verdict promises about the world. A verdict that is not here is never true in a story. */
const PROMISES: Readonly<Record<string, Claims>> = {
  deployed: (seen, one) => [
    ...ended(seen, one),
    [desired(seen) > 0, 'nothing is wanted to serve'],
    ...serves(seen, one),
    // ECS's rule: what is protected runs on, and the deployment waits for it; unless it is to be called done sooner.
    [
      one.story.earlySuccess === 'DEFERRED' || protectedOld(seen.world).length === 0,
      'protected tasks of another revision run',
    ],
  ],
  // Scaled to nothing where what was asked for served already: that makes no deployment.
  idle: (seen, one) => [
    ...(seen.ours === undefined ? inCharge(seen) : ended(seen, one)),
    [desired(seen) === 0, `${desired(seen)} tasks are wanted`],
    [seen.running === 0, `${seen.running} tasks run`],
  ],
  updated: (seen, { story, ledger, run }) => [
    [ledger.made.length === 0, 'a deployment was made'],
    [
      ledger.entries.some(({ operation, outcome }) => operation === 'UpdateService' && outcome === 'ok'),
      'nothing was sent',
    ],
    [desired(seen) === story.setDesiredCount || story.acts.length > 0, `${desired(seen)} tasks are wanted`],
    [
      (run.report.outputs['service-deployment-arn'] ?? '') === '' || seen.ours !== undefined,
      'it names no deployment of the world',
    ],
  ],
  // All traffic is over, and what served before still stands.
  shifted: (seen, { story, run }) => {
    const { ours, world } = seen;
    const running = Object.values(world.ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
    const fresh = running.filter(({ serviceRevisionArn }) => serviceRevisionArn === ours?.targetServiceRevision.arn);
    const old = running.filter((task) => !fresh.includes(task));
    return [
      [isShifting(story) && ours?.status === 'IN_PROGRESS', `our deployment is ${ours?.status}`],
      [fresh.length >= desired(seen), `${fresh.length} of ${desired(seen)} tasks run`],
      [fresh.every((task) => isReached(world, task)), 'not every task gets its share of the traffic'],
      [old.every((task) => !isReached(world, task)), 'old tasks get traffic'],
      [
        old.length > 0 ||
          story.before === 'never-served' ||
          desired(seen) === 0 ||
          // What served before may have been unwell itself, and it says so.
          (run.report.outputs.reason ?? '').includes('no old one runs'),
        'the old tasks are gone',
      ],
    ];
  },
  started: ({ ours }, { ledger, story }) => [
    [story.waitUntil === 'none', 'it was to be watched'],
    [ledger.made.length === 1 || (ledger.made.length === 0 && ours !== undefined), 'nothing was started'],
  ],
  unchanged: (seen, one) => [
    [mutations(one.ledger.entries).length === 0, 'something was asked for'],
    ...serves(seen, one),
  ],
  'rolled-back': ({ ours, back, primary }) => [
    [
      ours?.status === 'ROLLBACK_SUCCESSFUL' || (ours?.status === 'STOPPED' && back?.status === 'SUCCESSFUL'),
      `our deployment is ${ours?.status}, the way back ${back?.status}`,
    ],
    [
      primary?.rolloutState === 'COMPLETED' &&
        primary.serviceRevisionArn === (back?.targetServiceRevision.arn ?? ours?.rollback?.serviceRevisionArn),
      'what was there before is not in charge',
    ],
  ],
  'rollback-failed': ({ ours, back }) => [
    [
      ours?.status === 'ROLLBACK_FAILED' || (back?.finishedAt !== undefined && back.status !== 'SUCCESSFUL'),
      `our deployment is ${ours?.status}, the way back ${back?.status}`,
    ],
  ],
  failed: ({ ours, back, newer, primary, world }, { part, ledger }) => [
    [
      ours?.status === 'STOPPED' ||
        (part.order === 'go-back' && ours?.status === 'SUCCESSFUL') ||
        // It goes on where a rollback may not be asked for, and where there is nothing to go back to.
        (ours?.finishedAt === undefined && (mayNotStop(ledger.entries) || !hasEverSucceeded(world))),
      `our deployment is ${ours?.status}`,
    ],
    [back === undefined, `the way back is ${back?.status}`],
    // What somebody else began may have gone back to ours.
    [
      newer.length === 0 || primary?.serviceRevisionArn === ours?.targetServiceRevision.arn,
      'somebody else leads since',
    ],
  ],
  superseded: (seen, one) => [
    [seen.newer.length > 0 || one.ledger.made.length === 0, 'there is no newer deployment'],
    [seen.ours === undefined || seen.ours.finishedAt !== undefined, `our deployment is ${seen.ours?.status}`],
    [seen.primary?.serviceRevisionArn !== seen.ours?.targetServiceRevision.arn, 'our revision leads'],
  ],
  // Waiting for somebody else's deployment has an end, too: then there is none of ours.
  'timed-out': ({ ours, back, world }) => {
    const last = back ?? ours;
    return [
      [
        last === undefined
          ? Object.values(world.ecs.serviceDeployments).some(({ finishedAt }) => finishedAt === undefined)
          : last.finishedAt === undefined || last.status === 'SUCCESSFUL' || last.status === 'ROLLBACK_SUCCESSFUL',
        `our deployment is ${ours?.status}, the way back ${back?.status}`,
      ],
    ];
  },
  unobserved: (_seen, { story, ledger }) => [
    [!['none', 'no-stop', 'no-evidence', 'update-answer-lost'].includes(story.faults), 'nothing kept it from seeing'],
    [
      ledger.entries.slice(-5).some(isUnanswered) ||
        ledger.entries.some((entry) => entry.operation === 'UpdateService' && isUnanswered(entry)),
      'its newest requests were answered',
    ],
  ],
  cancelled: ({ ours, world, service }, { part, run }) => [
    [part.cancelAfterMs !== undefined && run.tookMs >= part.cancelAfterMs, 'nobody cancelled it'],
    [
      !/every task .* is healthy/.test(run.report.outputs.reason ?? '') ||
        areAllHealthy(world, ours, service?.desiredCount ?? 0),
      'it calls every task healthy',
    ],
  ],
  refused: (seen, one) => [
    // Who meets somebody else at the last moment has registered something that nobody uses, and has not touched the service.
    [
      taken(one.ledger.entries).every(({ operation }) => operation === 'RegisterTaskDefinition') &&
        (taken(one.ledger.entries).length === 0 || news(seen.world, one).length > 0),
      'something was asked for',
    ],
    [
      one.part.order === 'go-back' ||
        one.story.onInProgress === 'fail' ||
        hasServed(seen.world, one.part.image?.digest) ||
        (isVerified(one.story) &&
          (hasNoRoom({ ...one.story, desiredCount: one.story.setDesiredCount ?? desired(seen) }) ||
            isTrafficSplit(seen.world))),
      'there was nothing to refuse',
    ],
  ],
};

/** What was done; what AWS denied was not. */
function taken(entries: readonly DiaryEntry[]): DiaryEntry[] {
  return mutations(entries).filter(({ fault }) => fault !== 'access-denied');
}

function mayNotStop(entries: readonly DiaryEntry[]): boolean {
  return entries.some(({ operation, fault }) => operation === 'StopServiceDeployment' && fault === 'access-denied');
}

/** A deployment that ended well, and still leads. */
function ended({ ours, primary }: Sight, { part, run }: Case): (readonly [boolean, string])[] {
  const wentBack = part.order === 'go-back' && ours?.status === 'ROLLBACK_SUCCESSFUL';
  const brought = wentBack ? ours.rollback?.serviceRevisionArn : ours?.targetServiceRevision.arn;
  return [
    [ours?.status === 'SUCCESSFUL' || wentBack, `our deployment is ${ours?.status}`],
    [primary?.rolloutState === 'COMPLETED' && primary.serviceRevisionArn === brought, 'another revision is in charge'],
    [
      run.report.outputs['task-definition-arn'] === primary?.taskDefinition,
      'its task definition is not the one in charge',
    ],
  ];
}

function serves(seen: Sight, { part: { image } }: Case): (readonly [boolean, string])[] {
  const { serving } = seen;
  const digests = serving.flatMap(({ containers }) => containers.map(({ imageDigest }) => imageDigest));
  return [
    ...inCharge(seen),
    [serving.length >= enough(seen), `${serving.length} of ${desired(seen)} tasks run`],
    [serving.every((task) => isReached(seen.world, task)), 'not every task gets its share of the traffic'],
    [image === undefined || digests.every((digest) => digest === image.digest), 'another image runs'],
  ];
}

function inCharge({ primary }: Sight): (readonly [boolean, string])[] {
  return [[primary?.rolloutState === 'COMPLETED', `the deployment in charge is ${primary?.rolloutState}`]];
}
