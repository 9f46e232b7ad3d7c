// What the workflow tests share: the demo's stage, the caller's repository, Slipway as it is served, and a door for credentials.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cleanUpAll } from '../../demo/clean-ups.ts';
import { CLUSTER } from '../../demo/stack.ts';
import { type RealStage, setRealStage } from '../../demo/stage.ts';
import { type Summary, writeSummaries } from '../../demo/summaries.ts';
import { type DiaryEntry, mutations } from '../../simulator/diary.ts';
import { type ActOptions, type ActRun, runAct, shelf } from './act.ts';
import { type Caller, makeCaller } from './caller.ts';
import { openCredentialsDoor } from './credentials-door.ts';
import { copySlipway, localRepositories } from './served.ts';

const REGION = 'eu-central-1';
const TIME_SCALE = 20;

export interface Told {
  readonly result: string;
  readonly outputs: Readonly<Record<string, string>>;
}

export interface WorkflowRun extends ActRun {
  /** what the called workflow gave back to its caller; undefined after a red one, because act starts no further job then */
  readonly told?: Told;
  /** what was asked of ECS meanwhile that changes something, such as `UpdateService`, by anybody */
  readonly changes: readonly string[];
  /** each step of the called workflow that was not skipped, in order: `migrate: succeeded`, or `reason: success` where it has no verdict */
  readonly verdicts: readonly string[];
  /** of the last step of that name */
  outputs(step: string): Readonly<Record<string, string>>;
}

export interface WorkflowPlace {
  readonly stage: RealStage;
  readonly caller: Caller;
  /** Runs what was pushed last. `beforeToken` is awaited each time, before an action gets the token for its role: what it does happens between two steps of the job. */
  deploy(
    title: string,
    options?: {
      readonly beforeToken?: () => Promise<void>;
    },
  ): Promise<WorkflowRun>;
  /** `inputs` as GitHub's event carries them: text, a boolean too. */
  rollback(title: string, inputs: Readonly<Record<string, string>>): Promise<WorkflowRun>;
  close(): Promise<void>;
}

export async function aWorkflowPlace(act: string): Promise<WorkflowPlace> {
  const cleanUps: (() => Promise<void>)[] = [];
  const close = async () => {
    const failures = await cleanUpAll(cleanUps.splice(0));
    if (failures.length > 0) throw new AggregateError(failures, 'not all was cleaned up');
  };
  try {
    return await setPlace(act, cleanUps, close);
  } catch (error) {
    await cleanUpAll(cleanUps.splice(0));
    throw error;
  }
}

async function setPlace(
  act: string,
  cleanUps: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<WorkflowPlace> {
  rmSync(shelf, { recursive: true, force: true });
  const stage = await setRealStage({ timeScale: TIME_SCALE, region: REGION, cleanUps, say: () => undefined });
  const door = await openCredentialsDoor();
  cleanUps.push(door.close);
  const caller = await makeCaller(join(stage.folder, 'app'), {
    baseImage: stage.baseImage,
    cluster: CLUSTER,
    url: stage.address,
  });
  const slipway = join(stage.folder, 'slipway');
  copySlipway(slipway);
  const terraform = join(stage.folder, 'terraform.json');
  writeFileSync(terraform, JSON.stringify(stage.outputs), { mode: 0o600 });
  const toldTo = join(stage.folder, 'told.json');
  const env = {
    AWS_ENDPOINT_URL: stage.url,
    AWS_EC2_METADATA_DISABLED: 'true',
    STAND_IN_CREDENTIALS: door.url,
    ACTIONS_ID_TOKEN_REQUEST_URL: `${door.url}/token?api-version=2.0`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'bearer-of-the-job',
    STAND_IN_TERRAFORM_OUTPUTS: terraform,
    TOLD_TO: toldTo,
  };
  const vars = {
    AWS_BUILD_ROLE: 'arn:aws:iam::123456789012:role/build',
    AWS_DEPLOY_ROLE: 'arn:aws:iam::123456789012:role/deploy',
    AWS_TERRAFORM_ROLE: 'arn:aws:iam::123456789012:role/terraform',
  };
  let running: { readonly abort: AbortController; readonly ended: Promise<unknown> } | undefined;
  const endRunning = async () => {
    running?.abort.abort();
    await running?.ended;
  };
  cleanUps.push(endRunning);
  const summaries: Summary[] = [];
  let runs = 0;

  const run = async (title: string, workflow: string, event: ActOptions['event']): Promise<WorkflowRun> => {
    // One whose test ran out of time.
    await endRunning();
    rmSync(toldTo, { force: true });
    const since = stage.simulator.diary.length;
    const abort = new AbortController();
    const ended = runAct({
      program: act,
      folder: caller.folder,
      workflow,
      event,
      localRepositories: localRepositories(slipway, [...workflowsIn(caller.folder), ...workflowsIn(slipway)]),
      // Else act calls each of them run 1, and what is asked again in one run is a re-run to migrate.
      env: { ...env, GITHUB_RUN_ID: String(++runs), GITHUB_RUN_NUMBER: String(runs) },
      vars,
      scratch: join(stage.folder, 'act'),
      signal: abort.signal,
    });
    running = { abort, ended: ended.catch(() => undefined) };
    const made = await ended;
    running = undefined;
    shelve(title, made, summaries);
    return {
      ...made,
      ...(existsSync(toldTo) ? { told: JSON.parse(readFileSync(toldTo, 'utf8')) as Told } : {}),
      changes: changesOf(stage.simulator.diary.slice(since)),
      verdicts: made.steps
        .filter(({ job, name }) => isCalled(job) && !name.startsWith('actions/checkout@'))
        .map(({ name, outcome, outputs: { verdict = outcome } }) => `${name}: ${verdict}`),
      outputs: (step) => made.steps.findLast(({ name }) => name === step)?.outputs ?? {},
    };
  };

  return {
    stage,
    caller,
    deploy: async (title, { beforeToken = async () => undefined } = {}) => {
      door.before(beforeToken);
      return run(title, '.github/workflows/deploy.yml', { name: 'push', payload: {} });
    },
    rollback: async (title, inputs) => {
      door.before(async () => undefined);
      const payload = { inputs };
      return run(title, '.github/workflows/rollback.yml', { name: 'workflow_dispatch', payload });
    },
    close,
  };
}

function workflowsIn(repository: string): string[] {
  const folder = join(repository, '.github/workflows');
  return readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
}

/** Leaves log and summaries where a person finds them. */
function shelve(title: string, { log, steps }: ActRun, summaries: Summary[]): void {
  mkdirSync(shelf, { recursive: true });
  writeFileSync(join(shelf, `${title}.log`), `${log.join('\n')}\n`);
  for (const { job, name, summary } of steps) {
    if (summary !== '') summaries.push({ title: `${title}: ${job}, ${name}`, markdown: summary });
  }
  writeSummaries(shelf, summaries);
}

function changesOf(diary: readonly DiaryEntry[]): string[] {
  return mutations(diary)
    .filter(({ service }) => service === 'ecs')
    .map(({ operation, outcome }) => (outcome === 'ok' ? operation : `${operation}: ${outcome}`));
}

/** Jobs of a called workflow are named caller/job/job. */
function isCalled(job: string): boolean {
  return job.split('/').length > 2;
}
