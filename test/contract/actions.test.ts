import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { createInputReader, type InputReader } from '../../lib/core/input-reader.ts';
import { withActionList, withActionTables } from '../../scripts/readme-tables.ts';
import { actions, files, importsOf, manifestOf, read, root } from '../support/repository.ts';

// Read by the harness, before an action's own parseInputs.
const INPUTS_OF_THE_HARNESS = ['terraform-outputs', 'terraform-output-names'];

// Read by the door to AWS, for every action that has one.
const INPUTS_OF_THE_DOOR = ['role-to-assume', 'role-session-name', 'role-audience'];

// Some actions ask about the checkout around them as well: here it knows nothing.
const NOWHERE = new Proxy({}, { get: () => () => undefined });

test('every action with an entry is declared by an action.yml', () => {
  const entries = files('actions/*/src/index.ts').map((file) => file.split('/')[1]);
  expect(actions()).toEqual(entries);
});

describe.each(actions())('%s', (action) => {
  const manifest = manifestOf(action);

  test('declares exactly the inputs that it reads', async () => {
    const asked = await inputsAskedBy(action);
    const hasDoor = importsOf(`actions/${action}/src/index.ts`).some(({ from }) => from === 'lib/aws/sdk.ts');
    const others = [...INPUTS_OF_THE_HARNESS, ...(hasDoor ? INPUTS_OF_THE_DOOR : [])];
    expect(Object.keys(manifest.inputs ?? {}).sort()).toEqual([...asked, ...others].sort());
  });

  test('leaves every default to the reader, which must tell what was given from what was not', () => {
    const withDefault = Object.entries(manifest.inputs ?? {}).filter(([, input]) => input?.default !== undefined);
    // Nobody but the runner knows the token of a job.
    const token = /^\$\{\{ github\.token \}\}$/;
    expect(withDefault.filter(([, input]) => !token.test(String(input?.default))).map(([name]) => name)).toEqual([]);
  });

  test('spells inputs and outputs in kebab-case', () => {
    const names = [...Object.keys(manifest.inputs ?? {}), ...Object.keys(manifest.outputs ?? {})];
    expect(names.filter((name) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  });

  test('always has a verdict, a name, a description and a badge', () => {
    expect(Object.keys(manifest.outputs ?? {})).toContain('verdict');
    expect(manifest.name).toBeTruthy();
    expect(manifest.description).toBeTruthy();
    expect(manifest.branding?.icon).toBeTruthy();
    expect(manifest.branding?.color).toBeTruthy();
  });

  test('runs its own bundle on Node 24', () => {
    expect(manifest.runs).toMatchObject({ using: 'node24', main: `../../dist/${action}/index.js` });
    if (manifest.runs.post !== undefined)
      expect(manifest.runs).toMatchObject({ post: manifest.runs.main, 'post-if': 'always()' });
    expect(existsSync(resolve(root, 'actions', action, manifest.runs.main ?? '')), 'made by: npm run build').toBe(true);
    expect(existsSync(join(root, 'dist', action, 'package.json'))).toBe(true);
  });

  test('has a README whose tables are those of action.yml', () => {
    const readme = read(`actions/${action}/README.md`);
    expect(withActionTables(readme, manifest)).toBe(readme);
  });
});

test('the root README lists every action', () => {
  const readme = read('README.md');
  expect(withActionList(readme, Object.fromEntries(actions().map((name) => [name, manifestOf(name)])))).toBe(readme);
});

/** Every input that parseInputs asks for when nothing at all is given. */
async function inputsAskedBy(action: string): Promise<string[]> {
  const module = (await import(pathToFileURL(join(root, 'actions', action, 'src/inputs.ts')).href)) as {
    parseInputs(reader: InputReader, surroundings: object): unknown;
  };
  const reader = createInputReader({ inputs: new Map() });
  try {
    module.parseInputs(reader, NOWHERE);
  } catch (error) {
    // Required inputs are missing, of course.
    if (!(error instanceof Error && error.name === 'UserError')) throw error;
  }
  return [...reader.origins().keys()];
}
