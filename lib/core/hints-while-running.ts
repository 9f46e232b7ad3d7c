// Causes that show once a container was to run: its command, its memory, its checks, its neighbours, its host.

import type { HintRow } from './hints.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const KNOWLEDGE = 'https://repost.aws/knowledge-center';
const CHECK_OF_THE_BALANCER = `${KNOWLEDGE}/ecs-fargate-health-check-failures`;

/** Said by the kernel: in ECS's reason where the container was never started, in the log where an entry script was. */
const WRONG_PROGRAM = {
  name: 'exec-format',
  meaning: 'the program in the image is for another processor than the task runs on, or a script without its #! line',
  remedy:
    'build the image for the platform of the task (linux/amd64, or linux/arm64 for cpuArchitecture ARM64; input platforms of build-push), or set runtimePlatform.cpuArchitecture of the task definition (input runtime-platform of deploy-ecs) to what the image is; a script needs a first line such as #!/bin/sh',
  source: `${KNOWLEDGE}/ecs-tasks-container-exit-issues`,
};

export const WHILE_RUNNING: readonly HintRow[] = [
  { ...WRONG_PROGRAM, when: { words: /exec format error/ } },
  { ...WRONG_PROGRAM, when: { log: /exec format error/ } },
  {
    name: 'dependency',
    when: {
      words:
        /container ordering dependency\s+\[(?<dependency>[^\](\s]+)|dependency graph: (?!.*ordering dependency)|dependency did not/i,
    },
    meaning: 'container {dependency|that another one waits for} did not reach the condition that dependsOn asks of it',
    remedy:
      'look at the log and exit code of container {dependency|it} first; then at the condition (START, COMPLETE, SUCCESS, HEALTHY) and at startTimeout',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDependency.html',
  },
  {
    name: 'out-of-memory',
    when: { words: /OutOfMemory/i },
    meaning: 'the container needed more memory than it has and was killed',
    remedy:
      'raise the memory limit in the task definition (memory of the task, and of container {container}), or look why it needs more than before',
    source: `${GUIDE}/out-of-memory.html`,
  },
  {
    name: 'command',
    when: {
      words:
        /executable file not found|no such file or directory|exec: .*permission denied|OCI runtime create failed.*exec:/i,
    },
    meaning: 'the command of the container could not be started',
    remedy:
      'look at entryPoint and command of the task definition, else at ENTRYPOINT and CMD of the Dockerfile (each word is an item of its own: ["npm", "start"], not ["npm start"]), whether the file is in the image, at that path, and may be executed',
    source: `${GUIDE}/cannot-start-container.html`,
  },
  {
    name: 'cannot-start',
    when: { words: /CannotStartContainerError|CannotCreateContainerError|ContainerRuntime(?:Timeout)?Error/ },
    meaning: 'the container could not be started',
    remedy: 'look at the words of ECS, at entryPoint, command, user, volumes and memory of the container',
    source: `${GUIDE}/cannot-start-container.html`,
  },
  {
    name: 'check-code',
    when: { words: /failed with these codes: \[(?<code>[^\]]+)\]/ },
    meaning:
      'the container runs and answers, but with HTTP {code}, which the health check of the target group does not accept',
    remedy:
      'compare path and success codes of the health check, which are set in the target group, with what the application answers there: 404 is a wrong path, 301 or 302 a redirect, 401 or 403 a login, 5xx a fault of the application (its log says which)',
    source: CHECK_OF_THE_BALANCER,
  },
  {
    name: 'check-timeout',
    when: { words: /due to \(reason Request timed out\)|Target\.Timeout/ },
    meaning: 'the load balancer gets no answer from the container in time',
    remedy:
      'look whether the security group of the task lets the load balancer in on the container port, whether the application listens there on 0.0.0.0 and not on 127.0.0.1, and whether it answers within the timeout that the health check of the target group has',
    source: CHECK_OF_THE_BALANCER,
  },
  {
    name: 'check-failed',
    when: { words: /due to \(reason Health checks failed\)|Target\.FailedHealthChecks/ },
    meaning: 'the load balancer cannot connect to the container',
    remedy:
      'look whether the application listens on the containerPort of the task definition and on 0.0.0.0, whether the health check of the target group asks that port, and whether healthCheckGracePeriodSeconds is longer than the start takes',
    source: CHECK_OF_THE_BALANCER,
  },
  {
    name: 'load-balancer-check',
    when: { words: /failed ELB health checks/ },
    meaning: 'the container runs, but does not pass the health check of the load balancer',
    remedy:
      'compare port, path, success codes and timeout of the target group with what the container answers, and healthCheckGracePeriodSeconds of the service with how long it needs to start',
    source: CHECK_OF_THE_BALANCER,
  },
  {
    name: 'container-check',
    when: { words: /failed container health checks/ },
    meaning: 'the container runs, but the command of its own health check fails in it',
    remedy:
      'run healthCheck.command of the task definition inside the image (docker run): its program (curl, wget) must be there, its port and path must be right, and startPeriod longer than the start takes',
    source: `${KNOWLEDGE}/ecs-task-container-health-check-failures`,
  },
  {
    name: 'spot',
    when: { stopCodes: ['SpotInterruption', 'TerminationNotice'] },
    meaning: 'AWS took the capacity back; nothing is wrong with the release',
    remedy:
      'run again; where this must not happen, let the service run some of its tasks on FARGATE or on-demand instances (its capacity provider strategy)',
    source: `${GUIDE}/fargate-capacity-providers.html`,
  },
  {
    name: 'host',
    when: { stopCodes: ['InfrastructureHealth'] },
    meaning: 'the host of the task failed; nothing is wrong with the release',
    remedy: 'run again; ECS starts the task elsewhere',
    source: `${GUIDE}/stopped-task-errors.html`,
  },
  {
    name: 'internal',
    when: { words: /^(?:TaskFailedToStart: )?InternalError\b|Unexpected EC2 error|Internal error/ },
    meaning: 'ECS failed by itself; nothing shows that the release is at fault',
    remedy: 'run again; if it stays, look at the AWS Health Dashboard of the region',
    source: `${GUIDE}/stopped-task-errors.html`,
  },
  {
    name: 'killed',
    when: { exitCodes: [137] },
    meaning: 'container {container} was killed from outside (SIGKILL): mostly because it used more memory than it has',
    remedy:
      'look at its use of memory and at its memory limit in the task definition; a container that does not end within stopTimeout after SIGTERM is killed too',
    source: `${KNOWLEDGE}/ecs-tasks-container-exit-issues`,
  },
  {
    name: 'command',
    when: { exitCodes: [126, 127] },
    meaning: 'the command of container {container} was not found or may not be executed',
    remedy: 'look at entryPoint and command in the task definition and in the image, and at what the script calls',
    source: `${KNOWLEDGE}/ecs-tasks-container-exit-issues`,
  },
  {
    name: 'crash',
    when: { exitCodes: [134, 139] },
    meaning: 'the program in container {container} crashed (it did not end by its own decision)',
    remedy:
      'read its last log lines; a native library for another processor or C library than the image has is a common reason, and so is a runtime that ran out of its own heap',
    source: `${KNOWLEDGE}/ecs-tasks-container-exit-issues`,
  },
  {
    name: 'ended-well',
    when: { exitCodes: [0], stopCodes: ['EssentialContainerExited'] },
    meaning: 'container {container} ended without an error, but a service needs it to keep running',
    remedy:
      'look at its command: it must stay in the foreground; a container that is to end by itself (a migration, an init step) needs essential: false',
    source: `${KNOWLEDGE}/ecs-tasks-container-exit-issues`,
  },
];
