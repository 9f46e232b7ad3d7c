// The command lines of docker, and what cannot be asked of a docker without buildx (pure). No secret is ever among the arguments.

import type { BuildRequest } from './inputs.ts';

export interface Invocation {
  readonly arguments: readonly string[];
  /** what docker is to find in its environment */
  readonly environment: Readonly<Record<string, string>>;
}

export interface BuildTarget {
  /** `registry/repository:tag` */
  readonly references: readonly string[];
  /** host of the registry in ECR */
  readonly registry: string;
}

/** A secret's value is read from the environment: on the command line every process of the machine could see it. */
function secretVariable(index: number): string {
  return `SLIPWAY_BUILD_SECRET_${index}`;
}

export function buildxBuild(
  build: BuildRequest,
  target: BuildTarget & { readonly metadataFile: string; readonly push: boolean },
): Invocation {
  const environment = Object.fromEntries(build.secrets.map(({ value }, index) => [secretVariable(index), value]));
  return {
    environment,
    arguments: [
      ...['buildx', 'build', '--progress', 'plain', '--metadata-file', target.metadataFile],
      ...flag('--builder', build.builder),
      // Without a push the image is made all the same, so that its digest is known.
      ...(target.push ? ['--push'] : ['--output', 'type=image,push=false']),
      ...each('--platform', build.platforms.length === 0 ? [] : [build.platforms.join(',')]),
      ...each('--build-context', pairs(build.buildContexts)),
      ...each(
        '--secret',
        build.secrets.map(({ name }, index) => fields({ id: name, env: secretVariable(index) })),
      ),
      ...each(
        '--secret',
        build.secretFiles.map(({ name, value }) => fields({ id: name, src: value })),
      ),
      ...each('--cache-from', build.cacheFrom),
      ...each(
        '--cache-to',
        build.cacheTo.map((line) => cacheForEcr(line, target.registry)),
      ),
      // Asked for or not, buildx is told: what it does unasked makes an index of the image, with another digest at every build.
      ...[`--provenance=${build.provenance}`, `--sbom=${build.sbom}`],
      ...shared(build, target),
    ],
  };
}

export function plainBuild(build: BuildRequest, target: BuildTarget & { readonly idFile: string }): Invocation {
  return {
    // A docker that has no buildx refuses to build when this says 1.
    environment: { DOCKER_BUILDKIT: '0' },
    // The container of a step that failed would stay on the runner.
    arguments: ['build', '--force-rm', '--iidfile', target.idFile, ...shared(build, target)],
  };
}

function shared(build: BuildRequest, target: BuildTarget): string[] {
  return [
    ...flag('--file', build.dockerfile),
    ...flag('--target', build.target),
    ...each('--build-arg', pairs(build.buildArgs)),
    ...each('--label', pairs(build.labels)),
    ...(build.pull ? ['--pull'] : []),
    ...(build.noCache ? ['--no-cache'] : []),
    ...flag('--network', build.network),
    ...each('--tag', target.references),
    ...build.options,
    build.context,
  ];
}

/** What was asked and only buildx can do, by input; nothing of it may be dropped silently. */
export function needsBuildx(build: BuildRequest): string[] {
  const asked: Readonly<Record<string, boolean>> = {
    platforms: build.platforms.length > 0,
    'build-contexts': build.buildContexts.length > 0,
    secrets: build.secrets.length > 0,
    'secret-files': build.secretFiles.length > 0,
    'cache-from': build.cacheFrom.length > 0,
    'cache-to': build.cacheTo.length > 0,
    builder: build.builder !== undefined,
    provenance: build.provenance !== 'false',
    sbom: build.sbom !== 'false',
  };
  return Object.entries(asked).flatMap(([input, isAsked]) => (isAsked ? [input] : []));
}

/**
 * ECR takes a cache only as an image manifest with OCI media types, and BuildKit writes an index unless told.
 * `<ecr>/web:cache` → `type=registry,ref=<ecr>/web:cache,image-manifest=true,oci-mediatypes=true`; other registries as given.
 */
export function cacheForEcr(line: string, registry: string): string {
  const full = line.includes('=') ? line : `type=registry,ref=${line}`;
  const isOurs = /(^|,)type=registry(,|$)/.test(full) && full.includes(`ref=${registry}/`);
  if (!isOurs) return line;
  const missing = ['image-manifest=true', 'oci-mediatypes=true'].filter(
    (setting) => !full.includes(`${setting.slice(0, setting.indexOf('='))}=`),
  );
  return [full, ...missing].join(',');
}

/** The command line as it is shown: values of build arguments may be meant for nobody's eyes. */
export function shownArguments(dockerArguments: readonly string[]): string {
  return ['docker', ...dockerArguments]
    .map((argument, index) =>
      dockerArguments[index - 2] === '--build-arg'
        ? argument.replace(/=.*$/s, '=…')
        : argument.replace(/^(--build-arg[= ][^=]*)=.*$/s, '$1=…'),
    )
    .map((argument) => (/^[\w@%+=:,./…-]+$/.test(argument) ? argument : `'${argument}'`))
    .join(' ');
}

/** Names of build arguments that sound like secrets: their values stay in the image's history for everybody who can pull it. */
export function secretLooking(build: BuildRequest): string[] {
  return build.buildArgs
    .map(({ name }) => name)
    .filter((name) => /(^|_)(TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIALS?|(API|PRIVATE|ACCESS)_?KEY)(_|$)/i.test(name));
}

function flag(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

function each(name: string, values: readonly string[]): string[] {
  return values.flatMap((value) => [name, value]);
}

function pairs(list: readonly { name: string; value: string }[]): string[] {
  return list.map(({ name, value }) => `${name}=${value}`);
}

/** `id=a,src=b`, quoted as CSV where a comma or a quote is in the way. */
function fields(members: Readonly<Record<string, string>>): string {
  return Object.entries(members)
    .map(([name, value]) => `${name}=${value}`)
    .map((field) => (/[",\n]/.test(field) ? `"${field.replace(/"/g, '""')}"` : field))
    .join(',');
}
