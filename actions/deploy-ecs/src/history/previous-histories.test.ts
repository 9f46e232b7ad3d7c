// `previous` over random histories: green deployments and red ones, forced and Terraform's own ones, ways back that are repeated, killed or fail,
// what Slipway puts back by itself, and an ECS that forgets.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import type { DeployPlan } from '../plan.ts';
import { aServiceHistory, type Registered, type ServiceHistory } from './a-service-history.ts';
import { makerOf, planPrevious, previousTarget } from './previous.ts';
import { type StepRun, tagsFor } from './revision-tags.ts';

const ENDS = ['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED', 'ROLLBACK_FAILED'] as const;

type End = (typeof ENDS)[number];

type Step =
  /** a release of its own, as every push makes one */
  | { readonly kind: 'deploy'; readonly status: End }
  /** the newest release once more: a run that is repeated, or forced */
  | { readonly kind: 'again'; readonly status: End }
  /** a definition that had succeeded, as it is: Terraform, a person */
  | { readonly kind: 'as-is'; readonly which: number; readonly status: End }
  /** what had succeeded last once more, by Slipway or by a person: as it is, or registered anew */
  | { readonly kind: 'put-back'; readonly anew: boolean; readonly status: End }
  | { readonly kind: 'hang' }
  | { readonly kind: 'previous'; readonly status: End | 'killed' }
  | { readonly kind: 'forget'; readonly count: number };

const status = fc.constantFrom(...ENDS);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deploy' as const), status }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), status }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('as-is' as const), which: fc.nat(20), status }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('put-back' as const), anew: fc.boolean(), status }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('hang' as const) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('previous' as const),
      status: fc.constantFrom(...ENDS, 'killed' as const),
    }),
  },
);
const forgetting = fc.record({ kind: fc.constant('forget' as const), count: fc.integer({ min: 1, max: 6 }) });

/** No plan: refused. */
interface Answer {
  readonly plan?: DeployPlan;
  /** what is deployed */
  readonly release?: string;
  readonly serving: string | undefined;
}

interface Player {
  readonly history: ServiceHistory;
  /** releases that a way back led away from, until they succeed again */
  readonly left: ReadonlySet<string>;
  /** what the newest deployment was to lead away from, and did not */
  readonly fled: string | undefined;
  /** what served before a release that failed was deployed again, and nothing else since */
  readonly isPutBack: boolean;
  /** `check` sees the answer to each `previous`. */
  play(step: Step, check: (answer: Answer) => void): void;
}

/** The words of the rule, over everything that ever was. */
function aMemory() {
  const left = new Set<string>();
  let fled: string | undefined;
  let failed: End | undefined;
  let isPutBack = false;
  return {
    left,
    state: () => ({ fled, isPutBack }),
    begun: (): void => {
      fled = undefined;
      isPutBack = false;
    },
    /** `before`: the successes until then. Whoever asks for `previous` leaves what serves, wherever it leads. */
    ended: (release: string, end: End, before: readonly string[], isPrevious: boolean): void => {
      const source = before.at(-1);
      const isOther = source !== undefined && release !== source && before.includes(release);
      const leaves = isOther && (isPrevious || before.indexOf(release) < before.indexOf(source));
      const succeeded = end === 'SUCCESSFUL';
      if (succeeded) left.delete(release);
      if (succeeded && leaves) left.add(source);
      fled = leaves && !succeeded ? source : undefined;
      isPutBack = succeeded && release === source && failed !== undefined && failed !== 'ROLLBACK_SUCCESSFUL';
      if (succeeded) failed = undefined;
      else if (release !== source) failed = end;
    },
  };
}

