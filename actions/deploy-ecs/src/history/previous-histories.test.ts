// `previous` over random histories: green deployments and red ones, forced and Terraform's own ones, ways back that are repeated, killed or fail,
// and an ECS that forgets.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import type { DeployPlan } from '../plan.ts';
import { aServiceHistory, type Registered, type ServiceHistory } from './a-service-history.ts';
import { makerOf, planPrevious, previousTarget } from './rollback.ts';
import { type StepRun, wayBackTags } from './way-back-tags.ts';

const ENDS = ['SUCCESSFUL', 'SUCCESSFUL', 'SUCCESSFUL', 'ROLLBACK_SUCCESSFUL', 'STOPPED', 'ROLLBACK_FAILED'] as const;

type End = (typeof ENDS)[number];

type Step =
  /** a release of its own, as every push makes one */
  | { readonly kind: 'deploy'; readonly status: End }
  /** the newest release once more: a run that is repeated, or forced */
  | { readonly kind: 'again'; readonly status: End }
  /** a definition that had succeeded, as it is: Terraform, a person */
  | { readonly kind: 'as-is'; readonly which: number; readonly status: End }
  | { readonly kind: 'hang' }
  | { readonly kind: 'previous'; readonly status: End | 'killed' }
  | { readonly kind: 'forget'; readonly count: number };

const status = fc.constantFrom(...ENDS);
const aStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deploy' as const), status }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('again' as const), status }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('as-is' as const), which: fc.nat(20), status }) },
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

const RUNNER = { GITHUB_JOB: 'release', GITHUB_ACTION: 'back' };

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
  /** `check` sees the answer to each `previous`. */
  play(step: Step, check: (answer: Answer) => void): void;
}

function aPlayer(): Player {
  const history = aServiceHistory();
  const left = new Set<string>();
  let run = 0;
  let pushed = 0;

  const push = () => {
    pushed += 1;
    return history.register(`v${pushed}`);
  };
  /** The words of the rule, over everything that ever was: whoever asks for `previous` leaves what serves, wherever it leads. */
  const succeeded = (release: string, before: readonly string[], isPrevious: boolean) => {
    left.delete(release);
    const source = before.at(-1);
    if (source === undefined || source === release || !before.includes(release)) return;
    if (isPrevious || before.indexOf(release) < before.indexOf(source)) left.add(source);
  };
  const deploy = (definition: Registered, ended: End, isPrevious = false) => {
    const before = history.successes();
    history.deploy(definition, ended);
    if (ended === 'SUCCESSFUL') succeeded(definition.release, before, isPrevious);
  };
  const previous = (ended: End | 'killed', check: (answer: Answer) => void) => {
    run += 1;
    const first = ask(history, { step: `${run}/release/back`, attempt: 1 });
    check(first);
    if (first.plan?.kind === 'stop') history.end('ROLLBACK_SUCCESSFUL');
    if (first.plan?.kind !== 'deploy') return;
    const { back } = first.plan;
    const environment = { ...RUNNER, GITHUB_RUN_ID: String(run), GITHUB_RUN_ATTEMPT: '1' };
    const made = history.register(first.release ?? '', wayBackTags(back?.from, environment));
    if (ended === 'killed') killed(made);
    else deploy(made, ended, true);
  };
  /** The run is killed, and started again both before and after ECS has finished: it goes no further. */
  const killed = (made: Registered) => {
    const before = history.successes();
    const secondAttempt = { step: `${run}/release/back`, attempt: 2 };
    history.deploy(made, 'IN_PROGRESS');
    expect(ask(history, secondAttempt).plan?.kind).toBe('resume');
    history.end('SUCCESSFUL');
    succeeded(made.release, before, true);
    expect(ask(history, secondAttempt).plan?.kind).toBe('unchanged');
  };

  return {
    history,
    left,
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
        case 'hang':
          history.deploy(push(), 'IN_PROGRESS');
          break;
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
function expected({ history, left }: Player, serving: string | undefined): string | undefined {
  return history.successes().findLast((release) => release !== serving && !left.has(release));
}

describe('over any history that ECS remembers', () => {
  test('previous is the newest release that succeeded, differs from what serves and was not rolled back from', () => {
    let deployed = 0;
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 20 }), (steps) => {
        playAll(steps, ({ plan, release, serving }, player) => {
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

describe('where ECS has forgotten what was before', () => {
  test('previous leads neither to what serves nor to what a way back led away from', () => {
    let deployed = 0;
    fc.assert(
      fc.property(
        fc.array(fc.oneof({ weight: 4, arbitrary: aStep }, forgetting), { minLength: 10, maxLength: 25 }),
        (steps) => {
          playAll(steps, ({ release, serving }, { history, left }) => {
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
