// GitHub's expressions, by GitHub's own parser and evaluator; the functions that speak of the job's status are the runner's, and stand here.

import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

/** by name: inputs, steps, needs, vars, env … */
export type Contexts = Readonly<Record<string, unknown>>;

export interface JobStatus {
  readonly failed: boolean;
  readonly cancelled: boolean;
}

const STATUS_FUNCTIONS = /\b(success|failure|always|cancelled)\s*\(/;

/** What `${{ expression }}` is. Throws GitHub's own error when it does not parse. */
export function evaluate(expression: string, contexts: Contexts, status: JobStatus): data.ExpressionData {
  const functions = Object.entries({
    success: !status.failed && !status.cancelled,
    failure: status.failed && !status.cancelled,
    always: true,
    cancelled: status.cancelled,
  }).map(([name, value]) => ({ name, minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(value) }));
  const parsed = new Parser(new Lexer(expression).lex().tokens, Object.keys(contexts), functions).parse();
  const context: unknown = JSON.parse(JSON.stringify(contexts), data.reviver);
  if (!(context instanceof data.Dictionary)) throw new Error('contexts are a map');
  return new Evaluator(parsed, context, new Map(functions.map((entry) => [entry.name, entry]))).evaluate();
}

/** A value of the workflow with its expressions put in, as a step gets it. */
export function render(template: unknown, contexts: Contexts, status: JobStatus): string {
  return String(template ?? '').replace(/\$\{\{(.*?)\}\}/gs, (_, expression: string) =>
    evaluate(expression, contexts, status).coerceString(),
  );
}

/** Whether an `if:` lets its step or job run: one that asks for no status means success(). */
export function holds(condition: string | undefined, contexts: Contexts, status: JobStatus): boolean {
  const bare = (condition ?? 'success()')
    .trim()
    .replace(/^\$\{\{(.*)\}\}$/s, '$1')
    .trim();
  const whole = STATUS_FUNCTIONS.test(bare) ? bare : `success() && (${bare})`;
  return isTrue(evaluate(whole, contexts, status));
}

function isTrue(value: data.ExpressionData): boolean {
  if (value.kind === data.Kind.String) return value.coerceString() !== '';
  if (value.kind === data.Kind.Array || value.kind === data.Kind.Dictionary) return true;
  return !Number.isNaN(value.number()) && value.number() !== 0;
}
