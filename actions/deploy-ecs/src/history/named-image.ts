// Which release somebody means who names an image: the newest that succeeded with it. A tag means what the registry says; where nobody can ask
// that, it means what ran under that name.

import { type ImageReference, parseImage } from '../../../../lib/core/image.ts';
import type { Content, RanImage } from './content.ts';
import { type PastDeployment, successes } from './history.ts';
import type { WantedImage } from './rollback-target.ts';

/** What the registry says of a tag in one repository. */
export interface TagMeaning {
  readonly repository: Repository;
  /** absent: the registry has no such tag, or cannot be asked */
  readonly digest?: string;
}
export type Repository = Pick<ImageReference, 'registry' | 'repository'>;

export type NamedRelease =
  | { readonly kind: 'found'; readonly content: Content }
  | { readonly kind: 'none' }
  /** the tag stands for different releases in different repositories */
  | {
      readonly kind: 'ambiguous';
      readonly places: readonly { readonly image: RanImage; readonly content: Content }[];
    };

/** The repositories of the service's releases in which the wanted image may be, each once. */
export function repositoriesOf(deployments: readonly PastDeployment[], wanted: WantedImage): Repository[] {
  const found = new Map<string, Repository>();
  for (const { image } of imagesAmong(deployments))
    if (image !== undefined && isIn(image, wanted)) found.set(placeOf(image), image);
  return [...found.values()].map(({ registry, repository }) => ({
    repository,
    ...(registry === undefined ? {} : { registry }),
  }));
}

/** `meanings`: of the wanted tag, one for each repository; none for a digest. */
export function namedRelease(
  deployments: readonly PastDeployment[],
  wanted: WantedImage,
  meanings: readonly TagMeaning[] = [],
): NamedRelease {
  const digests = new Map(meanings.map(({ repository, digest }) => [placeOf(repository), digest]));
  const carries = (named: ImageReference | undefined, ran: ImageReference | undefined): boolean => {
    if (ran === undefined || !isIn(ran, wanted)) return false;
    const digest = wanted.digest ?? digests.get(placeOf(ran));
    return digest === undefined ? named?.tag === wanted.tag : ran.digest === digest;
  };
  const places = new Map<string, { image: RanImage; content: Content }>();
  for (const { content, ran, image, named } of imagesAmong(deployments))
    if (image !== undefined && carries(named, image) && !places.has(placeOf(image)))
      places.set(placeOf(image), { image: ran, content });
  const [first, ...others] = [...places.values()];
  if (first === undefined) return { kind: 'none' };
  // By digest it is one and the same image wherever it lies.
  if (wanted.digest !== undefined || others.every(({ content }) => content.key === first.content.key))
    return { kind: 'found', content: first.content };
  return { kind: 'ambiguous', places: [first, ...others] };
}

/** Every image of every success, newest first. */
function imagesAmong(deployments: readonly PastDeployment[]) {
  return successes(deployments).flatMap((content) =>
    content.images.map((ran) => ({ content, ran, image: parseImage(ran.ran), named: parseImage(ran.named) })),
  );
}

function isIn(image: Repository, { registry, repository }: WantedImage): boolean {
  // `app:v1` names no registry: whatever registry the service uses is meant.
  return (
    (repository === undefined || image.repository === repository) &&
    (registry === undefined || image.registry === registry)
  );
}

function placeOf({ registry = '', repository }: Repository): string {
  return `${registry}/${repository}`;
}
