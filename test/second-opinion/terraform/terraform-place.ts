// A place where real Terraform meets the local AWS: a stack in a folder of its own, and the shipped deploy-ecs to deploy on it.
// The world follows the machine's clock, AWS's waits shortened; only Terraform's own waits are as long as they are.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { TaskLaunch } from '../../../simulator/control-plane/runtime.ts';
import type { World } from '../../../simulator/control-plane/world.ts';
import { type Fate, healthy, imageMissing } from '../../../simulator/runtimes/fates.ts';
import { createScriptedRuntime } from '../../../simulator/runtimes/scripted.ts';
import { startSimulator } from '../../../simulator/server.ts';
import type { Simulator } from '../../../simulator/simulator.ts';
import { root } from '../../support/repository.ts';
import { type BundleRun, runBundle } from '../../support/runner.ts';
import { type Tool, tool } from '../../support/tool.ts';

/** Why the tests of this folder are skipped here, or nothing. */
export const terraform = tool('terraform');
export const provider = tool('terraform-provider-aws');
export const missing = terraform.missing ?? provider.missing;

export const DATABASE_SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:shop-database-url-AbCdEf';

export interface TerraformRun {
  readonly exitCode: number;
  /** stdout and stderr */
  readonly text: string;
  readonly stdout: string;
}

export interface TerraformPlace {
  readonly simulator: Simulator;
  /** Throws with Terraform's own words unless it ends with one of these exit codes (0). */
  terraform(args: readonly string[], exitCodes?: readonly number[]): Promise<TerraformRun>;
  apply(...args: string[]): Promise<TerraformRun>;
  /** 0: nothing to change; 2: something is; what would be changed, by the resource's address. */
  plan(...args: string[]): Promise<{ readonly exitCode: number; readonly changes: readonly PlannedChange[] }>;
  /** the text of `terraform output -json` */
  outputs(): Promise<string>;
  /** Makes an image under a tag, as a build would; its digest. */
  pushImage(repositoryName: string, tag: string): Promise<string>;
  /** The shipped deploy-ecs, in the folder of the stack. */
  deploy(inputs: Readonly<Record<string, string>>): Promise<BundleRun>;
  /** Writes a file beside the stack's. */
  file(name: string, text: string): void;
  /** As if the stack had no `ignore_changes` for the service's task definition, until `ignoreReleases` is called again. */
  ownReleases(service: string): void;
  ignoreReleases(): void;
  close(): Promise<void>;
}

export interface PlannedChange {
  readonly address: string;
  readonly actions: readonly string[];
  /** top-level attributes that would be another value, old and new */
  readonly attributes: Readonly<Record<string, readonly [unknown, unknown]>>;
}

const REGION = 'eu-west-1';
const TIME_SCALE = 60;

/** What the local AWS is asked and does not speak, each for a reason. */
const expectedProblems: Readonly<Record<string, string>> = {
  'DescribeNetworkInterfaces of version 2016-11-15 is not implemented here':
    'after a load balancer is deleted, Terraform asks EC2 whether its interfaces are gone; there is no EC2 here, and it goes on without',
};

