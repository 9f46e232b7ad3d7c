// Says where the values of a step come from, when that is not plain to see in the workflow.

import type { InputReader } from '../core/input-reader.ts';
import type { Log } from './log.ts';

export function sayOrigins(log: Log, inputs: InputReader): void {
  for (const [name, origin] of inputs.origins()) {
    if (origin.kind === 'terraform')
      log.line(`${name} comes from Terraform output "${origin.output}" (${origin.from}).`);
  }
}
