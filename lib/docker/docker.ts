// What is asked of docker: which one is there, log in, build, tag, push, and which image an id is. Decides nothing about the answers.

import { type Environment, type ProgramEnd, runProgram } from './program.ts';

export interface DockerCli {
  readonly environment: Environment;
  readonly signal: AbortSignal;
}

/** Versions of what answered; absent: it did not. */
export interface DockerTools {
  readonly client?: string;
  readonly engine?: string;
  readonly buildx?: string;
  /** the engine's own, such as `linux/amd64` */
  readonly platform?: string;
  /** why the engine did not answer, in docker's words */
  readonly engineProblem?: string;
}

export type DockerEnd =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: number; readonly lines: readonly string[] }
  | { readonly kind: 'stopped' };

/** Enough for any error of a build and the output of the step that failed. */
const KEPT_LINES = 400;

export async function lookAtDocker(cli: DockerCli): Promise<DockerTools> {
  const [version, buildx] = await Promise.all([
    call(cli, ['version', '--format', VERSIONS]),
    call(cli, ['buildx', 'version']),
  ]);
  if (version.kind !== 'exited') return {};
  const [client = '', engine = '', platform = ''] = version.stdout.trim().split('\n');
  const found = buildx.kind === 'exited' && buildx.code === 0 ? /\bv?(\d+\.\d+\S*)/.exec(buildx.stdout) : null;
  return {
    ...(client === '' ? {} : { client }),
    ...(engine === '' ? { engineProblem: lastLine(version.stderr) } : { engine }),
    ...(found?.[1] === undefined ? {} : { buildx: found[1] }),
    ...(platform === '' ? {} : { platform }),
  };
}

const VERSIONS = '{{.Client.Version}}\n{{with .Server}}{{.Version}}{{end}}\n{{with .Server}}{{.Os}}/{{.Arch}}{{end}}';

/** The password goes by stdin: a command line can be read by every process of the machine. */
export async function login(
  cli: DockerCli,
  to: { registry: string; username: string; password: string },
): Promise<DockerEnd> {
  const end = await call(cli, ['login', '--username', to.username, '--password-stdin', to.registry], to.password);
  return endOf(
    end,
    linesOf(end).filter((line) => !line.startsWith('WARNING!')),
  );
}

/** Any docker command whose output is worth reading while it runs: build, buildx build, push. */
export async function runDocker(
  cli: DockerCli,
  dockerArguments: readonly string[],
  onLine: (line: string) => void,
): Promise<DockerEnd> {
  const lines: string[] = [];
  const end = await runProgram({
    program: 'docker',
    arguments: dockerArguments,
    environment: cli.environment,
    signal: cli.signal,
    onLine: (line) => {
      lines.push(line);
      if (lines.length > KEPT_LINES) lines.shift();
      onLine(line);
    },
  });
  return endOf(end, lines);
}

export interface LocalImage {
  /** digest of the image's configuration, or of its manifest where the engine keeps images in containerd */
  readonly id: string;
  /** digests that registries know it by: `repository@sha256:…` */
  readonly repoDigests: readonly string[];
}

/** Undefined when the engine has no such image. */
export async function inspectImage(cli: DockerCli, image: string): Promise<LocalImage | undefined> {
  const end = await call(cli, [
    'image',
    'inspect',
    '--format',
    '{{.Id}}\n{{range .RepoDigests}}{{println .}}{{end}}',
    image,
  ]);
  if (end.kind !== 'exited' || end.code !== 0) return undefined;
  const [id = '', ...repoDigests] = end.stdout.split('\n').map((line) => line.trim());
  return { id, repoDigests: repoDigests.filter((line) => line !== '') };
}

function call(cli: DockerCli, dockerArguments: readonly string[], input?: string): Promise<ProgramEnd> {
  return runProgram({
    program: 'docker',
    arguments: dockerArguments,
    environment: cli.environment,
    signal: cli.signal,
    ...(input === undefined ? {} : { input }),
  });
}

function endOf(end: ProgramEnd, lines: readonly string[]): DockerEnd {
  switch (end.kind) {
    case 'stopped':
      return { kind: 'stopped' };
    case 'missing':
      return { kind: 'failed', code: 127, lines: [end.reason] };
    case 'exited':
      return end.code === 0 ? { kind: 'done' } : { kind: 'failed', code: end.code, lines };
  }
}

function linesOf(end: ProgramEnd): string[] {
  return end.kind === 'exited' ? `${end.stdout}\n${end.stderr}`.split('\n').filter((line) => line.trim() !== '') : [];
}

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim() ?? '';
}
