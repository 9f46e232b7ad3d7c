// Whether an image can run where the task will: the platforms that it was built for against the task definition's, or Fargate's default.

import { type ImageReference, parseImage } from '../../../../lib/core/image.ts';
import { type ImagePlatforms, type Platform, renderPlatform } from '../../../../lib/core/image-platform.ts';
import { open } from '../../../../lib/core/sentence.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { containersOf, imageOf, isRaw, rawOf } from '../../../../lib/core/task-definition.ts';
import { isMoving, successes } from '../history/history.ts';
import type { Situation } from '../plan.ts';
import type { Finding } from './findings.ts';

export interface PinnedContainer {
  readonly container: string;
  readonly image: ImageReference;
}

const ARCHITECTURES: Readonly<Record<string, string>> = { X86_64: 'amd64', ARM64: 'arm64' };

/**
 * Where the tasks run; undefined where the instances decide and the definition does not say.
 * Default of Fargate: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RuntimePlatform.html
 */
export function platformOfTasks(definition: Raw, { raw }: Pick<ServiceSnapshot, 'raw'>): Platform | undefined {
  const { cpuArchitecture, operatingSystemFamily } = platformMembers(definition);
  const named = cpuArchitecture ?? (isOnFargate(raw) ? 'X86_64' : undefined);
  const architecture = ARCHITECTURES[String(named)];
  if (architecture === undefined) return undefined;
  return { os: String(operatingSystemFamily).startsWith('WINDOWS') ? 'windows' : 'linux', architecture };
}

function platformMembers({ runtimePlatform }: Raw): Raw {
  return rawOf(runtimePlatform);
}

/** `raw`: of the service. Every task of it is on Fargate. */
export function isOnFargate({ launchType, capacityProviderStrategy }: Raw): boolean {
  const providers: readonly unknown[] = Array.isArray(capacityProviderStrategy) ? capacityProviderStrategy : [];
  const names = providers.map((item) => (isRaw(item) ? String(item.capacityProvider) : ''));
  return launchType === 'FARGATE' || (names.length > 0 && names.every((name) => /^FARGATE(_SPOT)?$/.test(name)));
}

/** The definition that has run: what is still on its way proves nothing, and what it brings may fail for just this. */
export function proven({ deployments, running }: Pick<Situation, 'deployments' | 'running'>): Raw {
  const [served] = successes(deployments);
  const [newest] = deployments;
  return served?.definition ?? (newest !== undefined && isMoving(newest.status) ? {} : running);
}

/** The containers with an image that did not run on this platform before: what runs is proof enough. */
export function newOnPlatform(definition: Raw, running: Raw): PinnedContainer[] {
  const before = platformMembers(running);
  const after = platformMembers(definition);
  const moves = (['cpuArchitecture', 'operatingSystemFamily'] as const).some((name) => before[name] !== after[name]);
  return containersOf(definition).flatMap(({ name, image: text }) => {
    const container = String(name);
    if (!moves && imageOf(running, container) === text) return [];
    const image = parseImage(String(text));
    return image?.digest === undefined ? [] : [{ container, image }];
  });
}

/** An image in another ECR or in none is told of where its digest is looked for; here it would be said twice. */
export function platformFindings(container: string, tasks: Platform, found: ImagePlatforms): Finding[] {
  if (found.kind === 'unknown') {
    const text = `container "${container}": for which processor its image was built is not known: ${open(found.why)}`;
    return found.isElsewhere ? [] : [{ kind: 'notice', text }];
  }
  const { platforms } = found;
  if (platforms.length === 0 || platforms.some((platform) => runsOn(platform, tasks))) return [];
  const wanted = renderPlatform(tasks);
  const has = [...new Set(platforms.map(renderPlatform))].join(', ');
  const [fitting] = Object.entries(ARCHITECTURES).filter(([, architecture]) =>
    platforms.some((platform) => platform.os === tasks.os && platform.architecture === architecture),
  );
  const otherwise =
    fitting === undefined ? '' : `, or let the tasks run on what it was built for (runtime-platform: ${fitting[0]})`;
  return [
    {
      kind: 'problem',
      text: `container "${container}": its image was built for ${has}, and the tasks run on ${wanted}, so none can start. Build it for ${wanted} (platforms of build-push)${otherwise}`,
    },
  ];
}

/** A processor of 64 bits may run what was built for its older brother; that is never called a mistake. */
const OLDER: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

function runsOn({ os, architecture }: Platform, tasks: Platform): boolean {
  return os === tasks.os && (architecture === tasks.architecture || architecture === OLDER[tasks.architecture]);
}
