// The plan as the log says it before anything is touched.

import { lastPart, shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { open } from '../../../../lib/core/sentence.ts';
import { describeChange } from '../definition/changes.ts';
import { isGoingBack } from '../history/history.ts';
import { stayLines } from '../history/not-brought-back.ts';
import type { DeployPlan, Situation } from '../plan.ts';
import { DESIRED_COUNT, type ServiceEdit } from '../settings/service-settings.ts';
import { whatServes } from './serving.ts';

export function describePlan(plan: DeployPlan, situation: Situation): string[] {
  const { service } = situation;
  const rule = ruleOf(plan).map((words) => `  ${words}`);
  const serving = `Serving now: ${whatServes(service)}.`;
  switch (plan.kind) {
    case 'unchanged':
      return [`Nothing to do: ${plan.because}.`, serving];
    case 'resume':
      return [
        `Joining service deployment ${lastPart(plan.deploymentArn)} of ${shortTaskDefinition(plan.taskDefinitionArn)}, which is under way.`,
        ...rule,
        ...settingLines(plan),
        serving,
      ];
    case 'stop':
      return [`Going back by ending service deployment ${lastPart(plan.deploymentArn)}.`, ...rule, serving];
    case 'update':
      return [
        plan.edit.changes.length === 0
          ? 'Nothing to change: the service has these settings, and is on its way there'
          : 'Will change the service, which makes no deployment',
        ...settingLines(plan),
        ...waitLines(plan, situation),
        serving,
      ];
    case 'wait':
    case 'superseded':
    case 'refused':
      return [];
    case 'deploy':
      return [
        `Will ${whatIsDeployed(plan)}${plan.after === undefined ? '' : ` once service deployment ${lastPart(plan.after)} has ended`}`,
        ...rule,
        ...plan.changes.map((change) => `  ${describeChange(change)}`),
        ...(plan.changes.length === 0 ? ['  no difference to what the service runs'] : []),
        ...settingLines(plan),
        ...stayLines(plan.back?.stays ?? []),
        ...replacedLines(plan),
        ...waitLines(plan, situation),
        serving,
      ];
  }
}

function whatIsDeployed({ register, back, taskDefinitionArn = '' }: Extract<DeployPlan, { kind: 'deploy' }>): string {
  if (register === undefined) return `deploy ${shortTaskDefinition(taskDefinitionArn)} as it is`;
  return back === undefined
    ? `register a new revision of ${String(register.family)} and deploy it`
    : `register ${shortTaskDefinition(back.taskDefinitionArn)} anew, by the digests that ran, and deploy it`;
}

function replacedLines({ replaces }: { readonly replaces?: string }): string[] {
  return replaces === undefined
    ? []
    : [`This takes the place of service deployment ${lastPart(replaces)}, which is in progress.`];
}

/** The part of the diff that is the service's own. */
function settingLines({ kind, edit }: { readonly kind: string; readonly edit?: ServiceEdit }): string[] {
  const changes = edit?.changes ?? [];
  const lines = changes.map((change) => `  ${describeChange(change)}`);
  const scales = changes.some(({ what }) => what === DESIRED_COUNT);
  return [
    ...(lines.length === 0 || kind === 'update' ? [] : ['and change the service with it']),
    ...lines,
    ...(scales ? ['  (Application Auto Scaling, where the service has it, may change the count again.)'] : []),
  ];
}

/** Whoever plans does not wait: what the difference is a difference to, if that is not what serves. */
function waitLines({ after }: { readonly after?: string }, { service, deployments }: Situation): string[] {
  const moving = deployments.find(({ arn }) => arn === after);
  if (after === undefined) return [];
  const lines = [`Before that it would wait for service deployment ${lastPart(after)}, which is in progress.`];
  if (moving === undefined || isGoingBack(moving)) return lines;
  const standing = shortTaskDefinition(service.taskDefinitionArn);
  return [
    ...lines,
    `This plan is for when that has succeeded: its differences are those to ${standing}. If it is rolled back, the deployment is planned anew from what serves then.`,
  ];
}

/** For the report of a dry run. */
export function inShort(plan: DeployPlan, situation: Situation): string {
  const [first = ''] = describePlan(plan, situation);
  return [open(first), ...ruleOf(plan)].join(': ');
}

function ruleOf(plan: DeployPlan): string[] {
  return 'rule' in plan && plan.rule !== undefined ? [plan.rule] : [];
}
