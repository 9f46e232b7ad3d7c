// AWS did not let us see the service at all, so that there is nothing to tell of it.

import type { AwsFailure } from '../../../../lib/core/errors.ts';
import { escaped, joined } from '../../../../lib/core/markdown.ts';
import type { Report } from '../../../../lib/core/report.ts';
import { ended } from '../../../../lib/core/sentence.ts';

/** The calls that change something in AWS. */
const CHANGES = ['ecs:RegisterTaskDefinition', 'ecs:UpdateService', 'ecs:StopServiceDeployment'];

/** Who may not look is blind; who may not change anything has seen all, and changed nothing. */
export function verdictOf({ kind, operation }: AwsFailure): 'refused' | 'unobserved' {
  return kind === 'refused' || (kind === 'denied' && CHANGES.includes(operation)) ? 'refused' : 'unobserved';
}

/** `done`: what had been done by then; nothing, as a rule. */
export function reportUntouched(failure: AwsFailure, done = 'Nothing was touched.'): Report {
  const verdict = verdictOf(failure);
  const title = `Slipway deploy-ecs: ${verdict}`;
  const headline = `${ended(failure.message)} ${done}`;
  const next = nextStep(failure);
  const message = `${headline}\nNext: ${next}`;
  return {
    conclusion: 'failure',
    verdict,
    headline: message,
    outputs: { reason: failure.message },
    summary: joined(`### ${title}`, escaped(headline), `**What to do next**\n\n- ${escaped(next)}`),
    annotations: [{ level: 'error', title, message }],
  };
}

function nextStep({ kind, permission }: AwsFailure): string {
  switch (kind) {
    case 'denied':
      return `allow the role ${permission}, then run this job again`;
    case 'expired':
      return 'give this step role-to-assume, or credentials that last longer, then run this job again';
    case 'throttled':
    case 'unavailable':
      return 'run this job again when AWS answers';
    case 'refused':
      return 'look at what AWS said, mend that, and run this job again';
  }
}
