// What AWS's models say about values beyond their type: enum values, lengths, ranges, patterns. Facts from a generated file.

import { readFileSync } from 'node:fs';
import type { ServiceName } from './services.ts';

export interface Constraint {
  readonly enum?: readonly string[];
  /** a number's range, a text's length, or a list's size */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: string;
  /** of a list's items */
  readonly items?: Constraint;
  /** of a map's keys and values */
  readonly keys?: Constraint;
  readonly values?: Constraint;
}

/** structure name → member → constraint */
export type ServiceConstraints = Readonly<Record<string, Readonly<Record<string, Constraint>>>>;

const file = new URL('./model-constraints.json', import.meta.url);
const byService = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, ServiceConstraints>>;

export function constraintsOf(service: ServiceName): ServiceConstraints {
  return byService[service] ?? {};
}

const compiled = new Map<string, RegExp | undefined>();

/** The whole text must match; a pattern that JavaScript cannot read constrains nothing. */
export function matches(pattern: string, text: string): boolean {
  if (!compiled.has(pattern)) compiled.set(pattern, compile(pattern));
  return compiled.get(pattern)?.test(text) ?? true;
}

function compile(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
