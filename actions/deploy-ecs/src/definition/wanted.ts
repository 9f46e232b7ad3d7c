// What the service is to run: the definition that is edited, with its edits and its images, each in the container that it is for.

import { UserError } from '../../../../lib/core/errors.ts';
import { suggestion } from '../../../../lib/core/near-names.ts';
import type { RequestedImage } from '../../../../lib/core/requested-images.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { type ContainerImage, containerNames, registrable, withImages } from '../../../../lib/core/task-definition.ts';
import type { DeployRequest } from '../inputs.ts';
import type { Situation } from '../plan.ts';
import type { ResolvedImage } from '../situation.ts';
import { isOnFargate } from '../verify/platform.ts';
import { misfits } from './misfits.ts';
import { type EditedDefinition, editDefinition } from './place-edits.ts';

/** `source`: what is edited; absent: what runs. Throws UserError with every edit that has no place, and where it does not fit the load balancer. */
export function wantedOf(
  request: DeployRequest,
  situation: Situation,
  source: Raw | undefined,
  images: readonly ResolvedImage[],
): Raw {
  const base = source ?? situation.running;
  const assigned = assignImages(images, base, situation.service).map(({ container, requested }) => ({
    container,
    image: requested.reference,
  }));
  const edited = editedDefinition(request, wantedDefinition(base, assigned), situation);
  const problems = [...edited.problems, ...misfits(request, edited.definition, situation.service)];
  if (problems.length > 0) throw new UserError(problems);
  return edited.definition;
}

/** The source with its images, as it can be registered. */
export function wantedDefinition(source: Raw, images: readonly ContainerImage[]): Raw {
  return withImages(registrable(source), images);
}

/** The definition with the edits that were asked for, and every problem that they have with it. */
export function editedDefinition(
  { images, edits, source }: DeployRequest,
  definition: Raw,
  { service, running }: Pick<Situation, 'service' | 'running'>,
): EditedDefinition {
  return editDefinition(definition, edits, {
    container: editedByDefault(images, definition, service),
    place: { isOnFargate: isOnFargate(service.raw), isGiven: source.kind !== 'what-runs', running },
  });
}

/** An edit that names no container is for the one that gets the image, else for the default one. */
function editedByDefault(
  images: readonly RequestedImage[],
  definition: Raw,
  service: ServiceSnapshot,
): string | undefined {
  const [image] = images;
  return (images.length === 1 ? image?.container : undefined) ?? defaultContainer(definition, service);
}

/** The container that each image goes to. Throws UserError with every name that does not exist. */
export function assignImages<Requested extends RequestedImage>(
  images: readonly Requested[],
  definition: Raw,
  service: ServiceSnapshot,
): { readonly container: string; readonly requested: Requested }[] {
  const names = containerNames(definition);
  const problems: string[] = [];
  const assigned = images.flatMap((requested) => {
    const container = requested.container ?? defaultContainer(definition, service);
    if (container === undefined) {
      problems.push(
        `image: the task definition has several containers (${names.join(', ')}); name the one that is meant: container=reference`,
      );
      return [];
    }
    if (!names.includes(container))
      problems.push(
        `image: the task definition "${String(definition.family)}" has no container "${container}".${suggestion(container, names)}`,
      );
    return [{ container, requested }];
  });
  if (problems.length > 0) throw new UserError(problems);
  return assigned;
}

/** The only one, or the one behind the load balancer; undefined where nobody can know it. */
function defaultContainer(definition: Raw, service: ServiceSnapshot): string | undefined {
  const names = containerNames(definition);
  const behind = [...new Set(service.loadBalancers.map(({ containerName }) => containerName))];
  const [only, ...others] = behind.length === 1 ? behind : names;
  return others.length === 0 ? only : undefined;
}