function aPlayer(): Player {
  const history = aServiceHistory();
  const memory = aMemory();
  let run = 0;
  let pushed = 0;
  let hangs: string | undefined;

  const push = () => {
    pushed += 1;
    return history.register(`v${pushed}`);
  };
  const stopHanging = (end: End) => {
    if (hangs !== undefined) memory.ended(hangs, end, history.successes(), false);
    hangs = undefined;
  };
  const deploy = (definition: Registered, end: End, isPrevious = false) => {
    stopHanging('STOPPED');
    const before = history.successes();
    history.deploy(definition, end);
    memory.ended(definition.release, end, before, isPrevious);
  };
  const previous = (end: End | 'killed', check: (answer: Answer) => void) => {
    run += 1;
    const first = ask(history, { step: `${run}/release/back`, attempt: 1 });
    check(first);
    if (first.plan?.kind === 'stop') {
      history.end('ROLLBACK_SUCCESSFUL');
      stopHanging('ROLLBACK_SUCCESSFUL');
    }
    if (first.plan?.kind !== 'deploy') return;
    const { back } = first.plan;
    const tags = back === undefined ? [] : tagsFor(back.tags, back);
    const made = history.register(first.release ?? '', tags);
    if (end === 'killed') killed(made);
    else deploy(made, end, true);
  };
  /** The run is killed, and started again both before and after ECS has finished: it goes no further. */
  const killed = (made: Registered) => {
    const before = history.successes();
    const secondAttempt = { step: `${run}/release/back`, attempt: 2 };
    history.deploy(made, 'IN_PROGRESS');
    expect(ask(history, secondAttempt).plan?.kind).toBe('resume');
    history.end('SUCCESSFUL');
    memory.ended(made.release, 'SUCCESSFUL', before, true);
    expect(ask(history, secondAttempt).plan?.kind).toBe('unchanged');
  };
  const putBack = (anew: boolean, end: End) => {
    const last = history.lastServed();
    if (last !== undefined) deploy(anew ? history.register(last.release) : last, end);
  };

  return {
    history,
    left: memory.left,
    get fled() {
      return memory.state().fled;
    },
    get isPutBack() {
      return memory.state().isPutBack;
    },
    play: (step, check) => {
      switch (step.kind) {
        case 'deploy':
          deploy(push(), step.status);
          break;
        case 'again':
          if (pushed > 0) deploy(history.register(`v${pushed}`), step.status);
          break;
        case 'as-is': {
          const one = asIs(history, step.which);
          if (one !== undefined) deploy(one, step.status);
          break;
        }
        case 'put-back':
          putBack(step.anew, step.status);
          break;
        case 'hang': {
          stopHanging('STOPPED');
          const made = push();
          hangs = made.release;
          history.deploy(made, 'IN_PROGRESS');
          memory.begun();
          break;
        }
        case 'forget':
          history.forget(step.count);
          break;
        case 'previous':
          previous(step.status, check);
          break;
      }
    },
  };
}

/** The first revision of a release. When one that was registered later serves, and ECS has forgotten the first, nobody can know how old it is. */
function asIs({ definitions, successes }: ServiceHistory, which: number): Registered | undefined {
  const known = successes();
  const first = definitions.filter(
    ({ release }, index) =>
      definitions.findIndex((one) => one.release === release) === index && known.includes(release),
  );
  return first[which % Math.max(1, first.length)];
}

