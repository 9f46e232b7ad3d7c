// Reads inputs: the input itself, else a Terraform output, else the default. It knows which, and collects every problem of every input
// so that one error can tell them all. Pure: it reads plain maps.

import { parseDuration } from './duration.ts';
import { UserError } from './errors.ts';
import { type KeyValue, parseKeyValues } from './key-values.ts';
import { suggestion } from './near-names.ts';
import { TERRAFORM_INPUTS } from './terraform-names.ts';
import type { TerraformOutputs } from './terraform-outputs.ts';

export type Origin =
  | { readonly kind: 'input' }
  | { readonly kind: 'terraform'; readonly output: string; readonly from: string }
  | { readonly kind: 'default' };

export interface ReadOptions {
  /** conventional names of Terraform outputs that may stand in for the input, in order of preference */
  readonly terraform?: readonly string[];
  /** of what is required: why, where that is not plain */
  readonly because?: string;
}

export interface InputSources {
  /** by kebab-case input name; empty text means not given, as the runner has it */
  readonly inputs: ReadonlyMap<string, string>;
  readonly terraform?: TerraformOutputs;
  /** explicit map: input name → Terraform output name */
  readonly terraformNames?: ReadonlyMap<string, string>;
}

export interface InputReader {
  /** the text, or undefined when it is given nowhere */
  text(name: string, options?: ReadOptions): string | undefined;
  /** the text; a problem (and an empty text) when it is given nowhere */
  required(name: string, options?: ReadOptions): string;
  choice<const T extends string>(name: string, allowed: readonly T[], fallback: T): T;
  optionalChoice<const T extends string>(name: string, allowed: readonly T[]): T | undefined;
  boolean(name: string, fallback: boolean): boolean;
  optionalBoolean(name: string): boolean | undefined;
  integer(name: string, range: { min: number; max: number }): number | undefined;
  /** milliseconds */
  duration(name: string, range?: { min?: number; max?: number }): number | undefined;
  /** one item a line; also several on one line when they are divided by commas and `commas` is set */
  list(name: string, options?: ReadOptions): readonly string[];
  keyValues(name: string): readonly KeyValue[];
  /** Whether the input gives a value, or the Terraform output that the step names for it. */
  isGiven(name: string): boolean;
  problem(name: string, message: string): void;
  /** A problem of the step as a whole. */
  generalProblem(message: string): void;
  /** Throws one UserError with every problem so far; call it once, after the last input was read. */
  finish(): void;
  /** every input that was asked for, with where its value came from */
  origins(): ReadonlyMap<string, Origin>;
}

