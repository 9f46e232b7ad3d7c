// Whether a rolling update can move at all: minimumHealthyPercent is rounded up and maximumPercent down, so a small service may have room for
// neither a new task more nor an old one less. ECS then says so in an event and waits for ever.

import type { ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import type { Finding } from './findings.ts';

type Limits = Pick<
  ServiceSnapshot,
  | 'name'
  | 'controller'
  | 'strategy'
  | 'schedulingStrategy'
  | 'desiredCount'
  | 'runningCount'
  | 'minimumHealthyPercent'
  | 'maximumPercent'
>;

/**
 * `isSettled`: what runs now had succeeded. Where it had not, its tasks may be unhealthy, and ECS may stop those at any time.
 * Rounding: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export function roomFindings(service: Limits, isSettled: boolean): Finding[] {
  const { name, desiredCount, runningCount, minimumHealthyPercent, maximumPercent } = service;
  if (service.controller !== 'ECS' || service.strategy !== 'ROLLING' || desiredCount < 1 || runningCount < 1) return [];
  const stays = Math.ceil((desiredCount * minimumHealthyPercent) / 100);
  const most = Math.floor((desiredCount * maximumPercent) / 100);
  if (stays < desiredCount || most > desiredCount) return [];
  const isDaemon = service.schedulingStrategy === 'DAEMON';
  // How the daemon scheduler rounds is written nowhere; without any rounding there is no doubt.
  const isSure = isDaemon ? minimumHealthyPercent >= 100 : isSettled && runningCount >= desiredCount;
  const lower = Math.floor(((desiredCount - 1) * 100) / desiredCount);
  const higher = Math.ceil(((desiredCount + 1) * 100) / desiredCount);
  const remedy = isDaemon
    ? `Set minimumHealthyPercent to ${lower} or less.`
    : `Set maximumPercent to ${higher} or more, or minimumHealthyPercent to ${lower} or less.`;
  return [
    {
      kind: isSure ? 'problem' : 'warning',
      text: `deployment configuration: "${name}" has no room for a rolling update. With a desired count of ${desiredCount}, minimumHealthyPercent ${minimumHealthyPercent} keeps ${tasks(stays)} (rounded up) and maximumPercent ${maximumPercent} allows ${tasks(most)} (rounded down), so ECS can neither stop an old task nor start a new one. ${remedy}`,
    },
  ];
}

function tasks(count: number): string {
  return count === 1 ? '1 task' : `${count} tasks`;
}
