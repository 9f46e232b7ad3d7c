// What holds for every workflow of the repository, and between the reusable ones, the actions, the examples and the lists of the product.

import { describe, expect, test } from 'vitest';
import { SERVICE_OUTPUTS, URL_OUTPUTS } from '../../lib/core/terraform-names.ts';
import { evaluate, render } from '../support/expressions.ts';
import { actions, manifestOf, read } from '../support/repository.ts';
import { inputsOf, type Job, jobOf, type Workflow, workflow, workflowFiles } from '../support/workflows.ts';

const REUSABLE = ['.github/workflows/deploy.yml', '.github/workflows/rollback.yml'];
const RUNNING = { failed: false, cancelled: false };

describe.each(workflowFiles())('%s', (file) => {
  const jobs = Object.entries(workflow(file).jobs);
  const steps = jobs.flatMap(([, job]) => job.steps ?? []);

  test('gives no permission to the workflow as a whole, and each job its own', () => {
    expect(workflow(file).permissions).toEqual({});
    expect(jobs.filter(([, job]) => job.permissions === undefined).map(([name]) => name)).toEqual([]);
  });

  test('lets no job run for ever', () => {
    // A job that calls a workflow may not have the key; the jobs of that workflow have.
    const open = jobs.filter(([, job]) => job.uses === undefined && job['timeout-minutes'] === undefined);
    expect(open.map(([name]) => name)).toEqual([]);
  });

  test('puts nothing into a script: it comes by the environment', () => {
    expect(steps.filter((step) => step.run?.includes('${{')).map((step) => step.name)).toEqual([]);
  });

  test('names foreign actions by their whole commit, with the version beside', () => {
    const loose = [...read(file).matchAll(/uses:\s*(\S+.*)$/gm)]
      .map(([, uses = '']) => uses)
      .filter((uses) => !/^(\$|OWNER\/slipway)\//.test(uses))
      .filter((uses) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(uses));
    expect(loose).toEqual([]);
  });

  test('refers to actions and workflows of its own that exist', () => {
    const own = [...read(file).matchAll(/uses:\s*(?:\$|OWNER\/slipway)\/(\S+)/g)].map(([, path = '']) => path);
    const known = [...actions().map((name) => `actions/${name}`), ...REUSABLE];
    // `$/` is the commit of the file itself, and takes no reference; OWNER/slipway needs one.
    const wrong = own.filter((path) => !known.includes(path.replace(file.startsWith('examples/') ? /@main$/ : '', '')));
    expect(wrong).toEqual([]);
  });

  test('leaves no token of GitHub in a checkout', () => {
    const checkouts = steps.filter((step) => step.uses?.startsWith('actions/checkout@'));
    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
  });

  test('calls a reusable workflow with inputs that it has, and gives those that it needs', () => {
    for (const job of jobs.map(([, called]) => called)) {
      const name = /^OWNER\/slipway\/(\.github\/workflows\/[\w-]+\.yml)@/.exec(job.uses ?? '')?.[1];
      if (name === undefined) continue;
      const declared = Object.entries(workflow(name).on.workflow_call?.inputs ?? {});
      const given = Object.keys(job.with ?? {});
      expect(declared.map(([input]) => input)).toEqual(expect.arrayContaining(given));
      expect(given).toEqual(expect.arrayContaining(declared.filter(([, { required }]) => required).map(([of]) => of)));
    }
  });

  test('reads only outputs of other jobs that these have', () => {
    const wrong = [...read(file).matchAll(/\b(?:needs|jobs)\.([\w-]+)\.outputs\.([\w-]+)/g)].filter(
      ([, name = '', output = '']) => !outputsOf(workflow(file).jobs[name]).includes(output),
    );
    expect(wrong.map(([found]) => found)).toEqual([]);
  });
});

test('one and the same action is pinned to one and the same commit everywhere', () => {
  const pins = workflowFiles().flatMap((file) => [...read(file).matchAll(/uses:\s*([\w./-]+)@([0-9a-f]{40} # \S+)/g)]);
  const byAction = Map.groupBy(pins, ([, action = '']) => action);
  const several = [...byAction].filter(([, uses]) => new Set(uses.map(([, , pin]) => pin)).size > 1);
  expect(several.map(([action]) => action)).toEqual([]);
});

describe.each(REUSABLE)('%s', (file) => {
  const call = workflow(file).on.workflow_call ?? {};
  const [last] = Object.keys(workflow(file).jobs).slice(-1);
  const job = jobOf(file, last ?? '');

  test('describes every input, secret and output, in kebab-case', () => {
    const all = [call.inputs, call.secrets, call.outputs].flatMap((part) => Object.entries(part ?? {}));
    expect(all.filter(([, { description }]) => !description?.trim()).map(([name]) => name)).toEqual([]);
    expect(all.filter(([name]) => !/^[a-z]+(-[a-z]+)*$/.test(name)).map(([name]) => name)).toEqual([]);
  });

  test('reads every input that it has', () => {
    const text = read(file);
    const unread = Object.keys(call.inputs ?? {}).filter(
      (name) => !new RegExp(`inputs\\.${name}(?![\\w-])`).test(text),
    );
    expect(unread).toEqual([]);
  });

  test('needs only what nobody can guess', () => {
    const required = Object.entries(call.inputs ?? {}).filter(([, input]) => input.required);
    expect(required.map(([name]) => name)).toEqual(['environment', 'aws-region']);
  });

  test('interrupts nothing that runs', () => {
    expect(job.concurrency?.['cancel-in-progress']).toBe(false);
  });

  test('gives its role to every action that asks AWS: no step before them brings credentials', () => {
    const steps = Object.values(workflow(file).jobs).flatMap((each) => each.steps ?? []);
    const asking = steps.filter(
      ({ uses = '' }) =>
        uses.startsWith('$/actions/') && 'role-to-assume' in (manifestOf(uses.replace('$/actions/', '')).inputs ?? {}),
    );
    expect(asking.length).toBeGreaterThan(0);
    for (const step of asking)
      expect(step.with?.['role-to-assume'], step.name).toMatch(
        /inputs\.role-to-assume \|\| vars\.AWS_DEPLOY_ROLE \}\}$/,
      );
  });

  const named = (of: readonly string[]) => of.flatMap((name) => [{ [name]: 'there' }, { [name]: { value: 'there' } }]);
  const hasAddress = (inputs: Record<string, string>) =>
    render(job.env?.HAS_ADDRESS, { inputs: inputsOf(file, inputs) }, RUNNING).trim();

  test('asks an address wherever the smoke test would find one', () => {
    expect(hasAddress({})).toBe('false');
    expect(hasAddress({ url: 'https://shop.example.com' })).toBe('true');
    expect(hasAddress({ 'terraform-outputs': '{"web":"x"}', 'terraform-output-names': 'cluster=c\nurl=web' })).toBe(
      'true',
    );
    expect(hasAddress({ 'terraform-outputs': '{"ecs_cluster_name":{"value":"shop"}}' })).toBe('false');
    for (const outputs of named(URL_OUTPUTS))
      expect(hasAddress({ 'terraform-outputs': JSON.stringify(outputs) })).toBe('true');
    // No name that the smoke test does not know: it would be refused after the deployment.
    const names = [...(job.env?.HAS_ADDRESS ?? '').matchAll(/\)\[0\]\.(\w+)/g)].map(([, name]) => name);
    expect(names).toEqual([...URL_OUTPUTS]);
  });

  const group = (inputs: Record<string, string>) =>
    render(job.concurrency?.group, { inputs: inputsOf(file, { environment: 'production', ...inputs }) }, RUNNING);

  test('queues by environment and service, wherever the service is named', () => {
    const prefix = file.includes('rollback') ? 'slipway-rollback-production' : 'slipway-production';
    expect(group({ cluster: 'shop', service: 'web' })).toBe(`${prefix}-shop-web`);
    expect(group({})).toBe(`${prefix}--`);
    for (const outputs of named(SERVICE_OUTPUTS))
      expect(group({ 'terraform-outputs': JSON.stringify(outputs) })).toBe(`${prefix}--there`);
    const both = '{"api":"shop-api","web":"shop-web"}';
    const of = (name: string) => group({ 'terraform-outputs': both, 'terraform-output-names': `service=${name}` });
    expect(of('api')).not.toBe(of('web'));
  });
});

test('the way back does not queue behind the deployment that it is to end', () => {
  const [deploy, rollback] = [jobOf(REUSABLE[0] ?? '', 'release'), jobOf(REUSABLE[1] ?? '', 'rollback')];
  expect(deploy.concurrency?.group).toBe(rollback.concurrency?.group.replace('slipway-rollback-', 'slipway-'));
  expect(deploy.concurrency?.group).not.toBe(rollback.concurrency?.group);
});

test('between jobs goes nothing that holds the account id', () => {
  const outputs = Object.values(workflow(REUSABLE[0] ?? '').jobs).flatMap((job) => Object.values(job.outputs ?? {}));
  const handed = outputs.flatMap((value) => [...value.matchAll(/\.outputs\.([\w-]+)/g)].map(([, name]) => name));
  expect(handed.length).toBeGreaterThan(5);
  expect(handed.filter((name) => /arn|registry|^image|console|^repository|reason/.test(name ?? ''))).toEqual([]);
});

test('expressions mean here what they mean at GitHub', () => {
  // Facts of the language on which the workflows stand; each is from GitHub's documentation of expressions.
  const contexts = { steps: {}, inputs: { text: '{"a":{"value":1}}', none: '' } };
  const is = (expression: string) => evaluate(expression, contexts, RUNNING).coerceString();
  expect(is("steps.never.outputs.verdict == ''")).toBe('true');
  expect(is('contains(fromJSON(\'["failed"]\'), steps.never.outputs.verdict)')).toBe('false');
  expect(is("fromJSON(format('[{0}]', inputs.none))[0].a == null")).toBe('true');
  expect(is("fromJSON(format('[{0}]', inputs.text))[0].a.value")).toBe('1');
  expect(is("'' && 'x'")).toBe('');
});

function outputsOf(job: Job | undefined): string[] {
  const called: Workflow | undefined = job?.uses?.includes('/.github/workflows/')
    ? workflow(job.uses.replace(/^(\$|OWNER\/slipway)\//, '').replace(/@.*$/, ''))
    : undefined;
  return Object.keys(called?.on.workflow_call?.outputs ?? job?.outputs ?? {});
}
