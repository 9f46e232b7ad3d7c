// Where ECS shifts traffic between two target groups: whether the listener rules lead where ECS expects them to, and where the tasks are.
// Somebody who writes the weights back (Terraform, mostly) leads all traffic to a group without tasks; other rules make the next shift fail.

import type { ListenerForward } from '../../../../lib/core/listener-forward.ts';
import { open } from '../../../../lib/core/sentence.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { isRaw, rawOf } from '../../../../lib/core/task-definition.ts';
import type { Finding } from './findings.ts';

/** One load balancer of a service that shifts traffic; all ARNs. */
export interface Shift {
  readonly groups: readonly [string, string];
  readonly productionRule: string;
  readonly testRule?: string;
}

/** Empty for a rolling update. */
export function shiftsOf({ raw }: Pick<ServiceSnapshot, 'raw'>): Shift[] {
  const list: readonly unknown[] = Array.isArray(raw.loadBalancers) ? raw.loadBalancers : [];
  return list.filter(isRaw).flatMap(({ targetGroupArn, advancedConfiguration }) => {
    const advanced = rawOf(advancedConfiguration);
    const { alternateTargetGroupArn: alternate, productionListenerRule: productionRule, testListenerRule } = advanced;
    if (typeof targetGroupArn !== 'string' || typeof alternate !== 'string' || typeof productionRule !== 'string')
      return [];
    const test = typeof testListenerRule === 'string' ? { testRule: testListenerRule } : {};
    return [{ groups: [targetGroupArn, alternate], productionRule, ...test }];
  });
}

export interface ShiftFacts {
  readonly production: ListenerForward;
  /** absent where there is no test rule */
  readonly test?: ListenerForward;
  /** target group of the service revision that serves, as ECS wrote it down when it was deployed */
  readonly liveGroup?: string;
}

/**
 * What ECS asks of the rules before it shifts, and rolls back for:
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html
 * It does not compare them with where the tasks are: aws/containers-roadmap#2853. What is not surely refused is a warning.
 */
export function shiftFindings(shift: Shift, { production, test, liveGroup }: ShiftFacts): Finding[] {
  const unread = [
    ...notRead('production', shift.productionRule, production),
    ...(test === undefined ? [] : notRead('test', shift.testRule ?? '', test)),
  ];
  if (unread.length > 0 || production.kind !== 'read') return unread;
  const tested = test?.kind === 'read' ? test.groups : [];
  const rule = `production listener rule (${shift.productionRule})`;
  const strangers = production.groups.filter(({ arn }) => !shift.groups.includes(arn));
  const stranger = strangers.find(({ weight }) => weight > 0) ?? strangers[0];
  if (stranger !== undefined)
    return [
      {
        // What ECS is known to refuse is traffic to it.
        kind: stranger.weight > 0 ? 'problem' : 'warning',
        text: `load balancer: ${rule} ${stranger.weight > 0 ? 'forwards to' : 'names, with weight 0,'} ${shortGroup(stranger.arn)}, which is none of the service's two target groups (${shift.groups.map(shortGroup).join(', ')}). Take it out of the rule`,
      },
    ];
  const unlinked = shift.groups.find((group) => ![...production.groups, ...tested].some(({ arn }) => arn === group));
  if (unlinked !== undefined)
    return [
      {
        kind: mayLackTestRule(shift) ? 'warning' : 'problem',
        text: `load balancer: ${rule} does not name ${shortGroup(unlinked)}, nor does a test listener rule, so no task in it can be found healthy. Add it to the rule with weight 0`,
      },
    ];
  const [serving, ...others] = production.groups.filter(({ weight }) => weight > 0);
  if (serving === undefined || others.length > 0)
    return [
      problem(
        `${rule} gives traffic to ${others.length === 0 ? 'no target group' : 'both target groups'}; between two deployments ECS wants just one to have it. ${liveGroup === undefined ? 'Give it to the one with the running tasks' : setWeights(liveGroup)}`,
      ),
    ];
  if (liveGroup === undefined || liveGroup === serving.arn || !shift.groups.includes(liveGroup)) return [];
  // ECS does not look: it deploys, and the shift may even mend it.
  return [
    {
      kind: 'warning',
      text: `load balancer: ${rule} gives all traffic to ${shortGroup(serving.arn)}, but what serves was deployed into ${shortGroup(liveGroup)}: somebody changed the weights since, and this deployment may go into the group with the running tasks. ${setWeights(liveGroup)}, and let nobody but ECS change them (Terraform: ignore_changes on the rule's action)`,
    },
  ];
}

/** That both groups must stand in a rule where there is no test rule is said of Application Load Balancers alone. */
function mayLackTestRule({ productionRule, testRule }: Shift): boolean {
  return productionRule.includes(':listener/') && testRule === undefined;
}

function notRead(which: string, arn: string, forward: ListenerForward): Finding[] {
  if (forward.kind === 'missing')
    return [
      problem(`${which} listener rule ${arn} does not exist. Create it, or correct loadBalancers of the service`),
    ];
  if (forward.kind === 'unknown')
    return [
      {
        kind: 'notice',
        text: `load balancer: where the ${which} listener rule leads is not known: ${open(forward.why)}`,
      },
    ];
  return [];
}

function setWeights(group: string): string {
  return `Give ${shortGroup(group)} the whole weight and the other one 0`;
}

/** `web-alternate` of `arn:…:targetgroup/web-alternate/0123456789abcdef` */
function shortGroup(arn: string): string {
  return `target group ${/:targetgroup\/([^/]+)/.exec(arn)?.[1] ?? arn}`;
}

function problem(text: string): Finding {
  return { kind: 'problem', text: `load balancer: ${text}` };
}
