import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { actions, files, manifestOf, read } from '../support/repository.ts';
import { workflow } from '../support/workflows.ts';

interface Step {
  readonly id?: string;
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

const documents = files('*.md', 'actions/*/README.md', 'docs/**/*.md', 'examples/**/*.yml', '.github/workflows/*.yml');
const examples = documents.flatMap((file) => yamlOf(file).map((text) => ({ file, text, steps: ownSteps(text) })));

test('examples use the actions', () => {
  expect(examples.flatMap(({ steps }) => steps).length).toBeGreaterThan(0);
});

test('an example gives only inputs that exist', () => {
  const wrong = examples.flatMap(({ file, steps }) =>
    steps.flatMap((step) => {
      const known = Object.keys(manifestOf(actionOf(step)).inputs ?? {});
      return Object.keys(step.with ?? {})
        .filter((name) => !known.includes(name))
        .map((name) => `${file}: ${actionOf(step)} has no input ${name}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('an example reads only outputs that exist', () => {
  const wrong = examples.flatMap(({ file, text, steps }) =>
    steps.flatMap((step) => {
      const known = Object.keys(manifestOf(actionOf(step)).outputs ?? {});
      return [...text.matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)]
        .filter(([, id, output = '']) => id === step.id && !known.includes(output))
        .map(([, , output]) => `${file}: ${actionOf(step)} has no output ${output}`);
    }),
  );
  expect(wrong).toEqual([]);
});

test('an example calls a workflow of ours with inputs that it has', () => {
  const calls = examples.flatMap(({ file, text }) =>
    callers(text).map(({ uses, with: given = {} }) => ({
      file,
      name: /\.github\/.*\.yml/.exec(uses)?.[0] ?? '',
      given,
    })),
  );
  expect(calls.length).toBeGreaterThan(3);
  const wrong = calls.flatMap(({ file, name, given }) => {
    const known = Object.keys(workflow(name).on.workflow_call?.inputs ?? {});
    return Object.keys(given)
      .filter((input) => !known.includes(input))
      .map((input) => `${file}: ${name} has no input ${input}`);
  });
  expect(wrong).toEqual([]);
});

/** The whole of a YAML file, the fenced blocks of a Markdown one. */
function yamlOf(file: string): string[] {
  const text = read(file);
  if (!file.endsWith('.md')) return [text];
  return [...text.matchAll(/^```ya?ml\n(.*?)^```/gms)].map((match) => match[1] ?? '');
}

function ownSteps(yaml: string): Step[] {
  return users(yaml).filter((step) => actions().includes(actionOf(step)));
}

/** Jobs that call a reusable workflow of ours. */
function callers(yaml: string): Step[] {
  return users(yaml).filter((job) => job.uses.startsWith('OWNER/slipway/.github/workflows/'));
}

/** Whatever has a `uses`. */
function users(yaml: string): Step[] {
  const found: Step[] = [];
  const walk = (value: unknown): void => {
    if (isStep(value)) found.push(value);
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(walk);
  };
  for (const document of parseAllDocuments(yaml)) walk(document.toJS());
  return found;
}

function isStep(value: unknown): value is Step {
  return typeof value === 'object' && value !== null && 'uses' in value && typeof value.uses === 'string';
}

/** `OWNER/slipway/actions/migrate@main` and `$/actions/migrate` are both `migrate`. */
function actionOf(step: Step): string {
  return /(?:slipway|\$)\/actions\/([\w-]+)/.exec(step.uses)?.[1] ?? '';
}
