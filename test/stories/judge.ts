// The judge: reads the world and the run's ledger at AWS's door, and knows none of the product's rules. It says what each verdict promises.

import type { Deployment, Service, ServiceDeployment, Task } from '../../simulator/control-plane/ecs-state.ts';
import type { World } from '../../simulator/control-plane/world.ts';
import { type DiaryEntry, mutations } from '../../simulator/diary.ts';
import type { InProcessRun } from '../support/in-process.ts';
import { conduct } from './conduct.ts';
import { expectation } from './expectation.ts';
import type { Ledger } from './ledger.ts';
import { type Release, releaseOf } from './release.ts';
import { hasNoRoom, isVerified, type Story } from './world.ts';

/** One run of the product in a story. */
export interface Part {
  readonly name: string;
  readonly order: 'deploy' | 'go-back';
  readonly fate: Story['fate'];
  /** absent where the run finds by itself what to bring */
  readonly image?: { readonly reference: string; readonly digest: string };
  readonly cancelAfterMs?: number;
}

export interface Case {
  readonly story: Story;
  readonly part: Part;
  readonly run: InProcessRun;
  readonly ledger: Ledger;
  /** ARNs of the service deployments that were there before the run */
  readonly known: ReadonlySet<string>;
  /** the worlds of the last so many milliseconds, the newest at the end */
  readonly trail: (ms: number) => readonly World[];
}

/** What is wrong with the verdict; empty when it is true. */
export function judge(one: Case): string[] {
  const { run } = one;
  const world = one.trail(0).at(-1);
  if (world === undefined) throw new Error('there is no world');
  return [...truth(one), ...conduct(one, world), ...expectation(one), ...telling(run), ...requests(one.ledger.entries)];
}

/** What a verdict rests on is read by several requests, and the world may move between them: it was so at one instant since the first of them. */
function truth(one: Case): string[] {
  let wrong: string[] | undefined;
  for (const world of one.trail(sinceReading(one)).toReversed()) {
    const found = promised(sight(world, one), one);
    if (found.length === 0) return [];
    wrong ??= found;
  }
  return wrong ?? [];
}

/** Milliseconds since the last look, or since the last reading of the service, began. */
function sinceReading({ story, run, ledger, trail }: Case): number {
  const first = WATCHED.includes(run.report.verdict) ? 'DescribeServiceDeployments' : 'DescribeServices';
  const began = ledger.entries.findLast(({ operation }) => operation === first)?.at;
  const now = trail(0).at(-1)?.now ?? 0;
  return began === undefined ? 0 : now - began + story.requestMs;
}

const WATCHED = ['deployed', 'idle', 'rolled-back', 'rollback-failed', 'failed', 'superseded', 'timed-out'];

/** What the verdict speaks of, as the world has it. */
interface Sight extends Release {
  readonly world: World;
  readonly service: Service | undefined;
  readonly primary: Deployment | undefined;
  /** made after ours by somebody else */
  readonly newer: readonly ServiceDeployment[];
  /** RUNNING, and started by the primary deployment */
  readonly serving: readonly Task[];
  /** RUNNING, whoever started them */
  readonly running: number;
}

function sight(world: World, one: Case): Sight {
  const { ecs } = world;
  const service = Object.values(ecs.services)[0];
  const primary = service?.deployments.find(({ status }) => status === 'PRIMARY');
  const { ours, back } = releaseOf(world, one);
  const all = Object.values(ecs.serviceDeployments);
  const later = ours === undefined ? [] : all.slice(all.indexOf(ours) + 1);
  const running = Object.values(ecs.tasks).filter(({ lastStatus }) => lastStatus === 'RUNNING');
  return {
    ours,
    back,
    world,
    service,
    primary,
    newer: later.filter(({ serviceDeploymentArn }) => !one.ledger.made.includes(serviceDeploymentArn)),
    serving: running.filter(({ startedBy }) => startedBy === primary?.id),
    running: running.length,
  };
}

type Claims = (seen: Sight, one: Case) => readonly (readonly [boolean, string])[];

