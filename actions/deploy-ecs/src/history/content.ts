// What a deployment brings, as content: definition and digests, not revision numbers (every deployment makes newer ones).

import { canonicalDefinition } from '../../../../lib/core/canonical-definition.ts';
import { parseImage, pinned } from '../../../../lib/core/image.ts';
import type { Raw, ServiceRevision } from '../../../../lib/core/snapshots.ts';
import { containersOf, imageOf, registrable, withImages } from '../../../../lib/core/task-definition.ts';

export interface Content {
  readonly revisionArn: string;
  readonly taskDefinitionArn: string;
  /** the definition that went out, every image pinned to what ran */
  readonly definition: Raw;
  readonly images: readonly RanImage[];
  /** equal for equal content */
  readonly key: string;
  /** the same for the definition as it was registered, tags and all */
  readonly registeredKey: string;
  /** the registered definition names digests only and was not deregistered, so it can be deployed again as it is */
  readonly isReady: boolean;
  /** of the service while it served; absent where it never ran */
  readonly settings?: Raw;
  /** of the registered definition: what says where it comes from */
  readonly tags: readonly Raw[];
  /** of the registered definition, epoch milliseconds; absent where ECS does not say */
  readonly registeredAt?: number;
  /**
   * epoch milliseconds of the definition's registration, where that was before all that ECS remembers of the service: then it may have
   * succeeded at a time that nobody knows any more
   */
  readonly knownSince?: number;
}

/** The image of one container. */
export interface RanImage {
  readonly container: string;
  /** as the definition names it, with its tag */
  readonly named: string;
  /** pinned to the digest that ran, where that is known */
  readonly ran: string;
}

/** How content is deployed once more, by digest: as it is registered, where that can be; else the same is registered anew. */
export function onceMore({
  isReady,
  taskDefinitionArn,
  definition,
}: Pick<Content, 'isReady' | 'taskDefinitionArn' | 'definition'>):
  | { readonly taskDefinitionArn: string }
  | { readonly register: Raw } {
  return isReady ? { taskDefinitionArn } : { register: definition };
}

/** `remembered`: epoch milliseconds since when the history is known; absent where it is known whole. */
export function contentOf(
  definition: Raw,
  revision: ServiceRevision,
  tags: readonly Raw[] = [],
  remembered?: number,
): Content {
  const whole = pinnedDefinition(definition, revision.images);
  // On the wire a time is in seconds.
  const registeredAt = typeof definition.registeredAt === 'number' ? definition.registeredAt * 1_000 : undefined;
  return {
    revisionArn: revision.arn,
    taskDefinitionArn: revision.taskDefinitionArn,
    definition: whole,
    images: imagesOf(definition, whole),
    key: contentKey(whole),
    registeredKey: contentKey(definition),
    isReady: movingImages(definition).length === 0 && isActive(definition),
    tags,
    ...(revision.settings === undefined ? {} : { settings: revision.settings }),
    ...(registeredAt === undefined ? {} : { registeredAt }),
    ...(registeredAt !== undefined && remembered !== undefined && registeredAt < remembered
      ? { knownSince: registeredAt }
      : {}),
  };
}

export function imagesOf(registered: Raw, pinned: Raw): RanImage[] {
  return containersOf(registered).map(({ name, image }) => {
    const container = String(name);
    return { container, named: String(image), ran: imageOf(pinned, container) ?? String(image) };
  });
}

/** ECS deploys no definition that was deregistered; what runs it goes on. */
export function isActive({ status }: Raw): boolean {
  return status === undefined || status === 'ACTIVE';
}

/** The definition with each image replaced by the digest that ECS resolved it to. */
export function pinnedDefinition(definition: Raw, ran: ServiceRevision['images']): Raw {
  const images = containersOf(definition).flatMap((container) => {
    const image = parseImage(String(container.image));
    const digest = image?.digest ?? ran.find((known) => known.container === container.name)?.digest;
    return image === undefined || digest === undefined
      ? []
      : [{ container: String(container.name), image: pinned(image, digest) }];
  });
  return withImages(registrable(definition), images);
}

/** Images that are named by a tag: what they mean may change. */
export function movingImages(definition: Raw): string[] {
  return containersOf(definition)
    .map(({ image }) => String(image))
    .filter((image) => parseImage(image)?.digest === undefined);
}

/** The same text for the same content, whatever the order of members and whatever ECS writes down beside what was sent. */
export function contentKey(definition: Raw): string {
  return JSON.stringify(canonicalDefinition(registrable(definition)), (_name, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
