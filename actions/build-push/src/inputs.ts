// From inputs to a BuildPushRequest (pure; what lies on the disk is a parameter). The caller ends with `reader.finish()` when docker and ECR
// have added their problems: a typo in a tag and a missing repository are told together.

import { parseImage } from '../../../lib/core/image.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import type { KeyValue } from '../../../lib/core/key-values.ts';
import { parseRepository, type RepositoryGiven } from '../../../lib/core/repository.ts';
import { REPOSITORY_OUTPUTS } from '../../../lib/core/terraform-names.ts';

export interface BuildPushRequest {
  /** undefined only together with a problem */
  readonly repository?: RepositoryGiven;
  readonly createRepository: boolean;
  readonly expectedAccount?: string;
  readonly tags: readonly string[];
  readonly build: BuildRequest;
  /** an image of the same source is taken instead of a build */
  readonly reuse: boolean;
  readonly timeoutMs: number;
}

export interface BuildRequest {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly platforms: readonly string[];
  readonly buildArgs: readonly KeyValue[];
  readonly buildContexts: readonly KeyValue[];
  /** ours first, then the user's, which win */
  readonly labels: readonly KeyValue[];
  readonly secrets: readonly KeyValue[];
  /** name is the id, value the path */
  readonly secretFiles: readonly KeyValue[];
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  readonly pull: boolean;
  readonly noCache: boolean;
  readonly network?: string;
  readonly builder?: string;
  readonly provenance: string;
  readonly sbom: string;
  readonly options: readonly string[];
}

export interface Surroundings {
  readonly commit?: string;
  /** where the source is to be seen */
  readonly sourceUrl?: string;
  kindOf(path: string): 'file' | 'folder' | 'missing';
}

const DEFAULT_TIMEOUT_MS = 60 * 60_000;
/** A day: jobs do not last longer, and timers do not count further than 24 of them. */
const LONGEST_TIMEOUT_MS = 24 * 60 * 60_000;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
/** Words that people know from other actions as rules; as tags they would surprise. */
const TAG_RULES = ['sha', 'branch', 'semver'];
/** Ours to give: it says what an image was built from. */
const SOURCE_TAG = /^src-[0-9a-f]{64}$/;
const PLATFORM = /^[a-z0-9]+\/[a-z0-9_]+(\/[a-z0-9]+)?(\([^)]*\))?$/;
export const REMOTE_CONTEXT = /^(https?:\/\/|git:\/\/|git@|ssh:\/\/|github\.com\/)/;
/** Flags whose work is done by an input, or on which the reading of the result rests. */
const OWN_FLAGS: Readonly<Record<string, string>> = {
  '--tag': 'tags',
  '-t': 'tags',
  '--file': 'dockerfile',
  '-f': 'dockerfile',
  '--push': '',
  '--load': '',
  '--output': '',
  '-o': '',
  '--metadata-file': '',
  '--iidfile': '',
  '--progress': '',
  '--quiet': '',
  '-q': '',
};

export function parseInputs(reader: InputReader, around: Surroundings): BuildPushRequest {
  const repositoryText = reader.required('repository', { terraform: REPOSITORY_OUTPUTS });
  const repository = repositoryText === '' ? undefined : parseRepository(repositoryText);
  if (typeof repository === 'string') reader.problem('repository', repository);
  const expectedAccount = readExpectedAccount(reader, repository);
  const build = readBuild(reader, around);
  return {
    ...(repository === undefined || typeof repository === 'string' ? {} : { repository }),
    createRepository: reader.boolean('create-repository', false),
    ...(expectedAccount === undefined ? {} : { expectedAccount }),
    tags: readTags(reader, around.commit),
    build,
    reuse: reader.boolean('reuse', true),
    timeoutMs: reader.duration('timeout', { min: 1_000, max: LONGEST_TIMEOUT_MS }) ?? DEFAULT_TIMEOUT_MS,
  };
}

function readBuild(reader: InputReader, around: Surroundings): BuildRequest {
  const context = reader.text('context') ?? '.';
  const dockerfile = reader.text('dockerfile');
  checkPaths(reader, { context, dockerfile, around });
  const secrets = reader.keyValues('secrets');
  const secretFiles = reader.keyValues('secret-files').map(({ name, value }) => ({ name, value: value.trim() }));
  checkSecrets(reader, { secrets, secretFiles, around });
  const platforms = reader.list('platforms').flatMap((line) => line.split(',').map((item) => item.trim()));
  for (const platform of platforms) {
    if (!PLATFORM.test(platform))
      reader.problem('platforms', `"${platform}" is not a platform; allowed: os/architecture, such as linux/arm64`);
  }
  const options = reader.list('build-options');
  for (const option of options) checkOption(reader, option);
  return {
    context,
    ...optional({ dockerfile, target: reader.text('target'), network: reader.text('network') }),
    ...optional({ builder: reader.text('builder') }),
    platforms,
    buildArgs: reader.keyValues('build-args'),
    buildContexts: reader.keyValues('build-contexts'),
    labels: labelsOf(around, reader.keyValues('labels')),
    secrets,
    secretFiles,
    cacheFrom: reader.list('cache-from'),
    cacheTo: reader.list('cache-to'),
    pull: reader.boolean('pull', false),
    noCache: reader.boolean('no-cache', false),
    provenance: reader.text('provenance') ?? 'false',
    sbom: reader.text('sbom') ?? 'false',
    options,
  };
}

