// How a scripted task answers the health check of a load balancer.

import type { HealthProbe, Observation } from '../control-plane/runtime.ts';
import type { Instant } from '../control-plane/world.ts';
import { containersRunAt, healthyAfter, type RunningTask } from './scripted-task.ts';

/** A container that runs but is not ready yet refuses the connection. */
type Answer = number | 'refused' | 'timeout';

const answerMs = 5;

export function probeAnswer(
  probe: HealthProbe,
  task: RunningTask | undefined,
  now: Instant,
): { at: Instant; observation: Observation } {
  const answer = task === undefined ? 'refused' : answerOf(task, now);
  const at = now + (answer === 'timeout' ? probe.timeoutMs : answerMs);
  const { targetGroupArn, targetId, port } = probe;
  return {
    at,
    observation: { kind: 'target-probed', targetGroupArn, targetId, port, ...judgement(answer, probe) },
  };
}

function answerOf(task: RunningTask, now: Instant): Answer {
  const { fate } = task;
  const up = now - containersRunAt(task);
  if (task.stoppedAt !== undefined || up < 0) return 'refused';
  if (fate.kind === 'unhealthy-target') return up >= fate.afterMs ? fate.answer : 200;
  if (fate.kind === 'unhealthy-check') return 200;
  if (fate.kind === 'exits' && up >= fate.afterMs) return 'refused';
  const healthyMs = healthyAfter(fate);
  return healthyMs !== undefined && up >= healthyMs ? 200 : 'refused';
}

function judgement(answer: Answer, probe: HealthProbe): { healthy: boolean; reason?: string; description?: string } {
  if (answer === 'timeout') return { healthy: false, reason: 'Target.Timeout', description: 'Request timed out' };
  if (answer === 'refused') {
    return { healthy: false, reason: 'Target.FailedHealthChecks', description: 'Health checks failed' };
  }
  if (probe.protocol === 'TCP' || matches(probe.matcher, answer)) return { healthy: true };
  return {
    healthy: false,
    reason: 'Target.ResponseCodeMismatch',
    description: `Health checks failed with these codes: [${answer}]`,
  };
}

/** `200`, `200,202`, `200-399` */
function matches(matcher: string, status: number): boolean {
  return matcher.split(',').some((part) => {
    const [from = '', to = from] = part.trim().split('-');
    return status >= Number(from) && status <= Number(to);
  });
}
