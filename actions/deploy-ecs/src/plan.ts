// What will be sent to ECS and what will change, decided before anything is touched. It refuses to know how any of it was read.

import { UserError } from '../../../lib/core/errors.ts';
import { renderImage } from '../../../lib/core/image.ts';
import { suggestion } from '../../../lib/core/near-names.ts';
import type { RequestedImage } from '../../../lib/core/requested-images.ts';
import type { Raw, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { type ContainerImage, containerNames, registrable, withImages } from '../../../lib/core/task-definition.ts';
import { type Change, definitionChanges } from './definition/changes.ts';
import { hasEdits } from './definition/edit-inputs.ts';
import { editDefinition } from './definition/place-edits.ts';
import { type Content, contentKey, movingImages } from './history/content.ts';
import { isGoingBack, isInCharge, isMoving, type PastDeployment } from './history/history.ts';
import { justThis } from './history/just-this.ts';
import type { DeployRequest } from './inputs.ts';
import { editService, hasSettings, type ServiceEdit } from './settings/service-settings.ts';
import { isOnFargate } from './verify/platform.ts';

export interface Situation {
  readonly service: ServiceSnapshot;
  /** what the service runs now, for the diff */
  readonly running: Raw;
  /** newest first; the newest has its content */
  readonly deployments: readonly PastDeployment[];
  /** why the deployment in progress is in nobody's way, where somebody looked and it is not: "is surely bad, …" */
  readonly notWaitedFor?: string;
}

export interface WayBack extends Pick<Content, 'taskDefinitionArn' | 'tags'> {
  /** what stays as it is, a sentence each */
  readonly stays: readonly string[];
  /** what served, as `family:revision`; noted in the tags of what is registered */
  readonly from: string;
  /** where `previous` chose the target: the step that asked, noted as well */
  readonly step?: string;
}

/** `rule`: where nobody named the target, what made it the one. */
export type DeployPlan =
  /** what was asked for serves already, and its deployment had succeeded */
  | {
      readonly kind: 'unchanged';
      readonly deploymentArn: string;
      readonly taskDefinitionArn: string;
      readonly because: string;
    }
  /** a deployment of just this is on its way: join it */
  | {
      readonly kind: 'resume';
      readonly deploymentArn: string;
      readonly taskDefinitionArn: string;
      /** settings that are sent first */
      readonly edit?: ServiceEdit;
      readonly rule?: string;
    }
  /** what was asked for serves, or nothing else was asked for than settings that make no deployment; an empty edit is only waited for */
  | {
      readonly kind: 'update';
      readonly taskDefinitionArn: string;
      readonly edit: ServiceEdit;
      /** as of `deploy` */
      readonly after?: string;
    }
  /** somebody else's deployment moves: wait for its end, then plan again */
  | { readonly kind: 'wait'; readonly deploymentArn: string; readonly status: string }
  | {
      readonly kind: 'deploy';
      /** absent: `taskDefinitionArn` is deployed as it is */
      readonly register?: Raw;
      /** what is gone back to; absent on the way forward */
      readonly back?: WayBack;
      readonly taskDefinitionArn?: string;
      readonly force: boolean;
      readonly changes: readonly Change[];
      /** settings that go with it */
      readonly edit?: ServiceEdit;
      /** a deployment in progress that this one takes the place of */
      readonly replaces?: string;
      /** in a dry run, which waits for nobody: the deployment whose end would be waited for */
      readonly after?: string;
      readonly rule?: string;
    }
  /** the whole rollback is to end what is in progress */
  | { readonly kind: 'stop'; readonly deploymentArn: string; readonly rule: string }
  /** there is no way back to what was named, or to anything: nothing is touched */
  | { readonly kind: 'refused'; readonly because: string }
  /** what was to be gone back from leads no longer: nothing is touched */
  | { readonly kind: 'superseded'; readonly because: string };

/** Throws UserError where `on-deployment-in-progress: fail` meets another deployment. */
export function planDeployment(request: DeployRequest, situation: Situation, wanted: Raw): DeployPlan {
  const { service, deployments } = situation;
  const key = contentKey(wanted);
  const newest = deployments[0];
  const edit = editService(service.raw, request.settings);
  const withEdit = edit.changes.length === 0 ? {} : { edit };
  const updatesOnly = asksForSettingsOnly(request);
  // What an image means that somebody names by a tag may have changed since.
  const own = namesMovingImage(request, wanted)
    ? undefined
    : deployments.find(({ target }) => target?.key === key || target?.registeredKey === key);
  if (own?.target !== undefined && !request.forceNewDeployment) {
    const { taskDefinitionArn, revisionArn } = own.target;
    if (own === newest && isMoving(own.status) && !isGoingBack(own) && !updatesOnly)
      return { kind: 'resume', deploymentArn: own.arn, taskDefinitionArn, ...withEdit };
    if (own.status === 'SUCCESSFUL' && isInCharge(service, revisionArn)) {
      if (edit.changes.length > 0 || isScaling(request, service)) return { kind: 'update', taskDefinitionArn, edit };
      return service.runningCount >= service.desiredCount
        ? {
            kind: 'unchanged',
            deploymentArn: own.arn,
            taskDefinitionArn,
            because: justThis(taskDefinitionArn, service),
          }
        : { kind: 'resume', deploymentArn: own.arn, taskDefinitionArn };
    }
  }
  const inProgress = newest !== undefined && isMoving(newest.status) ? newest : undefined;
  const mayReplace = request.onInProgress === 'replace' || situation.notWaitedFor !== undefined;
  const waits = inProgress !== undefined && !mayReplace;
  if (waits && request.onInProgress === 'wait' && !request.dryRun)
    return { kind: 'wait', deploymentArn: inProgress.arn, status: inProgress.status };
  if (waits && request.onInProgress === 'fail')
    throw new UserError(
      `on-deployment-in-progress: another deployment of "${service.name}" is in progress (${inProgress.arn}, ${inProgress.status}), and "fail" was asked for. Wait for its end, or give wait or replace.`,
    );
  const after = waits ? { after: inProgress.arn } : {};
  if (updatesOnly) return { kind: 'update', taskDefinitionArn: service.taskDefinitionArn, edit, ...after };
  return {
    kind: 'deploy',
    register: wanted,
    // A revision of its own makes a deployment by itself; forcing is for definitions that are deployed again as they are.
    force: request.forceNewDeployment,
    changes: definitionChanges(situation.running, wanted),
    ...withEdit,
    ...(inProgress === undefined || waits ? after : { replaces: inProgress.arn }),
  };
}

function asksForSettingsOnly({ images, source, edits, settings, forceNewDeployment }: DeployRequest): boolean {
  const asksForMore = images.length > 0 || source.kind !== 'what-runs' || hasEdits(edits) || forceNewDeployment;
  return hasSettings(settings) && !asksForMore;
}

/** The count that was asked for is set, and ECS is not there yet. */
function isScaling({ settings }: DeployRequest, { runningCount, desiredCount }: ServiceSnapshot): boolean {
  return settings.desiredCount !== undefined && runningCount !== desiredCount;
}

/** An image that this run asks for, and that is known by no digest. What the service runs already and nobody names is no question. */
function namesMovingImage({ images, source }: DeployRequest, wanted: Raw): boolean {
  const moving = movingImages(wanted);
  return source.kind === 'what-runs'
    ? images.some(({ image }) => moving.includes(renderImage(image)))
    : moving.length > 0;
}

/** The container that each image goes to. Throws UserError with every name that does not exist. */
export function assignImages(
  images: readonly RequestedImage[],
  definition: Raw,
  service: ServiceSnapshot,
): { readonly container: string; readonly requested: RequestedImage }[] {
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
export function defaultContainer(definition: Raw, service: ServiceSnapshot): string | undefined {
  const names = containerNames(definition);
  const behind = [...new Set(service.loadBalancers.map(({ containerName }) => containerName))];
  const [only, ...others] = behind.length === 1 ? behind : names;
  return others.length === 0 ? only : undefined;
}

/** An edit that names no container is for the one that gets the image, else for the default one. */
function editedByDefault(images: readonly RequestedImage[], definition: Raw, service: ServiceSnapshot) {
  const [image] = images;
  return (images.length === 1 ? image?.container : undefined) ?? defaultContainer(definition, service);
}

/** The definition with the edits that were asked for, and every problem that they have with it. */
export function editedDefinition(
  { images, edits, source }: DeployRequest,
  definition: Raw,
  { service, running }: Pick<Situation, 'service' | 'running'>,
) {
  return editDefinition(definition, edits, {
    container: editedByDefault(images, definition, service),
    place: { isOnFargate: isOnFargate(service.raw), isGiven: source.kind !== 'what-runs', running },
  });
}

/** What the service is to run: the source with its images. */
export function wantedDefinition(source: Raw, images: readonly ContainerImage[]): Raw {
  return withImages(registrable(source), images);
}
