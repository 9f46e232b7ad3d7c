// From the runner's environment to an InputReader: INPUT_* variables, and the Terraform outputs as text or file.

import { readFileSync } from 'node:fs';
import { UserError } from '../core/errors.ts';
import { createInputReader, type InputReader } from '../core/input-reader.ts';
import { parseOutputNames } from '../core/terraform-names.ts';
import { parseTerraformOutputs, type TerraformOutputs } from '../core/terraform-outputs.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `mask` is called with every sensitive value before anything is written. Throws UserError when terraform-outputs cannot be used. */
export function readInputs(environment: Environment, mask: (secret: string) => void): InputReader {
  const inputs = new Map<string, string>();
  for (const [name, value] of Object.entries(environment)) {
    // The runner upper-cases the name and keeps its dashes: task-definition → INPUT_TASK-DEFINITION.
    if (name.startsWith('INPUT_') && value !== undefined) inputs.set(name.slice('INPUT_'.length).toLowerCase(), value);
  }
  const terraform = readTerraformOutputs(inputs.get('terraform-outputs')?.trim() ?? '', mask);
  const names = readNames(inputs.get('terraform-output-names') ?? '');
  return createInputReader({ inputs, terraformNames: names, ...(terraform === undefined ? {} : { terraform }) });
}

function readNames(text: string): ReadonlyMap<string, string> {
  try {
    return parseOutputNames(text);
  } catch (error) {
    throw new UserError(
      `terraform-output-names: ${error instanceof Error ? error.message : error}; allowed: one "input=output" a line`,
      { cause: error },
    );
  }
}

function readTerraformOutputs(given: string, mask: (secret: string) => void): TerraformOutputs | undefined {
  if (given === '') return undefined;
  const isText = given.startsWith('{');
  const from = isText ? 'terraform-outputs' : `terraform-outputs file "${given}"`;
  let text = given;
  if (!isText) {
    try {
      // PowerShell begins a file with a mark of its byte order.
      text = readFileSync(given, 'utf8').replace(/^\uFEFF/, '');
    } catch (error) {
      throw new UserError(
        `terraform-outputs: ${named(given)} is neither a JSON object nor a file that can be read (${codeOf(error)}); allowed: the text of "terraform output -json", or the path of a file that holds it`,
        { cause: error },
      );
    }
  }
  let outputs: TerraformOutputs;
  try {
    outputs = parseTerraformOutputs(text, from);
  } catch (error) {
    throw new UserError(`terraform-outputs: ${error instanceof Error ? error.message : error}`, { cause: error });
  }
  for (const name of outputs.sensitive) mask(outputs.values.get(name) ?? '');
  if (isText && outputs.sensitive.length > 0) {
    // The runner printed the step's inputs before this process began: it is too late to mask them, but not to stop the habit.
    throw new UserError(
      `terraform-outputs: holds sensitive outputs (${outputs.sensitive.join(', ')}), and the runner has printed the inputs of this step before they could be masked. ` +
        `Leave them out, for example with jq 'map_values(select(.sensitive | not))', or hand over a file.`,
    );
  }
  return outputs;
}

/** What is no path may be the outputs themselves after a word of a wrapper, and may hold a secret. */
function named(given: string): string {
  return /[\r\n{[]/.test(given) ? 'what is given (it does not begin with "{")' : `"${given.slice(0, 80)}"`;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
