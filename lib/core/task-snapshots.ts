// What one look at ECS shows of a task, and where the log of one of its containers stands. Built by lib/aws; the rules read nothing else.

import type { StoppedTask } from './stopped-task.ts';

/** The task as ECS has it, for whoever needs more than its end. */
export interface TaskSnapshot extends StoppedTask {
  readonly lastStatus: string;
  readonly desiredStatus: string;
  /** `ecs-svc/…` for the tasks of a service; what RunTask was given for others */
  readonly startedBy: string;
  readonly createdAt: number;
  readonly healthStatus: string;
  /** of its own network interface, IPv4 and IPv6; none in bridge and host mode */
  readonly addresses: readonly string[];
}

export interface LogStreamRef {
  readonly container: string;
  readonly group: string;
  readonly stream: string;
  /** where the group lives, when it is not the task's own region */
  readonly region?: string;
}
