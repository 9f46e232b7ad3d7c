// What will be sent to ECS and what will change, decided before anything is touched. It refuses to know how any of it was read.

import { defined } from '../../../lib/core/defined.ts';
import { UserError } from '../../../lib/core/errors.ts';
import { renderImage } from '../../../lib/core/image.ts';
import type { Raw, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { type Change, definitionChanges } from './definition/changes.ts';
import { hasEdits } from './definition/edit-inputs.ts';
import { type Content, contentKey, movingImages } from './history/content.ts';
import { inProgress, isGoingBack, isInCharge, type PastDeployment } from './history/history.ts';
import { justThis } from './history/just-this.ts';
import type { DeployRequest } from './inputs.ts';
import { editService, hasSettings, type ServiceEdit } from './settings/service-settings.ts';

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
  const { service, running } = situation;
  const edit = editService(service.raw, request.settings);
  const own = planForOwn(request, situation, wanted, edit);
  if (own !== undefined) return own;
  const moving = inProgress(situation);
  const mayReplace = request.onInProgress === 'replace' || situation.notWaitedFor !== undefined;
  const blocking = mayReplace ? undefined : moving;
  if (blocking !== undefined && request.onInProgress === 'wait' && !request.dryRun)
    return { kind: 'wait', deploymentArn: blocking.arn, status: blocking.status };
  if (blocking !== undefined && request.onInProgress === 'fail')
    throw new UserError(
      `on-deployment-in-progress: another deployment of "${service.name}" is in progress (${blocking.arn}, ${blocking.status}), and "fail" was asked for. Wait for its end, or give wait or replace.`,
    );
  const after = defined({ after: blocking?.arn });
  if (asksForSettingsOnly(request))
    return { kind: 'update', taskDefinitionArn: service.taskDefinitionArn, edit, ...after };
  return {
    kind: 'deploy',
    register: wanted,
    // A revision of its own makes a deployment by itself; forcing is for definitions that are deployed again as they are.
    force: request.forceNewDeployment,
    changes: definitionChanges(running, wanted),
    ...unlessEmpty(edit),
    ...after,
    ...defined({ replaces: mayReplace ? moving?.arn : undefined }),
  };
}

/** Where a deployment of just this serves already, or is on its way; undefined where there is none to keep to. */
function planForOwn(
  request: DeployRequest,
  situation: Situation,
  wanted: Raw,
  edit: ServiceEdit,
): DeployPlan | undefined {
  // What an image means that somebody names by a tag may have changed since.
  if (request.forceNewDeployment || namesMovingImage(request, wanted)) return undefined;
  const { service, deployments } = situation;
  const key = contentKey(wanted);
  const own = deployments.find(({ target }) => target?.key === key || target?.registeredKey === key);
  if (own?.target === undefined) return undefined;
  const { arn: deploymentArn } = own;
  const { taskDefinitionArn, revisionArn } = own.target;
  if (own === inProgress(situation) && !isGoingBack(own) && !asksForSettingsOnly(request))
    return { kind: 'resume', deploymentArn, taskDefinitionArn, ...unlessEmpty(edit) };
  if (own.status !== 'SUCCESSFUL' || !isInCharge(service, revisionArn)) return undefined;
  if (edit.changes.length > 0 || isScaling(request, service)) return { kind: 'update', taskDefinitionArn, edit };
  if (service.runningCount < service.desiredCount) return { kind: 'resume', deploymentArn, taskDefinitionArn };
  return { kind: 'unchanged', deploymentArn, taskDefinitionArn, because: justThis(taskDefinitionArn, service) };
}

function unlessEmpty(edit: ServiceEdit): { readonly edit?: ServiceEdit } {
  return edit.changes.length === 0 ? {} : { edit };
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