/** Of a stack beside this file, or of one that users copy. */
export async function aTerraformPlace(stack: 'stack' | 'worker' | `examples/${string}`): Promise<TerraformPlace> {
  const running = await startSimulator({
    runtime: createScriptedRuntime({ fateOf }),
    time: 'real',
    timeScale: TIME_SCALE,
    region: REGION,
    secretValues: { [DATABASE_SECRET]: 'postgres://database' },
  });
  const { simulator, url } = running;
  const folder = mkdtempSync(join(tmpdir(), 'slipway-terraform-'));
  cpSync(stack.startsWith('examples/') ? join(root, stack) : join(import.meta.dirname, stack), folder, {
    recursive: true,
  });
  const env = environment(url, folder);
  const run: TerraformPlace['terraform'] = async (args, exitCodes = [0]) => {
    const ended = await runTerraform(args, { folder, env });
    if (exitCodes.includes(ended.exitCode)) return ended;
    throw new Error(`terraform ${args.join(' ')} ended with ${ended.exitCode}:\n${ended.text}`);
  };
  await run(['init', `-plugin-dir=${pathOf(provider)}`]);
  return {
    simulator,
    terraform: run,
    apply: (...args) => run(['apply', '-auto-approve', ...args]),
    plan: async (...args) => {
      const { exitCode } = await run(['plan', '-detailed-exitcode', '-out=plan', ...args], [0, 2]);
      const changes = exitCode === 0 ? [] : plannedChanges((await run(['show', '-json', 'plan'])).stdout);
      return { exitCode, changes };
    },
    outputs: async () => (await run(['output', '-json'])).stdout,
    pushImage: (repositoryName, tag) => pushImage(simulator, repositoryName, tag),
    deploy: (inputs) =>
      runBundle({
        action: 'deploy-ecs',
        cwd: folder,
        inputs: { 'poll-interval': '200ms', ...inputs },
        env: { AWS_ENDPOINT_URL: url, AWS_REGION: REGION },
      }),
    file: (name, text) => writeFileSync(join(folder, name), text),
    ownReleases: (service) => writeFileSync(join(folder, 'owning_override.tf'), owning(service)),
    ignoreReleases: () => rmSync(join(folder, 'owning_override.tf')),
    close: async () => {
      await running.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where a request or an answer was not as AWS's model has it, and what is not spoken here without a reason. */
export function unexpectedProblems({ simulator }: TerraformPlace): string[] {
  return simulator.diary.flatMap(({ operation, problems }) =>
    problems.filter((problem) => !(problem in expectedProblems)).map((problem) => `${operation}: ${problem}`),
  );
}

/** An override cannot empty a list (Terraform takes the empty one for none); it can name something that never changes. */
function owning(service: string): string {
  return `resource "aws_ecs_service" "${service}" {\n  lifecycle {\n    ignore_changes = [name]\n  }\n}\n`;
}

/** Everything that exists, and costs money, in the words of those who would look for it. */
export function whatIsLeft({ ecs, ecr, elb, logs }: World) {
  return {
    clusters: Object.values(ecs.clusters).filter(({ status }) => status !== 'INACTIVE'),
    services: Object.values(ecs.services).filter(({ status }) => status !== 'INACTIVE'),
    tasks: Object.values(ecs.tasks).filter(({ lastStatus }) => lastStatus !== 'STOPPED'),
    repositories: Object.keys(ecr.repositories),
    logGroups: Object.keys(logs.groups),
    loadBalancing: [elb.loadBalancers, elb.targetGroups, elb.listeners, elb.rules, elb.routes].flatMap(Object.keys),
  };
}

export const nothingLeft: ReturnType<typeof whatIsLeft> = {
  clusters: [],
  services: [],
  tasks: [],
  repositories: [],
  logGroups: [],
  loadBalancing: [],
};

/** The repository is empty after the first apply, as everybody's is: what cannot be pulled does not run. */
function fateOf({ containers }: TaskLaunch): Fate {
  const missingImage = containers.find(({ imageDigest }) => imageDigest === undefined);
  if (missingImage === undefined) return healthy({ ms: 0, startMs: 100 });
  return imageMissing(missingImage.image);
}

function environment(url: string, folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    HOME: folder,
    TMPDIR: tmpdir(),
    TF_CLI_CONFIG_FILE: '/dev/null',
    TF_IN_AUTOMATION: '1',
    TF_INPUT: '0',
    TF_CLI_ARGS: '-no-color',
    CHECKPOINT_DISABLE: '1',
    AWS_ENDPOINT_URL: url,
    AWS_REGION: REGION,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function runTerraform(
  args: readonly string[],
  { folder, env }: { folder: string; env: NodeJS.ProcessEnv },
): Promise<TerraformRun> {
  return new Promise((done, failed) => {
    // Bounded: a stack that never becomes steady would be waited for half an hour.
    const options = { cwd: folder, env, timeout: 150_000, maxBuffer: 64 * 2 ** 20 };
    execFile(pathOf(terraform), [...args], options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : error.code;
      if (typeof exitCode === 'number') done({ exitCode, stdout, text: `${stdout}${stderr}` });
      else
        failed(new Error(`terraform ${args.join(' ')} did not end by itself:\n${stdout}${stderr}`, { cause: error }));
    });
  });
}

function pathOf(found: Tool): string {
  if (found.missing !== undefined) throw new Error(found.missing);
  return found.path;
}

interface ResourceChange {
  readonly address: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Readonly<Record<string, unknown>> | null;
    readonly after: Readonly<Record<string, unknown>> | null;
  };
}

function plannedChanges(json: string): PlannedChange[] {
  const plan = JSON.parse(json) as { readonly resource_changes?: readonly ResourceChange[] };
  return (plan.resource_changes ?? [])
    .filter(({ change }) => !change.actions.includes('no-op'))
    .map(({ address, change: { actions, before, after } }) => ({
      address,
      actions,
      attributes: Object.fromEntries(
        Object.entries(after ?? {})
          .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before?.[name]))
          .map(([name, value]) => [name, [before?.[name], value] as const]),
      ),
    }));
}

async function pushImage(simulator: Simulator, repositoryName: string, imageTag: string): Promise<string> {
  const imageManifestMediaType = 'application/vnd.oci.image.index.v1+json';
  // An index without children is the smallest image that ECR takes.
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: imageManifestMediaType,
    manifests: [],
    annotations: { tag: imageTag },
  });
  await simulator.call('ecr', 'PutImage', { repositoryName, imageManifest, imageManifestMediaType, imageTag });
  return `sha256:${createHash('sha256').update(imageManifest).digest('hex')}`;
}