/**
 * `created` is left out on purpose: the time of the build would give the same source another digest each time, and the commit's time
 * is not when the image was created. The image's own configuration says that already.
 */
function labelsOf(around: Surroundings, given: readonly KeyValue[]): KeyValue[] {
  const ours = [
    { name: 'org.opencontainers.image.revision', value: around.commit },
    { name: 'org.opencontainers.image.source', value: around.sourceUrl },
  ].flatMap(({ name, value }) => (value === undefined ? [] : [{ name, value }]));
  const names = new Set(given.map(({ name }) => name));
  return [...ours.filter(({ name }) => !names.has(name)), ...given];
}

function readTags(reader: InputReader, commit: string | undefined): string[] {
  const given = reader.list('tags');
  if (given.length === 0 && commit === undefined)
    reader.problem('tags', 'is required: there is neither GITHUB_SHA nor a git checkout whose commit could be the tag');
  for (const tag of given) {
    const image = tag.includes(':') ? parseImage(tag) : undefined;
    if (image?.tag !== undefined)
      reader.problem('tags', `"${tag}" names a repository too; give the tag alone: "${image.tag}"`);
    else if (TAG_RULES.includes(tag))
      reader.problem('tags', `"${tag}" is not taken as a tag, because it reads like a rule; give the tag itself`);
    else if (SOURCE_TAG.test(tag))
      reader.problem('tags', `"${tag}" is a content address, which the action gives itself`);
    else if (!TAG.test(tag))
      reader.problem(
        'tags',
        `"${tag}" is not a tag; allowed: letters, digits, "_", "." and "-", at most 128, beginning with a letter, a digit or "_"`,
      );
  }
  const tags = given.length > 0 ? given : commit === undefined ? [] : [commit];
  return [...new Set(tags)];
}

function readExpectedAccount(
  reader: InputReader,
  repository: RepositoryGiven | string | undefined,
): string | undefined {
  const account = reader.text('expected-account');
  if (account === undefined) return undefined;
  if (!/^\d{12}$/.test(account)) {
    reader.problem('expected-account', `"${account}" is not an account id; allowed: twelve digits`);
    return undefined;
  }
  const named = typeof repository === 'object' ? repository.account : undefined;
  if (named !== undefined && named !== account)
    reader.problem('repository', `is in account ${named}, but expected-account is ${account}`);
  return account;
}

function checkPaths(
  reader: InputReader,
  { context, dockerfile, around }: { context: string; dockerfile: string | undefined; around: Surroundings },
): void {
  if (context.startsWith('-')) {
    reader.problem('context', `"${context}" is not a folder; allowed: a folder, or the URL of a git repository`);
    return;
  }
  if (REMOTE_CONTEXT.test(context)) return;
  const kind = around.kindOf(context);
  if (kind !== 'folder') {
    const why = kind === 'file' ? 'is a file' : 'does not exist';
    reader.problem('context', `folder "${context}" ${why}. Is actions/checkout missing before this step?`);
    return;
  }
  const inContext = (name: string) => (context === '.' ? name : `${context.replace(/\/+$/, '')}/${name}`);
  const path = dockerfile ?? inContext('Dockerfile');
  if (around.kindOf(path) === 'file') return;
  const hint =
    dockerfile !== undefined && around.kindOf(inContext(dockerfile)) === 'file'
      ? ` The path begins at the working folder, not at the context: did you mean "${inContext(dockerfile)}"?`
      : '';
  reader.problem('dockerfile', `file "${path}" does not exist.${hint}`);
}

function checkSecrets(
  reader: InputReader,
  given: { secrets: readonly KeyValue[]; secretFiles: readonly KeyValue[]; around: Surroundings },
): void {
  const lists = [
    { input: 'secrets', list: given.secrets },
    { input: 'secret-files', list: given.secretFiles },
  ];
  for (const { input, list } of lists) {
    for (const { name } of list) {
      if (!/^[A-Za-z0-9_.-]+$/.test(name))
        reader.problem(input, `"${name}" is not an id; allowed: letters, digits, "_", "." and "-"`);
    }
  }
  for (const { name, value } of given.secretFiles) {
    if (given.secrets.some((secret) => secret.name === name))
      reader.problem('secret-files', `"${name}" is given in secrets too`);
    if (given.around.kindOf(value) !== 'file') reader.problem('secret-files', `file "${value}" does not exist`);
  }
}

function checkOption(reader: InputReader, option: string): void {
  const flag = option.split('=')[0] ?? '';
  const input = OWN_FLAGS[flag];
  if (input === undefined) return;
  const instead = input === '' ? 'the action sets it itself' : `use the input ${input}`;
  reader.problem('build-options', `"${flag}" is not allowed here: ${instead}`);
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Absent where undefined. */
function optional<T extends object>(members: T): Given<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Given<T>;
}
