// Reads what somebody named to go back to: a revision, or the release that an image belongs to.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { describeTaskDefinition } from '../../../../lib/aws/ecs.ts';
import { lookUpImage } from '../../../../lib/aws/image-digest.ts';
import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { UserError } from '../../../../lib/core/errors.ts';
import { parseImage, pinned, shortDigest } from '../../../../lib/core/image.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, withImages } from '../../../../lib/core/task-definition.ts';
import type { Situation } from '../plan.ts';
import { revisionName } from '../situation.ts';
import { type Content, contentKey, imagesOf, isActive, movingImages, pinnedDefinition } from './content.ts';
import { contentThatRan } from './history.ts';
import { type NamedRelease, namedRelease, repositoriesOf, type TagMeaning } from './named-image.ts';
import type { RollbackTarget, WantedImage } from './rollback-target.ts';

/** Throws UserError when there is no such revision, or no such image among the releases. */
export async function readTarget(
  aws: AwsApi,
  situation: Situation,
  to: Exclude<RollbackTarget, { kind: 'previous' }>,
): Promise<Content> {
  if (to.kind === 'image') return releaseWith(aws, situation, to.image);
  try {
    return await readRevision(aws, situation, revisionName(to.name, situation.service));
  } catch (error) {
    if (!(error instanceof UserError) || to.orImage === undefined) throw error;
    const { found } = await findRelease(aws, situation, to.orImage);
    if (found.kind === 'found') return found.content;
    throw new UserError(
      `rollback-to: there is no task definition ${revisionName(to.name, situation.service)}, and ${noRelease(situation, to.orImage)}`,
      { cause: error },
    );
  }
}

/** A revision that somebody named: pinned to the digests that it ran with, where ECS still knows them, else to what its tags mean. */
async function readRevision(aws: AwsApi, situation: Situation, name: string): Promise<Content> {
  const { definition, tags } = await describeTaskDefinition(aws, name);
  const taskDefinitionArn = String(definition.taskDefinitionArn);
  const ran = contentThatRan(situation.deployments, taskDefinitionArn);
  if (ran !== undefined) return ran;
  const whole = await pinnedByTags(aws, pinnedDefinition(definition, []));
  return {
    revisionArn: '',
    taskDefinitionArn,
    definition: whole,
    images: imagesOf(definition, whole),
    key: contentKey(whole),
    registeredKey: contentKey(definition),
    // What is still named by a tag cannot be pinned: it goes out as it was registered.
    isReady: isActive(definition) && movingImages(definition).length === movingImages(whole).length,
    tags,
  };
}

async function pinnedByTags(aws: AwsApi, definition: Raw): Promise<Raw> {
  const moving = movingImages(definition);
  const images = await Promise.all(
    containersOf(definition).map(async ({ name, image: text }) => {
      const image = moving.includes(String(text)) ? parseImage(String(text)) : undefined;
      const found = image === undefined ? undefined : await lookUpImage(aws, image);
      return image === undefined || found?.kind !== 'found'
        ? []
        : [{ container: String(name), image: pinned(image, found.digest) }];
    }),
  );
  return withImages(definition, images.flat());
}

async function releaseWith(aws: AwsApi, situation: Situation, wanted: WantedImage): Promise<Content> {
  const { found, meanings } = await findRelease(aws, situation, wanted);
  switch (found.kind) {
    case 'found':
      return found.content;
    case 'none': {
      const known = meanings.flatMap(({ digest, repository }) =>
        digest === undefined ? [] : [`${repository.repository}@${shortDigest(digest)}`],
      );
      const never =
        known.length === 0
          ? ''
          : `. The registry has it (${known.join(', ')}), but it never served here: deploy it with the input image`;
      throw new UserError(`rollback-to: ${noRelease(situation, wanted)}${never}`);
    }
    case 'ambiguous': {
      const places = found.places.map(
        ({ image, content }) =>
          `of container "${image.container}" in ${shortTaskDefinition(content.taskDefinitionArn)} (${image.ran})`,
      );
      throw new UserError(
        `rollback-to: "${wanted.text}" is the image ${places.join(', and ')}. Say which is meant, as repository:tag, or name the revision.`,
      );
    }
  }
}

async function findRelease(
  aws: AwsApi,
  { deployments }: Situation,
  wanted: WantedImage,
): Promise<{ readonly found: NamedRelease; readonly meanings: readonly TagMeaning[] }> {
  const { tag, digest } = wanted;
  const asked = digest !== undefined || tag === undefined ? [] : repositoriesOf(deployments, wanted);
  const meanings = await Promise.all(
    asked.map(async (repository): Promise<TagMeaning> => {
      const looked = await lookUpImage(aws, { ...repository, ...(tag === undefined ? {} : { tag }) });
      return { repository, ...(looked.kind === 'found' ? { digest: looked.digest } : {}) };
    }),
  );
  return { found: namedRelease(deployments, wanted, meanings), meanings };
}

function noRelease({ service }: Situation, { text }: WantedImage): string {
  return `no release of "${service.name}" that succeeded has the image "${text}"`;
}
