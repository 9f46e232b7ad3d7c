// What stands in ECR already and may not be moved, what is free, and whether what was built is what stands there (pure).

import type { Repository, TaggedImage } from '../../../lib/core/registry-snapshots.ts';

export type Mutability = Pick<Repository, 'mutability' | 'exclusions'>;

/** A word that ECR may add one day counts as immutable, which harms nobody. */
export function isImmutableTag({ mutability, exclusions }: Mutability, tag: string): boolean {
  const excluded = exclusions.some((pattern) => wildcard(pattern).test(tag));
  switch (mutability) {
    case 'MUTABLE':
      return false;
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded;
    default:
      return true;
  }
}

/** `*` stands for any characters, none included; nothing else is special. */
function wildcard(pattern: string): RegExp {
  const parts = pattern.split('*').map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
}

export interface TagPlan {
  /** tags that exist and can never point to anything else */
  readonly fixed: ReadonlyMap<string, TaggedImage>;
  /** tags that may be pushed */
  readonly free: readonly string[];
}

/** `existing` has the tags that ECR has now, at least the immutable ones. */
export function planTags(
  mutability: Mutability,
  tags: readonly string[],
  existing: ReadonlyMap<string, TaggedImage>,
): TagPlan {
  const fixed = new Map([...existing].filter(([tag]) => tags.includes(tag) && isImmutableTag(mutability, tag)));
  return { fixed, free: tags.filter((tag) => !fixed.has(tag)) };
}

export function withoutTag(plan: TagPlan, unwanted: string | undefined): TagPlan {
  return {
    fixed: new Map([...plan.fixed].filter(([tag]) => tag !== unwanted)),
    free: plan.free.filter((tag) => tag !== unwanted),
  };
}

/** Digests by which a build knows its result before a push: of the manifest or index, of the image's configuration. */
export interface BuiltImage {
  readonly digests: readonly string[];
}

export type Comparison =
  | { readonly kind: 'free' }
  | { readonly kind: 'same'; readonly image: TaggedImage }
  | { readonly kind: 'conflict'; readonly tag: string; readonly image: TaggedImage };

/** All tags that stand fast must be the image that was built; the first that is not is a conflict. */
export function compareWithFixed(built: BuiltImage, plan: TagPlan): Comparison {
  let same: TaggedImage | undefined;
  for (const [tag, image] of plan.fixed) {
    if (!isSame(built, image)) return { kind: 'conflict', tag, image };
    same = image;
  }
  return same === undefined ? { kind: 'free' } : { kind: 'same', image: same };
}

/** An image's configuration names every layer and every setting: where it is the same, the image is. */
function isSame(built: BuiltImage, image: TaggedImage): boolean {
  return built.digests.includes(image.digest) || built.digests.includes(configurationDigest(image.manifest) ?? '');
}

function configurationDigest(manifest: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(manifest);
    if (typeof parsed !== 'object' || parsed === null || !('config' in parsed)) return undefined;
    const { config } = parsed;
    if (typeof config !== 'object' || config === null || !('digest' in config)) return undefined;
    return typeof config.digest === 'string' ? config.digest : undefined;
  } catch {
    return undefined;
  }
}

/** The digests in the file that `buildx build --metadata-file` writes; the manifest's first. */
export function digestsOfMetadata(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return [];
    const metadata = new Map(Object.entries(parsed));
    return ['containerimage.digest', 'containerimage.config.digest']
      .map((name) => metadata.get(name))
      .filter((digest) => typeof digest === 'string');
  } catch {
    return [];
  }
}

/** Of `repository@sha256:…` those of this repository, without its name. */
export function digestsInRepository(repoDigests: readonly string[], repository: string): string[] {
  return repoDigests.flatMap((reference) =>
    reference.startsWith(`${repository}@`) ? [reference.slice(repository.length + 1)] : [],
  );
}
