// Texts as people posted them; the place stands beside each. Account numbers and ids are made up where they were left out.

import { expect, test } from 'vitest';
import { HINTS, hintFor } from './hints.ts';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const SECRETS =
  'ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:';

/** name of the hint, words of ECS, and what has to be named to the reader */
const POSTED: readonly (readonly [name: string, words: string, says?: string])[] = [
  // aws/aws-cdk#32877
  [
    'guardduty-agent',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${ECR}/aws-guardduty-agent-fargate:v1.5.0-Fg_arm64: unexpected status from HEAD request to https://${ECR}/v2/aws-guardduty-agent-fargate: 403 Forbidden`,
  ],
  // aws/containers-roadmap#1120
  ['platform-mismatch', 'CannotPullContainerError: failed to find a descriptor for platform {linux/amd64}'],
  // ECS developer guide, task_cannot_pull_image
  [
    'platform-mismatch',
    "CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/amd64'",
    'runtimePlatform.cpuArchitecture',
  ],
  // the registry's words from apptension/saas-boilerplate#204, behind ECS's own
  [
    'pull-rate-limit',
    'CannotPullContainerError: inspect image has been retried 5 time(s): httpReadSeeker: failed open: unexpected status code https://registry-1.docker.io/v2/library/nginx/manifests/sha256:86e3: 429 Too Many Requests - Server message: toomanyrequests: You have reached your pull rate limit.',
  ],
  // aws/aws-cdk#14457
  [
    'pull-denied',
    `CannotPullContainerError: inspect image has been retried 1 time(s): failed to resolve ref "${ECR}/app:6981141": unexpected status code [manifests 6981141]: 403 Forbidden`,
    'ecr:BatchGetImage',
  ],
  // aws/aws-toolkit-jetbrains#2318
  [
    'pull-denied',
    `CannotPullContainerError: Error response from daemon: pull access denied for ${ECR}/amberwing-sidecar, repository does not exist or may require 'docker login': denied`,
  ],
  // aws/containers-roadmap#2493
  [
    'pull-denied',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${ECR}/otel-collector:latest@sha256:8639ac: unexpected status from HEAD request to https://${ECR}/v2/otel-collector/blobs/sha256:8639ac: 403 Forbidden`,
    'has been deleted',
  ],
  // courses.apollos.edu/blog/fix-cannotpullcontainererror-in-aws-fargate
  [
    'image-not-found',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${ECR}/example-service:example-image@sha256:86e3: not found`,
    'lifecycle policy',
  ],
  // RafalWilinski/deploy-with-serverless#11 (the agent on EC2, 2017)
  [
    'image-not-found',
    'CannotPullContainerError: API error (404): repository serverless-batch not found: does not exist or no pull access',
  ],
  // deepfence/terraform-aws-cloud-scanner#13
  [
    'pull-network',
    'CannotPullContainerError: pull image manifest has been retried 5 time(s): failed to resolve ref quay.io/deepfenceio/cloud-scanner:latest: failed to do request: Head "https://quay.io/v2/deepfenceio/cloud-scanner/manifests/latest": dial tcp 3.210.148.47:443: i/o timeout',
    'NAT gateway',
  ],
  // terraform-aws-modules/terraform-aws-ecs#313
  [
    'log-denied',
    'ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: failed to create Cloudwatch log group: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/x-ecs-task-execution-role/y is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/x:log-stream: because no identity-based policy allows the logs:CreateLogGroup action : exit status 1',
    'logs:CreateLogGroup',
  ],
  // prakhar1989/docker-curriculum#260
  [
    'log-group-missing',
    'CannotStartContainerError: Error response from daemon: failed to initialize logging driver: failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.',
  ],
  // civiform/civiform#7648
  [
    'log-group-missing',
    'ResourceInitializationError: failed to validate logger args: The task cannot find the Amazon CloudWatch log group defined in the task definition. There is a connection issue between the task and Amazon CloudWatch. Check your network configuration. : signal: killed',
    'over the network',
  ],
  // aws/copilot-cli#3104, cut off where ECS cut it off
  [
    'secret-denied',
    `${SECRETS} unable to retrieve secrets from ssm: service call has been retried 1 time(s): AccessDeniedException: User: ....`,
    'execution role',
  ],
  // the same with the whole sentence of IAM, as in terraform-aws-modules/terraform-aws-ecs#313
  [
    'secret-denied',
    `${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789012:secret:db from secrets manager: AccessDeniedException: User: arn:aws:sts::123456789012:assumed-role/execution/x is not authorized to perform: secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:123456789012:secret:db because no identity-based policy allows it`,
    'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:db',
  ],
  // HHS/simpler-grants-gov#4330
  [
    'secret-missing',
    `${SECRETS} unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /api//new-relic-license-key`,
    '/api//new-relic-license-key',
  ],
  // rileydakota/valheim-ecs-fargate-cdk#9
  [
    'secret-missing',
    `${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): invalid character '\\'' looking for beginning of value`,
  ],
  // Releem/releem-agent#195
  [
    'secret-network',
    `${SECRETS} unable to retrieve secret from asm: service call has been retried 5 time(s): failed to fetch secret arn:aws:secretsmanager:us-west-2:123456789012:secret:DBPasswordSecret-x from secrets manager: RequestCanceled: request context canceled caused by: context deadline exceeded. Please check your task network configuration.`,
    '443',
  ],
  // aws/aws-app-mesh-examples#413
  [
    'secret-network',
    `${SECRETS} unable to retrieve ecr registry auth: service call has been retried 5 time(s): RequestError: send request failed caused by: Post https://api.ecr....`,
  ],
  // repost.aws, ecs-unable-to-pull-secrets
  [
    'secret-network',
    'ResourceInitializationError: unable to pull secrets or registry auth: pull command failed: : signal: killed',
  ],
  // docker-archive/compose-cli#1510, cut off
  [
    'secrets',
    `TaskFailedToStart: ${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch secret arn:aws:secretsmanager:eu-west-1:123456789...`,
  ],
  // aws/amazon-ecs-cli#1083
  [
    'volume',
    'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: Failed to resolve "fs-00000000.efs.us-east-1.amazonaws.com" - check that your file system ID is correct.',
    '2049',
  ],
  // pulumi/pulumi-awsx#927
  [
    'role',
    "service service-c8e196b failed to launch a task with (error ECS was unable to assume the role 'arn:aws:iam::111111111111:role/service-task-6cba4ed' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.).",
    'ecs-tasks.amazonaws.com',
  ],
  // aws/amazon-ecs-agent#4825
  ['network-interface', 'Timeout waiting for network interface provisioning to complete.', 'run again'],
  // sil-org/ecs-deploy#277
  [
    'fargate-capacity',
    '(service web) was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone.',
    'run again',
  ],
  // ECS developer guide, service-event-messages
  [
    'quota',
    "(service web) was unable to place a task. Reason: You've reached the limit on the number of tasks you can run concurrently.",
  ],
  // aws-samples/cost-effective-aws-deployment-of-comfyui#39
  [
    'no-instance',
    'service web was unable to place a task because no container instance met all of its requirements. Reason: No Container Instances were found in your capacity provider.',
  ],
  // aws/amazon-ecs-cli#178
  ['no-instance', 'RESOURCE:MEMORY', 'CPU or memory'],
  // aws/amazon-ecs-agent#3218
  [
    'dependency',
    'CannotStartContainerError:  dependency graph: failed to resolve container ordering dependency  [container-1(public.ecr.aws/u5s6c6g2/just-sleep) (STOPPED->RUNNING) -  Exit: 1] for target [container-2(public.ecr.aws/u5s6c6g2/just-sleep)  (NONE->RUNNING)] as dependency did not exit successfully.',
    'container-1',
  ],
  // ECS developer guide, out-of-memory
  ['out-of-memory', 'OutOfMemoryError: Container killed due to memory usage', 'memory limit'],
  // jenkinsci/amazon-ecs-plugin#258
  [
    'command',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim: OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "-url": executable file not found in $PATH',
    'entryPoint',
  ],
  // aws/amazon-ecs-agent#2954
  [
    'command',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: container_linux.go:370: starting container process caused: exec: "/opt/sonarqube/bin/run.sh": stat /opt/sonarqube/bin/run.sh: no such file or directory',
  ],
  // aws/containers-roadmap#906, cut off
  [
    'cannot-start',
    'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: OCI runtime create failed: container_linux.go:349: starting container process caused "process_linux.go:449: container init caused "rootfs_linux.go:58:...',
  ],
  // test/second-opinion/sequences, rolling-one-at-a-time
  [
    'check-code',
    '(service web) (task a) (port 80) is unhealthy in (target-group arn:x) due to (reason Health checks failed with these codes: [502]).',
    'HTTP 502',
  ],
  // aws/amazon-ecs-agent#1872
  [
    'check-timeout',
    'service example-service (instance i-016b0a460d9974567) (port 1047) is unhealthy in target-group example-service due to (reason Request timed out)',
    'security group',
  ],
  // aws/copilot-cli#3772
  [
    'check-failed',
    '(service web) (port 5005) is unhealthy in (target-group arn:x) due to (reason Health checks failed).',
    'containerPort',
  ],
  // gist.github.com/efekarakus/fe4afc1ab8b54835d27e47e253f46254
  ['load-balancer-check', 'Task failed ELB health checks in (target-group arn:x)', 'healthCheckGracePeriodSeconds'],
  // test/second-opinion/sequences/stopped-reasons.json
  ['container-check', 'Task failed container health checks', 'healthCheck.command'],
];

test.each(POSTED.map(([name, words, says = '']) => ({ name, words, says })))(
  '$name: $words',
  ({ name, words, says }) => {
    const hint = hintFor({ words: [words], log: [] });
    expect(hint?.name).toBe(name);
    expect(`${hint?.meaning} ${hint?.remedy}`).toContain(says);
  },
);

test.each([
  // aws-samples/amazon-bedrock-serverless-prompt-chaining#213
  { name: 'exec-format', exitCode: 1, log: ['exec /usr/local/bin/streamlit: exec format error'] },
  // runatlantis/atlantis#2001
  {
    name: 'exec-format',
    exitCode: 1,
    log: ['standard_init_linux.go:228: exec user process caused: exec format error'],
  },
  { name: 'killed', exitCode: 137, log: ['starting'] },
  { name: 'command', exitCode: 127, log: ['/bin/sh: 1: nmp: not found'] },
  { name: 'crash', exitCode: 139, log: [] },
  { name: 'ended-well', exitCode: 0, log: ['done'] },
  { name: undefined, exitCode: 1, log: ['cannot reach db:5432'] },
])('exit code $exitCode with the log $log → $name', ({ name, exitCode, log }) => {
  const symptoms = {
    stopCode: 'EssentialContainerExited',
    container: '"app"',
    words: ['Essential container in task exited'],
  };
  expect(hintFor({ ...symptoms, exitCode, log })?.name).toBe(name);
});

test.each([
  ['SpotInterruption', 'Your Spot Task was interrupted.', 'spot'],
  ['InfrastructureHealth', 'Task stopped because of an unhealthy host', 'host'],
])('stop code %s → %s', (stopCode, words, name) => {
  expect(hintFor({ stopCode, words: [words], log: [] })?.name).toBe(name);
});

test('a secret that is missing is named, and one of which ECS tells no name is not', () => {
  const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/db-a1b2c3';
  const asm = `${SECRETS} unable to retrieve secret from asm: service call has been retried 1 time(s):`;
  const gone = `${asm} failed to fetch secret ${arn} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`;
  expect(hintFor({ words: [gone], log: [] })).toMatchObject({
    name: 'secret-missing',
    meaning: `${arn}, which the task definition names, does not exist or does not hold what is asked of it`,
    remedy: expect.stringContaining(`the name (${arn};`),
  });
  const noKey = `${asm} retrieved secret from Secrets Manager did not contain json key username`;
  expect(hintFor({ words: [noKey], log: [] })).toMatchObject({
    name: 'secret-missing',
    meaning:
      'a secret or parameter, which the task definition names, does not exist or does not hold what is asked of it',
  });
});

test('words of an application that only look like those of ECS are not taken for them', () => {
  const log = ['pull failed: 403 Forbidden', 'unable to retrieve secret: AccessDeniedException', 'RESOURCE:MEMORY'];
  expect(hintFor({ stopCode: 'EssentialContainerExited', exitCode: 1, words: [], log })).toBeUndefined();
});

test('every row is met by a text of this file, and has a page of AWS', () => {
  const met = new Set(POSTED.map(([name]) => name));
  const byCode = ['exec-format', 'killed', 'crash', 'ended-well', 'spot', 'host'];
  const unseen = HINTS.map(({ name }) => name).filter((name) => !met.has(name) && !byCode.includes(name));
  // Known from ECS's guide alone; nobody was found who posted them.
  expect(new Set(unseen)).toEqual(new Set(['no-space', 'pull', 'logging', 'internal']));
  for (const { source } of HINTS) expect(source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws)\/[\w/.-]+$/);
});

test('no text is left with a hole', () => {
  for (const row of HINTS) {
    const texts = [row.meaning, row.remedy].filter((text) => /\{(?!container\})\w+\}/.test(text));
    // These groups catch whenever their row fits.
    expect(texts.filter((text) => !text.includes('{code}'))).toEqual([]);
  }
});