export function createInputReader(sources: InputSources): InputReader {
  const problems: string[] = [...terraformProblems(sources)];
  const origins = new Map<string, Origin>();

  const found = (name: string, options: ReadOptions): string | undefined => {
    const { value, origin } = lookUp(sources, name, options);
    origins.set(name, origin);
    return value;
  };
  const problem = (name: string, message: string): void => {
    const origin = origins.get(name);
    const where = origin?.kind === 'terraform' ? `${name} (from Terraform output "${origin.output}")` : name;
    problems.push(`${where}: ${message}`);
  };
  const parsed = <T>(name: string, options: ReadOptions, parse: (text: string) => T): T | undefined => {
    const value = found(name, options);
    if (value === undefined) return undefined;
    try {
      return parse(value);
    } catch (error) {
      problem(name, error instanceof Error ? error.message : String(error));
      return undefined;
    }
  };
  const reader: InputReader = {
    text: (name, options = {}) => found(name, options),
    required: (name, options = {}) => {
      const value = found(name, options);
      if (value === undefined) problem(name, `is required${because(options)}${terraformHint(sources, name, options)}`);
      return value ?? '';
    },
    choice: (name, allowed, fallback) => reader.optionalChoice(name, allowed) ?? fallback,
    optionalChoice: (name, allowed) =>
      parsed(name, {}, (text) => {
        const match = allowed.find((candidate) => candidate === text);
        if (match === undefined)
          throw new Error(`"${text}" is not allowed; allowed: ${allowed.join(', ')}.${nearOf(text, allowed)}`);
        return match;
      }),
    boolean: (name, fallback) => reader.optionalBoolean(name) ?? fallback,
    optionalBoolean: (name) =>
      parsed(name, {}, (text) => {
        // YAML's other spellings (core schema of YAML 1.2): GitHub hands an input on as it is written.
        if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return text.toLowerCase() === 'true';
        throw new Error(`"${text}" is not allowed; allowed: true, false`);
      }),
    integer: (name, range) =>
      parsed(name, {}, (text) => {
        const value = Number(text);
        if (!/^-?\d+$/.test(text) || value < range.min || value > range.max)
          throw new Error(`"${text}" is not allowed; allowed: a whole number from ${range.min} to ${range.max}`);
        return value;
      }),
    duration: (name, range = {}) =>
      parsed(name, {}, (text) => {
        const value = parseDuration(text);
        if (value === undefined)
          throw new Error(
            `"${text}" is not a duration; allowed: a number with ms, s, m or h, such as 90s, 15m or 1h30m`,
          );
        if (value < (range.min ?? 0) || value > (range.max ?? Number.POSITIVE_INFINITY))
          throw new Error(`"${text}" is out of range`);
        return value;
      }),
    list: (name, options = {}) =>
      (found(name, options) ?? '')
        .split(/\r?\n/)
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    keyValues: (name) => parsed(name, {}, parseKeyValues) ?? [],
    isGiven: (name) => lookUp(sources, name, {}).value !== undefined,
    problem,
    generalProblem: (message) => {
      problems.push(message);
    },
    finish: () => {
      problems.push(...unknownInputs(sources, [...origins.keys()]));
      if (problems.length > 0) throw new UserError(problems);
    },
    origins: () => origins,
  };
  return reader;
}

function lookUp(
  sources: InputSources,
  name: string,
  options: ReadOptions,
): { value: string | undefined; origin: Origin } {
  const given = sources.inputs.get(name)?.trim();
  if (given !== undefined && given !== '') return { value: given, origin: { kind: 'input' } };
  const mapped = sources.terraformNames?.get(name);
  const names = mapped === undefined ? (options.terraform ?? []) : [mapped];
  for (const output of names) {
    const value = sources.terraform?.values.get(output)?.trim();
    if (value === undefined || value === '') continue;
    return { value, origin: { kind: 'terraform', output, from: sources.terraform?.from ?? '' } };
  }
  return { value: undefined, origin: { kind: 'default' } };
}

/** Names in the explicit map that Terraform does not have. */
function terraformProblems(sources: InputSources): string[] {
  const known = [...(sources.terraform?.values.keys() ?? [])];
  return [...(sources.terraformNames ?? [])]
    .filter(([, output]) => !known.includes(output))
    .map(
      ([input, output]) =>
        `terraform-output-names: "${input}" is to come from Terraform output "${output}", which does not exist.${suggestion(output, known)}`,
    );
}

/** Names in the explicit map that are inputs neither of this action nor, as far as Terraform gives them, of another one. */
function unknownInputs(sources: InputSources, asked: readonly string[]): string[] {
  return [...(sources.terraformNames?.keys() ?? [])]
    .filter((input) => !asked.includes(input) && !TERRAFORM_INPUTS.some((name) => name === input))
    .map((input) => `terraform-output-names: there is no input "${input}".${suggestion(input, asked)}`);
}

function because(options: ReadOptions): string {
  return options.because === undefined ? '' : `, because ${options.because}`;
}

function terraformHint(sources: InputSources, name: string, options: ReadOptions): string {
  const names = options.terraform ?? [];
  if (names.length === 0) return '';
  if (sources.terraform === undefined) return `; give it, or terraform-outputs with one of ${names.join(', ')}`;
  const known = [...sources.terraform.values.keys()];
  return `; ${sources.terraform.from} has none of ${names.join(', ')} (it has ${known.length === 0 ? 'nothing' : known.join(', ')}); give it, or map it with terraform-output-names: "${name}=<output>"`;
}

function nearOf(text: string, allowed: readonly string[]): string {
  const hint = suggestion(text, allowed);
  return hint.startsWith(' Did you mean') ? hint : '';
}