const GREEN = ['deployed', 'idle', 'unchanged'];

/** What each verdict promises about the world. A verdict that is not here is never true in a story. */
const PROMISES: Readonly<Record<string, Claims>> = {
  deployed: (seen, one) => [
    ...ended(seen, one),
    [desired(seen) > 0, 'nothing is wanted to serve'],
    ...serves(seen, one),
  ],
  idle: (seen, one) => [
    ...ended(seen, one),
    [desired(seen) === 0, `${desired(seen)} tasks are wanted`],
    [seen.running === 0, `${seen.running} tasks run`],
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
  failed: ({ ours, back, newer }, { part }) => [
    [
      ours?.status === 'STOPPED' || (part.order === 'go-back' && ours?.status === 'SUCCESSFUL'),
      `our deployment is ${ours?.status}`,
    ],
    [back === undefined, `the way back is ${back?.status}`],
    [newer.length === 0, 'somebody else leads since'],
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
    [ledger.entries.slice(-5).some(isUnanswered), 'its newest requests were answered'],
  ],
  cancelled: (_seen, { part, run }) => [
    [part.cancelAfterMs !== undefined && run.tookMs >= part.cancelAfterMs, 'nobody cancelled it'],
  ],
  refused: (seen, { ledger, part, story }) => [
    [mutations(ledger.entries).length === 0, 'something was asked for'],
    [
      part.order === 'go-back' ||
        story.onInProgress === 'fail' ||
        hasServed(seen.world, part.image?.digest) ||
        (isVerified(story) && hasNoRoom({ ...story, desiredCount: desired(seen) })),
      'there was nothing to refuse',
    ],
  ],
};

function promised(seen: Sight, one: Case): string[] {
  const { verdict, conclusion } = one.run.report;
  const promise = PROMISES[verdict];
  if (promise === undefined) return [`the verdict is ${verdict}`];
  const color: readonly [boolean, string] = [
    GREEN.includes(verdict) === (conclusion === 'success'),
    `it ends as ${conclusion}`,
  ];
  return [...promise(seen, one), color].flatMap(([holds, otherwise]) =>
    holds ? [] : [`${verdict}, but ${otherwise}`],
  );
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
  const { primary, serving } = seen;
  const digests = serving.flatMap(({ containers }) => containers.map(({ imageDigest }) => imageDigest));
  return [
    [primary?.rolloutState === 'COMPLETED', `the deployment in charge is ${primary?.rolloutState}`],
    [serving.length >= desired(seen), `${serving.length} of ${desired(seen)} tasks run`],
    [image === undefined || digests.every((digest) => digest === image.digest), 'another image runs'],
  ];
}

/** What served once and serves no longer may have been gone back from. */
function hasServed({ ecs }: World, digest: string | undefined): boolean {
  return Object.values(ecs.serviceDeployments).some(
    ({ status, targetServiceRevision }) =>
      status === 'SUCCESSFUL' &&
      ecs.serviceRevisions[targetServiceRevision.arn]?.containerImages.some(
        ({ imageDigest }) => imageDigest === digest,
      ),
  );
}

function desired({ service }: Sight): number {
  return service?.desiredCount ?? 0;
}

export function isUnanswered({ outcome, fault }: DiaryEntry): boolean {
  return outcome !== 'ok' || (fault !== undefined && fault !== 'latency');
}

/** The reader is told. */
function telling({ report }: InProcessRun): string[] {
  const { verdict, conclusion, outputs, summary } = report;
  return [
    ...(conclusion === 'success' || (outputs.reason ?? '') !== '' ? [] : ['red without a reason']),
    ...(summary.includes(verdict) ? [] : ['the summary does not say the verdict']),
  ];
}

function requests(entries: readonly DiaryEntry[]): string[] {
  const problems = entries.flatMap((entry) =>
    entry.fault === undefined ? entry.problems.map((problem) => `${entry.operation}: ${problem}`) : [],
  );
  return problems.length === 0 ? [] : [`requests against AWS's model: ${problems.slice(0, 3).join('; ')}`];
}
