// Whether the alarms that a deployment is to fail by are there, and whether one of them goes off already: ECS takes a name that no alarm has, and then
// nothing watches.

import { suggestion } from '../../../../lib/core/near-names.ts';
import type { Presence } from '../../../../lib/core/presence.ts';
import { open } from '../../../../lib/core/sentence.ts';
import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { rawOf } from '../../../../lib/core/task-definition.ts';
import type { Finding } from './findings.ts';

/** Names of the alarms that ECS watches a deployment by; empty where it watches none. */
export function watchedAlarms({ raw }: Pick<ServiceSnapshot, 'raw'>): string[] {
  const configuration = rawOf(raw.deploymentConfiguration);
  const { enable, alarmNames } = rawOf(configuration.alarms);
  return enable === true && Array.isArray(alarmNames) ? alarmNames.map(String) : [];
}

export interface AlarmFacts {
  readonly service: Pick<ServiceSnapshot, 'name'>;
  /** what is to watch the deployment */
  readonly watched: readonly string[];
  /** those of them that this run asks for */
  readonly asked: readonly string[];
  readonly found: Presence<{
    /** the state of each that exists, by name */
    readonly states: ReadonlyMap<string, string>;
    /** alarms with a name like that of one that does not */
    readonly near: ReadonlyMap<string, readonly string[]>;
  }>;
}

/**
 * One that was asked for and does not exist is a problem, like every wrong name; one that the service names already is a warning, for ECS takes names
 * of alarms that are made after the service: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ecs.DeploymentAlarmOptions.html (example)
 * What ECS does where one is in ALARM at the start: https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-alarm-failure.html
 */
export function alarmFindings({ service: { name: service }, watched, asked, found }: AlarmFacts): Finding[] {
  switch (found.kind) {
    case 'missing':
    case 'unknown': {
      const why = found.kind === 'unknown' ? found.why : 'CloudWatch did not say';
      return [{ kind: 'notice', text: `alarms: whether ${quoted(watched)} can be watched is not known: ${open(why)}` }];
    }
    case 'there': {
      const { states, near } = found;
      const gone = watched.filter((name) => !states.has(name));
      const ringing = watched.filter((name) => states.get(name) === 'ALARM');
      return [
        ...gone.map((name) => missing(name, service, asked.includes(name), suggestion(name, near.get(name) ?? []))),
        ...(ringing.length === 0 ? [] : [alreadyInAlarm(ringing)]),
      ];
    }
  }
}

function missing(name: string, service: string, isAsked: boolean, near: string): Finding {
  return isAsked
    ? {
        kind: 'problem',
        text: `alarms: CloudWatch has no alarm "${name}", so it would watch nothing.${near} Create it, or correct the name`,
      }
    : {
        kind: 'warning',
        text: `alarms: "${service}" names the alarm "${name}", which CloudWatch does not have, so it watches nothing.${near} Create it, or take it out of the service (Terraform: alarms { alarm_names })`,
      };
}

function alreadyInAlarm(names: readonly string[]): Finding {
  const are = names.length === 1 ? 'is' : 'are';
  return {
    kind: 'warning',
    text: `alarms: ${quoted(names)} ${are} in ALARM already. ECS then watches none of the alarms while this deployment lasts, so that a fix may go out; no alarm fails it or rolls it back. If this is no fix, look at the alarm first`,
  };
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(', ');
}
