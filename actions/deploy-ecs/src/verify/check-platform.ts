// Reads for which processors the images were built that are new to the service or to its processor.

import type { AwsApi } from '../../../../lib/aws/api.ts';
import { readImagePlatforms } from '../../../../lib/aws/image-platforms.ts';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import type { Situation } from '../plan.ts';
import type { Finding } from './findings.ts';
import { newOnPlatform, platformFindings, platformOfTasks, proven } from './platform.ts';

export async function checkPlatforms(api: AwsApi, situation: Situation, definition: Raw): Promise<Finding[]> {
  const tasks = platformOfTasks(definition, situation.service);
  if (tasks === undefined) return [];
  const found = newOnPlatform(definition, proven(situation)).map(async ({ container, image }) =>
    platformFindings(container, tasks, await readImagePlatforms(api, image)),
  );
  return (await Promise.all(found)).flat();
}
