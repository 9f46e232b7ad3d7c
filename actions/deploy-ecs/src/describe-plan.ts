// The plan as the log says it before anything is touched.

import { lastPart, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { open } from '../../../lib/core/sentence.ts';
import { describeChange } from './changes.ts';
import type { DeployPlan, Situation } from './plan.ts';
import { whatServes } from './serving.ts';

export function describePlan(plan: DeployPlan, { service }: Situation): string[] {
  const rule = ruleOf(plan).map((words) => `  ${words}`);
  const serving = `Serving now: ${whatServes(service)}.`;
  switch (plan.kind) {
    case 'unchanged':
      return [`Nothing to do: ${plan.because}.`, serving];
    case 'resume':
      return [
        `Joining service deployment ${lastPart(plan.deploymentArn)} of ${shortTaskDefinition(plan.taskDefinitionArn)}, which is under way.`,
        ...rule,
        serving,
      ];
    case 'stop':
      return [`Going back by ending service deployment ${lastPart(plan.deploymentArn)}.`, ...rule, serving];
    case 'wait':
    case 'superseded':
      return [];
    case 'deploy': {
      const what =
        plan.register === undefined
          ? `deploy ${shortTaskDefinition(plan.taskDefinitionArn ?? '')} as it is`
          : `register a new revision of ${String(plan.register.family)} and deploy it`;
      const replaces =
        plan.replaces === undefined
          ? []
          : [`This takes the place of service deployment ${lastPart(plan.replaces)}, which is in progress.`];
      return [
        `Will ${what}`,
        ...rule,
        ...plan.changes.map((change) => `  ${describeChange(change)}`),
        ...(plan.changes.length === 0 ? ['  no difference to what the service runs'] : []),
        ...replaces,
        ...(plan.after === undefined
          ? []
          : [`Before that it would wait for service deployment ${lastPart(plan.after)}, which is in progress.`]),
        serving,
      ];
    }
  }
}

/** For the report of a dry run. */
export function inShort(plan: DeployPlan, situation: Situation): string {
  const [first = ''] = describePlan(plan, situation);
  return [open(first), ...ruleOf(plan)].join(': ');
}

function ruleOf(plan: DeployPlan): string[] {
  return 'rule' in plan && plan.rule !== undefined ? [plan.rule] : [];
}
