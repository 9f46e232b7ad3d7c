// Plays a story through deploy-ecs, with whoever else acts in it, and asks the world whether each verdict is true.

import { main } from '../../actions/deploy-ecs/src/main.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { type Agenda, createAgenda } from '../support/agenda.ts';
import { type InProcessRun, runInProcess } from '../support/in-process.ts';
import { ACTS, type Act } from './actors.ts';
import { FAULTS } from './faults.ts';
import { judge, type Part } from './judge.ts';
import { witnessed } from './ledger.ts';
import { type Stage, setUp } from './stage.ts';
import { isVerified, type Story } from './story.ts';

export type Door = (simulator: Simulator) => AwsApi;

export interface Played {
  readonly run: InProcessRun;
  /** further runs of the product in the same world */
  readonly rivals: readonly InProcessRun[];
  readonly simulator: Simulator;
  /** what others did while the runs were under way */
  readonly acts: readonly Act['kind'][];
  /** what is wrong with the verdicts; empty when all is well */
  readonly wrong: readonly string[];
}

/** A snapshot that a run plans with is at most so old: its reads are asked for again for two minutes each. */
const REMEMBERED_MS = 300_000;

interface Scene extends Stage {
  readonly story: Story;
  readonly agenda: Agenda;
  readonly door: Door;
}

export async function play(story: Story, door: Door): Promise<Played> {
  const stage = await setUp(story);
  const { simulator } = stage;
  simulator.setFaults(FAULTS[story.faults](story.seed), story.seed);
  const scene: Scene = { ...stage, story, door, agenda: createAgenda(simulator, REMEMBERED_MS) };
  const acts: Act['kind'][] = [];
  const rivals: Promise<Ended>[] = [];
  for (const act of story.acts) {
    void scene.agenda.clock.sleep(act.afterSeconds * 1_000).then(() => {
      const part = rivalOf(scene, act);
      if (part !== undefined) rivals.push(playPart(scene, part));
      if (part !== undefined || doneBySomebody(simulator, act)) acts.push(act.kind);
    });
  }
  const ended = [await playPart(scene, mainPart(scene))];
  // Who comes to the stage while the last one leaves it is waited for, too.
  for (let waited = 0; waited < rivals.length; waited = ended.length - 1)
    ended.push(...(await Promise.all(rivals.slice(waited))));
  scene.agenda.close();
  const [first, ...others] = ended;
  if (first === undefined) throw new Error('nothing was played');
  return {
    run: first.run,
    rivals: others.map(({ run }) => run),
    simulator,
    acts,
    wrong: ended.flatMap(({ wrong }, part) =>
      wrong.map((sentence) => (part === 0 ? sentence : `rival ${part}: ${sentence}`)),
    ),
  };
}

function mainPart({ story, images }: Scene): Part {
  const { order, fate, cancelAfterSeconds } = story;
  return {
    name: 'main',
    order,
    fate,
    ...(order === 'deploy' ? { image: images.v2 } : {}),
    ...(cancelAfterSeconds === undefined ? {} : { cancelAfterMs: cancelAfterSeconds * 1_000 }),
  };
}

/** A run of the product by somebody else; undefined where the act is none. */
function rivalOf({ story, images }: Scene, { kind }: Act): Part | undefined {
  if (kind === 'other deploy') return { name: kind, order: 'deploy', fate: story.otherFate, image: images.v3 };
  if (kind === 'same deploy') return { name: kind, order: 'deploy', fate: story.fate, image: images.v2 };
  return kind === 'rollback' ? { name: kind, order: 'go-back', fate: story.fate } : undefined;
}

function doneBySomebody(simulator: Simulator, { kind, number }: Act): boolean {
  return kind in ACTS && ACTS[kind as keyof typeof ACTS](simulator, number);
}

interface Ended {
  readonly run: InProcessRun;
  readonly wrong: readonly string[];
}

async function playPart({ simulator, images, story, agenda, door }: Scene, part: Part): Promise<Ended> {
  const { api, ledger } = witnessed(door(simulator), { simulator, agenda, delayMs: story.requestMs });
  const cancel = new AbortController();
  const known = new Set(Object.keys(simulator.world.ecs.serviceDeployments));
  if (part.cancelAfterMs !== undefined)
    void agenda.clock.sleep(part.cancelAfterMs).then(() => {
      cancel.abort();
    });
  const run = await runInProcess(
    { name: 'deploy-ecs', main },
    {
      simulator,
      api,
      inputs: inputsOf(story, part),
      random: seeded(story.seed),
      // Each image is made from a commit of its own, of which nobody here knows the history.
      environment: { GITHUB_SHA: (part.image === images.v3 ? 'b' : 'a').repeat(40), GITHUB_RUN_ID: '1' },
      together: { clock: agenda.clock, signal: cancel.signal },
    },
  );
  return { run, wrong: judge({ story, part, run, ledger, known, trail: (ms) => agenda.trail(ms) }) };
}

function inputsOf(story: Story, { order, image }: Part): Record<string, string> {
  return {
    cluster: CLUSTER,
    service: SERVICE,
    ...(order === 'deploy' ? { image: image?.reference ?? '' } : { 'rollback-to': 'previous' }),
    'poll-interval': `${story.pollSeconds}s`,
    'max-failed-tasks': String(story.maxFailedTasks),
    'rollback-on-failure': String(story.rollbackOnFailure),
    'rollback-timeout': `${story.rollbackMinutes}m`,
    'on-deployment-in-progress': story.onInProgress,
    'on-cancel': story.onCancel,
    verify: isVerified(story) ? 'fail' : 'off',
    ...(order === 'go-back' ? {} : { 'wait-until': story.waitUntil }),
    ...(story.setDesiredCount === undefined || story.scheduling === 'DAEMON' || order === 'go-back'
      ? {}
      : { 'desired-count': String(story.setDesiredCount) }),
    ...(story.timeoutMinutes === undefined ? {} : { timeout: `${story.timeoutMinutes}m` }),
  };
}

/** mulberry32 would do as well; any seeded numbers in [0, 1) serve for jitter. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 48_271) >>> 0) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
