// The images that a deployment brings along without anybody naming them (a sidecar's, or the only one while a variable is edited): what runs was
// pulled once, and may be gone from ECR since.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { type ImageLookUp, lookUpImage } from '../../../../lib/aws/image-digest.ts';
import { AwsFailure } from '../../../../lib/core/errors.ts';
import { type ImageReference, parseImage } from '../../../../lib/core/image.ts';
import { open } from '../../../../lib/core/sentence.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { containersOf, imageOf } from '../../../../lib/core/task-definition.ts';
import type { Finding } from './findings.ts';

/** `lookedUp`: references that this run has found in ECR, or has said that it could not. */
export async function checkUnnamedImages(
  api: AwsApi,
  definition: Raw,
  running: Raw,
  lookedUp: ReadonlySet<string>,
): Promise<Finding[]> {
  const byText = new Map(containersOf(definition).map(({ name, image }) => [String(image), String(name)]));
  const found = [...byText].map(async ([text, container]) => {
    const image = parseImage(text);
    // Without a registry it is one of Docker Hub's.
    if (image?.registry === undefined || lookedUp.has(text)) return [];
    return imageFindings(container, await lookedUpNow(api, image), imageOf(running, container) === text);
  });
  return (await Promise.all(found)).flat();
}

/** `runs`: the service runs just this image. */
export function imageFindings(container: string, found: ImageLookUp, runs: boolean): Finding[] {
  const where = `container "${container}"`;
  switch (found.kind) {
    case 'found':
      return [];
    case 'missing':
      return [
        {
          kind: 'problem',
          text: `${where}: ${open(found.why)}; so no new task can start. Name an image that is there (image), or push this one again`,
        },
      ];
    case 'unknown':
      // What nobody here can look up was pulled all the same; it would be said with every deployment.
      if (found.isElsewhere === true && runs) return [];
      return [{ kind: 'notice', text: `${where}: whether its image can be pulled is not known: ${open(found.why)}` }];
  }
}

async function lookedUpNow(api: AwsApi, image: ImageReference): Promise<ImageLookUp> {
  try {
    return await lookUpImage(api, image);
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind === 'expired') throw error;
    return { kind: 'unknown', why: error.message };
  }
}
