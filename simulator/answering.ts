// One request, from what was asked to what is answered: faults, validation, the operation itself, the check of our own answer, the diary.
// It refuses to know wires and clocks.

import type { World } from './control-plane/world.ts';
import { type DiaryEntry, withoutSecrets } from './diary.ts';
import { connectionReset, faultError } from './fault-errors.ts';
import type { Fault, FaultKind, FaultPlan } from './faults.ts';
import { operations } from './operations/index.ts';
import { notImplementedCode } from './operations/not-implemented.ts';
import { AwsError, type Json, type Operation, perform, performRead } from './operations/operation.ts';
import { isSessionOver } from './operations/sts/index.ts';
import { constraintsOf } from './protocols/constraints.ts';
import type { OperationModel } from './protocols/model.ts';
import { refusalOf } from './protocols/refusal.ts';
import { type Finding, findDeviations, withoutUnknownMembers } from './protocols/validate.ts';
import { type Asked, unknownOperation } from './protocols/wire.ts';
import type { Throttling } from './throttling.ts';
import type { TimeKeeper, WorldHolder } from './time-keeper.ts';

export interface Answering {
  readonly holder: WorldHolder;
  readonly diary: DiaryEntry[];
  readonly faults: () => FaultPlan;
  /** ECS's own limits; absent where none count */
  readonly throttling?: Throttling;
  readonly allowUnknown: ReadonlySet<string>;
  readonly delay: (ms: number) => Promise<void>;
  readonly time: TimeKeeper;
  /** Virtual time moves by so much at each look; see `isLook`. */
  readonly advancePerLookMs: number;
}

export interface Answered {
  readonly outcome: Json | AwsError;
  /** half of the answer arrives */
  readonly truncated: boolean;
}

/** The requests by which somebody waits for a rollout or a task. Each moves a virtual world on, before it is answered. */
const looks = new Set(['ListServiceDeployments', 'DescribeServiceDeployments', 'DescribeServices', 'DescribeTasks']);

/** Throws what a broken connection throws; a refusal of AWS's is an outcome. */
export async function answer(asked: Asked, context: Answering): Promise<Answered> {
  const { holder, diary, time } = context;
  time.catchUp();
  if (asked.service.name === 'ecs' && looks.has(asked.operation) && context.advancePerLookMs > 0) {
    time.advance(context.advancePerLookMs);
  }
  const fault = context.faults().judge(asked.service.name, asked.operation) ?? throttledBy(asked, context);
  if (fault?.kind === 'latency') await context.delay(fault.latencyMs ?? 1_000);
  const note = (outcome: Json | AwsError, problems: readonly string[], status?: number) =>
    diary.push({
      at: holder.world.now,
      service: asked.service.name,
      operation: asked.operation,
      input: withoutSecrets(asked.input),
      outcome: outcome instanceof AwsError ? outcome.code : 'ok',
      status: status ?? (outcome instanceof AwsError ? outcome.status : 200),
      problems,
      ...(fault !== undefined && { fault: fault.kind }),
    });
  if (fault?.kind === 'connection-reset') {
    note(new AwsError('ConnectionReset', 'The connection was reset'), [], 0);
    throw connectionReset();
  }
  const refused = isSessionOver(holder.world, asked.accessKeyId)
    ? faultError('expired-token', { world: holder.world, ...asked })
    : fault && faultError(fault.kind, { world: holder.world, ...asked });
  if (refused !== undefined) {
    note(refused, []);
    return { outcome: refused, truncated: false };
  }
  const { outcome, problems } = carryOut(asked, context);
  note(outcome, problems);
  if (fault?.kind === 'answer-lost') throw connectionReset();
  return { outcome, truncated: isTruncating(fault?.kind) };
}

function throttledBy({ service, operation }: Asked, { throttling, holder }: Answering): Fault | undefined {
  if (throttling === undefined || service.name !== 'ecs') return undefined;
  return throttling.admits(operation, holder.world.now) ? undefined : { kind: 'throttled' };
}

function isTruncating(kind: FaultKind | undefined): boolean {
  return kind === 'truncated';
}

interface CarriedOut {
  readonly outcome: Json | AwsError;
  readonly problems: readonly string[];
}

function carryOut(asked: Asked, { holder, allowUnknown }: Answering): CarriedOut {
  const { service, operation: name, model } = asked;
  if (model === undefined) return { outcome: unknownOperation(asked), problems: [`AWS has no operation ${name}`] };
  const operation = operations[service.name][name];
  if (operation === undefined)
    return { outcome: unknownOperation(asked), problems: [`${name} is not implemented here`] };
  if (asked.unreadable !== undefined) {
    return {
      outcome: new AwsError('SerializationException', asked.unreadable),
      problems: [`unreadable body: ${asked.unreadable}`],
    };
  }
  const rules = { constraints: constraintsOf(service.name), allowUnknown };
  const findings = findDeviations(model.input, asked.input, { ...rules, nullIsAbsent: true });
  const problems = findings.map(describeFinding);
  const refusal = refusalOf(service, findings);
  if (refusal !== undefined) return { outcome: refusal, problems };
  const outcome = performOn(holder, { name, operation, model, input: asked.input }, allowUnknown);
  if (outcome instanceof AwsError) {
    return { outcome, problems: outcome.code === notImplementedCode ? [...problems, outcome.message] : problems };
  }
  // Lengths and patterns are what AWS asks of its callers: one shape serves both sides, and AWS's own answers do not keep to them.
  const mistakes = findDeviations(model.output, outcome, { ...rules, nullIsAbsent: false }).filter(
    ({ kind }) => kind !== 'range' && kind !== 'pattern',
  );
  return { outcome, problems: [...problems, ...mistakes.map((finding) => `answer: ${describeFinding(finding)}`)] };
}

function performOn(
  holder: WorldHolder,
  asked: { name: string; operation: Operation; model: OperationModel; input: unknown },
  allowUnknown: ReadonlySet<string>,
): Json | AwsError {
  const { name, operation } = asked;
  const known = withoutUnknownMembers(asked.model.input, withoutNulls(asked.input), allowUnknown) as Json;
  if (/^(Describe|List)/.test(name)) return performRead(operation, holder.world, known);
  const [world, outcome]: readonly [World, Json | AwsError] = perform(operation, holder.world, known);
  holder.world = world;
  return outcome;
}

/** AWS reads a null as a member that was not sent. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, item]) => item !== null && item !== undefined);
  return Object.fromEntries(entries.map(([name, item]) => [name, withoutNulls(item)]));
}

function describeFinding({ path, detail }: Finding): string {
  return `${path} ${detail}`;
}