function ask(history: ServiceHistory, thisStep: StepRun): Answer {
  const situation = history.situation();
  const serving = history.serving();
  const maker = previousTarget(situation) === undefined ? makerOf(situation) : undefined;
  const source = maker === undefined ? undefined : history.sourceOf(maker.arn);
  const known = situation.deployments.find(({ targetRevisionArn }) => targetRevisionArn === source?.revisionArn);
  const beyond = known !== undefined && known.status !== 'SUCCESSFUL' ? undefined : source;
  try {
    const plan = planPrevious(situation, { beyond, thisStep });
    const number = plan.kind === 'deploy' ? Number(plan.back?.taskDefinitionArn.split(':').at(-1)) : 0;
    const release = history.definitions.find((one) => one.number === number)?.release;
    return { plan, serving, ...(release === undefined ? {} : { release }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { serving };
  }
}

function playAll(steps: readonly Step[], check: (answer: Answer, player: Player) => void): Player {
  const player = aPlayer();
  for (const step of steps) player.play(step, (answer) => check(answer, player));
  return player;
}

/** What the words of the rule say, for somebody who remembers everything. */
function expected({ history, left, fled }: Player, serving: string | undefined): string | undefined {
  return history.successes().findLast((release) => release !== (serving ?? fled) && !left.has(release));
}

describe('over any history that ECS remembers', () => {
  test('previous is the newest release that succeeded, differs from what serves and was not rolled back from', () => {
    let deployed = 0;
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 20 }), (steps) => {
        playAll(steps, ({ plan, release, serving }, player) => {
          if (player.isPutBack) expect(plan?.kind).toBe('unchanged');
          if (plan !== undefined && plan.kind !== 'deploy') return;
          deployed += 1;
          expect(release).toBe(expected(player, serving));
        });
      }),
      { numRuns: 2_000 },
    );
    expect(deployed).toBeGreaterThan(1_000);
  });

  test('asked again and again, it comes to an end, and no release is seen twice', () => {
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 15 }), (steps) => {
        const player = playAll(steps, () => {});
        const seen: (string | undefined)[] = [];
        for (let count = 0; count <= 2 * steps.length + 2; count += 1) {
          let answer: Answer | undefined;
          player.play({ kind: 'previous', status: 'SUCCESSFUL' }, (given) => {
            answer = given;
          });
          if (answer?.plan?.kind === 'stop') continue;
          if (answer?.release === undefined) return;
          seen.push(answer.release);
          expect(new Set(seen).size).toBe(seen.length);
        }
        expect.fail(`never ends: ${seen.join(' ')}`);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('a release that failed', () => {
  const aTwinStep = fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('fails' as const), anew: fc.boolean() }) },
    {
      weight: 4,
      arbitrary: fc.record({ kind: fc.constant('deploy' as const), status: fc.constant('SUCCESSFUL' as const) }),
    },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('previous' as const),
        status: fc.constantFrom('SUCCESSFUL' as const, 'killed' as const),
      }),
    },
  );

  test('means the same to previous whether ECS rolled it back, or stopped it and Slipway put back what served', () => {
    let put = 0;
    fc.assert(
      fc.property(fc.array(aTwinStep, { maxLength: 15 }), (steps) => {
        const [ecs, slipway] = [aPlayer(), aPlayer()];
        for (const step of steps) {
          if (step.kind === 'fails') {
            const hasServed = ecs.history.lastServed() !== undefined;
            ecs.play({ kind: 'deploy', status: hasServed ? 'ROLLBACK_SUCCESSFUL' : 'STOPPED' }, () => {});
            slipway.play({ kind: 'deploy', status: 'STOPPED' }, () => {});
            slipway.play({ kind: 'put-back', anew: step.anew, status: 'SUCCESSFUL' }, () => {});
            if (slipway.isPutBack) put += 1;
            continue;
          }
          const [byEcs, bySlipway] = [ecs, slipway].map((player) => answersOf(player, step));
          expect(bySlipway).toEqual(byEcs);
        }
      }),
      { numRuns: 1_000 },
    );
    expect(put).toBeGreaterThan(300);
  });

  function answersOf(player: Player, step: Step) {
    const answers: unknown[] = [];
    player.play(step, ({ plan, release, serving }) => answers.push({ kind: plan?.kind, release, serving }));
    return answers;
  }
});

describe('where ECS has forgotten what was before', () => {
  test('previous leads neither to what serves nor to what a way back led away from', () => {
    let deployed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: aStep }, forgetting), { minLength: 10, maxLength: 25 }),
        (steps) => {
          playAll(steps, ({ release, serving }, { history, left, isPutBack }) => {
            if (isPutBack) expect(release).toBeUndefined();
            if (release === undefined || !history.hasForgotten()) return;
            deployed += 1;
            expect(release).not.toBe(serving);
            expect([...left]).not.toContain(release);
            expect(history.successes()).toContain(release);
          });
        },
      ),
      { numRuns: 2_000 },
    );
    expect(deployed).toBeGreaterThan(300);
  });
});
