// One AWS operation is a function over a draft of the world; `perform` makes it pure: (world, input) → [world, output | error].

import { produce } from 'immer';
import type { World } from '../control-plane/world.ts';

/** What AWS answers when it refuses. `code` is AWS's own, for example `ClusterNotFoundException`. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  /** further members of the error's shape, for example `resourceIds` of ConflictException */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, options: { status?: number; members?: Record<string, unknown> } = {}) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = options.status ?? 400;
    this.members = options.members ?? {};
  }
}

/** JSON in, JSON out, in the names of the AWS model; times are epoch milliseconds in the world and turned into wire form by the protocol. */
export type Json = { readonly [member: string]: unknown };

/** Edits the draft and returns the answer; throws AwsError to refuse, which leaves the world untouched. Absent members must be absent. */
export type Operation = (draft: World, input: Json) => Json;

export function perform(operation: Operation, world: World, input: Json): readonly [World, Json | AwsError] {
  let output: Json = {};
  try {
    const next = produce(world, (draft) => {
      // What is answered must not be a draft: it outlives this function.
      output = JSON.parse(JSON.stringify(operation(draft as World, input))) as Json;
    });
    return [next, output];
  } catch (error) {
    if (error instanceof AwsError) return [world, error];
    throw error;
  }
}

/** For operations that only look: without a draft, which is most of the cost of a look. The answer is a copy all the same. */
export function performRead(operation: Operation, world: World, input: Json): Json | AwsError {
  try {
    return JSON.parse(JSON.stringify(operation(world, input))) as Json;
  } catch (error) {
    if (error instanceof AwsError) return error;
    throw error;
  }
}
