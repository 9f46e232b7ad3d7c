// What somebody who knows ECS only a little reads when a release fails: in the end of the log, on the run's page, and in the job summary.

import { afterAll, expect, test } from 'vitest';
import {
  commandNotFound,
  crashes,
  dependencyFailed,
  execFormat,
  type Fate,
  guardDutyAgentDenied,
  imageMissing,
  networkInterfaceTimeout,
  noCapacity,
  outOfMemory,
  parameterMissing,
  platformMismatch,
  pullDenied,
  pullTimeout,
  secretDenied,
  unhealthyCheck,
  unhealthyTarget,
} from '../../simulator/runtimes/fates.ts';
import { CLUSTER, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { aDeployPlace, ending } from '../support/deploy-place.ts';
import { type ShownRun, writeReportPage } from '../support/report-page.ts';

const REGISTRY = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db';

interface Failure {
  readonly cause: string;
  readonly fate: Fate;
  /** ECS's words, or the application's own */
  readonly words: RegExp;
  /** what it means, and what to do */
  readonly meaning: RegExp;
  readonly remedy: RegExp;
  /** ECS's words say it already */
  readonly plain?: true;
  readonly service?: ServiceOptions;
  /** who went back; the circuit breaker by default */
  readonly who?: RegExp;
}

const FAILURES: readonly Failure[] = [
  {
    cause: 'the image is not in the registry',
    fate: imageMissing(`${REGISTRY}/app:v2`),
    words: /CannotPullContainerError: .*app:v2: not found/,
    meaning: /the image is not in the registry/,
    remedy: /lifecycle policy/,
  },
  {
    cause: 'the image is for another processor',
    fate: platformMismatch(),
    words: /does not contain descriptor matching platform/,
    meaning: /built for another processor/,
    remedy: /linux\/arm64 for cpuArchitecture ARM64/,
    who: /^image \(app@sha256:\w+ has no linux\/amd64\)/,
  },
  {
    cause: 'the program is for another processor',
    fate: execFormat(),
    words: /exited with code 1.*exec format error/s,
    meaning: /for another processor/,
    remedy: /linux\/arm64 for cpuArchitecture ARM64/,
  },
  {
    cause: 'the registry refuses the pull',
    fate: pullDenied(`${REGISTRY}/app:v2`),
    words: /403 Forbidden/,
    meaning: /did not let ECS pull/,
    remedy: /task execution role ecr:GetAuthorizationToken/,
  },
  {
    cause: 'the registry is out of reach',
    fate: pullTimeout(`${REGISTRY}/app:v2`),
    words: /i\/o timeout/,
    meaning: /cannot reach the registry/,
    remedy: /NAT gateway/,
  },
  {
    cause: 'a secret is denied',
    fate: secretDenied(SECRET),
    words: /AccessDeniedException/,
    meaning: /may not read a secret/,
    remedy: /secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:db/,
  },
  {
    cause: 'a parameter does not exist',
    fate: parameterMissing('/web/db-url'),
    words: /invalid ssm parameters: \/web\/db-url/,
    meaning: /\/web\/db-url, which the task definition names, does not exist/,
    remedy: /valueFrom.*\/web\/db-url/,
  },
  {
    cause: 'too much memory',
    fate: outOfMemory(),
    words: /OutOfMemoryError/,
    meaning: /more memory than it has/,
    remedy: /memory limit in the task definition/,
  },
  {
    cause: 'the application crashes',
    plain: true,
    fate: crashes({ lines: [{ afterMs: 10, message: 'cannot reach db:5432' }] }),
    words: /exited with code 1 .*cannot reach db:5432/,
    meaning: /its program ended/,
    remedy: /read the last log lines of container "app"/,
  },
  {
    cause: 'the command does not exist',
    fate: commandNotFound('npm start'),
    words: /exec: "npm start": executable file not found/,
    meaning: /command of the container could not be started/,
    remedy: /entryPoint and command/,
  },
  {
    cause: 'the health check asks for a path that is not there',
    fate: unhealthyTarget(404),
    words: /Task failed ELB health checks .*with these codes: \[404\]/,
    meaning: /answers, but with HTTP 404/,
    remedy: /404 is a wrong path/,
  },
  {
    cause: 'the load balancer gets no answer',
    fate: unhealthyTarget('timeout'),
    words: /Task failed ELB health checks .*Request timed out/,
    meaning: /no answer from the container in time/,
    remedy: /security group/,
  },
  {
    cause: 'the container’s own health check fails',
    fate: unhealthyCheck(),
    service: {
      loadBalancer: false,
      containerDefinition: {
        healthCheck: { command: ['CMD-SHELL', 'curl -f http://localhost:8080/'], interval: 5, retries: 2 },
      },
    },
    words: /Task failed container health checks/,
    meaning: /its own health check fails/,
    remedy: /healthCheck\.command/,
  },
  {
    cause: 'AWS has no room',
    fate: noCapacity(),
    words: /Capacity is unavailable at this time/,
    meaning: /nothing is wrong with the release/,
    remedy: /run again later/,
  },
  {
    cause: 'no network interface in time',
    fate: networkInterfaceTimeout(),
    words: /Timeout waiting for network interface/,
    meaning: /no network interface in time/,
    remedy: /free addresses of the subnets/,
  },
  {
    cause: 'a first step fails',
    fate: dependencyFailed('init', 'app'),
    words: /container ordering dependency \[init\]/,
    meaning: /container init did not reach the condition/,
    remedy: /log and exit code of container init/,
  },
  {
    cause: 'GuardDuty’s agent cannot be pulled',
    fate: guardDutyAgentDenied(),
    words: /aws-guardduty-agent-fargate/,
    meaning: /your own image is not at fault/,
    remedy: /AmazonECSTaskExecutionRolePolicy/,
  },
];

const shown: ShownRun[] = [];
// A person may look at what the assertions only read.
afterAll(() => writeReportPage('causes', shown));

test.each(FAILURES)('$cause: log, annotation and summary say what, what that means and what to do', async (failure) => {
  const { fate, words, meaning, remedy, service = {} } = failure;
  const place = await aDeployPlace({ fates: { v2: fate }, service: { desiredCount: 1, ...service } });
  const run = await place.deploy({ image: place.v2 });
  shown.push({ title: failure.cause, run });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  // Escapes of the summary are how Markdown keeps foreign words harmless.
  const summary = run.summary.replace(/&#(\d+);/g, (_, character) => String.fromCharCode(Number(character)));
  const end = run.lines.slice(-12).join('\n');
  for (const text of [end, run.annotations[0]?.message ?? '', summary]) {
    expect(text).toMatch(words);
    expect(text).toMatch(meaning);
    expect(text).toMatch(remedy);
    expect(text).toMatch(/web:1 \(1 task/);
    expect(text).not.toContain('That means:');
  }
  // Plain words come first: ECS's own are the detail.
  const [first = ''] = run.annotations[0]?.message.split('\n') ?? [];
  expect(first).toMatch(failure.plain === true ? words : meaning);
  expect(run.annotations).toHaveLength(1);
  expect(run.outputs.reason).toMatch(failure.who ?? /^breaker/);
});

test('what the load balancer says of the last targets stands in the summary, with its reason code', async () => {
  const place = await aDeployPlace({ fates: { v2: unhealthyTarget(503) }, service: { desiredCount: 1 } });
  // Within the grace period an unhealthy target stays long enough to be seen.
  await place.simulator.call('ecs', 'UpdateService', {
    cluster: CLUSTER,
    service: SERVICE,
    healthCheckGracePeriodSeconds: 60,
  });
  const run = await place.deploy({ image: place.v2 });
  expect(run.summary).toMatch(/\| `10\.[\d.]+:8080` \| unhealthy \| Target\.ResponseCodeMismatch \| .*503/);
});

test('where nothing is wrong with the release, nobody is told to push again', async () => {
  const place = await aDeployPlace({ fates: { v2: noCapacity() }, service: { desiredCount: 1 } });
  const run = await place.deploy({ image: place.v2 });
  expect(run.annotations[0]?.message).toContain('run this job again');
  expect(run.annotations[0]?.message).not.toContain('push again');
});

test('a role that may not look at tasks gets the verdict, and the name of what it may not call', async () => {
  const place = await aDeployPlace({ fates: { v2: outOfMemory() }, service: { desiredCount: 1 } });
  place.simulator.setFaults([{ operation: 'ListTasks', kind: 'access-denied' }]);
  const run = await place.deploy({ image: place.v2 });
  expect(ending(run)).toEqual({ exitCode: 1, verdict: 'rolled-back' });
  expect(run.annotations[0]?.message).toMatch(/^Next: .*may not call ecs:ListTasks/m);
});
