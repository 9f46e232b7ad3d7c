// Causes that lie before the first line of the application: image, secrets, log group, volume, network, role, capacity.

import type { HintRow } from './hints.ts';

const GUIDE = 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide';
const KNOWLEDGE = 'https://repost.aws/knowledge-center';

const OUTWARDS =
  'a task in a private subnet needs a NAT gateway, or VPC endpoints that let HTTPS (443) in (ecr.api, ecr.dkr, S3, logs, and secretsmanager or ssm where it has secrets); a task in a public subnet needs assignPublicIp ENABLED in the network configuration of the service; in both, the security group of the task must let HTTPS (443) out';

export const PULL_AND_SETUP: readonly HintRow[] = [
  {
    name: 'guardduty-agent',
    when: { words: /CannotPull.*aws-guardduty-agent/ },
    meaning:
      'GuardDuty Runtime Monitoring puts a security agent beside your containers, and its image could not be pulled; your own image is not at fault',
    remedy:
      'let the task execution role pull the agent (the managed policy AmazonECSTaskExecutionRolePolicy does), and let the subnet reach its repository',
    source: 'https://docs.aws.amazon.com/guardduty/latest/ug/prereq-runtime-monitoring-ecs-support.html',
  },
  {
    name: 'platform-mismatch',
    when: {
      words: /descriptor (?:matching|for) platform|no match(?:ing manifest)? for \S*(?:platform|linux|windows)/,
    },
    meaning: 'the image was built for another processor than the task runs on',
    remedy:
      'build the image for the platform of the task (linux/amd64, or linux/arm64 for cpuArchitecture ARM64; input platforms of build-push), or set runtimePlatform.cpuArchitecture of the task definition (input runtime-platform of deploy-ecs) to what the image is',
    source: `${KNOWLEDGE}/ecs-fargate-pull-container-error`,
  },
  {
    name: 'pull-rate-limit',
    when: { words: /CannotPull.*(?:toomanyrequests|429 Too Many|pull rate limit)/i },
    meaning: 'the registry refuses more pulls for now',
    remedy:
      'pull through ECR instead (a pull-through cache rule, or a copy of the image), or give the container repositoryCredentials; running again later may be enough',
    source: `${KNOWLEDGE}/ecs-pull-container-error-rate-limit`,
  },
  {
    name: 'pull-denied',
    when: {
      words: /CannotPull.*(?:403 Forbidden|pull access denied|no basic auth|AccessDenied|not authorized|401 Unauth)/i,
    },
    meaning: 'the registry did not let ECS pull the image',
    remedy:
      'give the task execution role ecr:GetAuthorizationToken, ecr:BatchGetImage and ecr:GetDownloadUrlForLayer (the managed policy AmazonECSTaskExecutionRolePolicy has them; the role is executionRoleArn of the task definition); for a repository of another account its repository policy has to allow it too. ECR answers the same for a digest that has been deleted: then build and push it again',
    source: 'https://docs.aws.amazon.com/AmazonECR/latest/userguide/ECR_on_ECS.html',
  },
  {
    name: 'no-space',
    when: { words: /no space left on device/i },
    meaning: 'the disk of the task is full',
    remedy: 'make the image smaller, or give the task more disk (ephemeralStorage on Fargate, a larger volume on EC2)',
    source: `${GUIDE}/task_cannot_pull_image.html`,
  },
  {
    name: 'image-not-found',
    when: { words: /CannotPull.*(?:not found|manifest unknown|does not exist|name unknown)/i },
    meaning: 'the image is not in the registry',
    remedy:
      'look whether the tag or digest was ever pushed, to this registry and region, and whether a lifecycle policy has deleted it since; then build and push it again',
    source: `${GUIDE}/task_cannot_pull_image.html`,
  },
  {
    name: 'pull-network',
    when: {
      words:
        /CannotPull.*(?:i\/o timeout|deadline|request cancel|dial tcp|TLS handshake|connection (?:reset|refused)|failed to do request)/i,
    },
    meaning: 'the task cannot reach the registry over the network',
    remedy: OUTWARDS,
    source: `${KNOWLEDGE}/ecs-fargate-pull-container-error`,
  },
  {
    name: 'pull',
    when: { words: /^(?:TaskFailedToStart: )?(?:CannotPull|ImagePull|PullImage)/ },
    meaning: 'the image could not be pulled',
    remedy:
      'look at the words of ECS: whether the image exists, whether the task execution role may pull it, and whether the task reaches the registry',
    source: `${GUIDE}/task_cannot_pull_image.html`,
  },
  {
    name: 'log-denied',
    when: {
      words:
        /(?:logger args|logging driver|Cloudwatch log).*(?:AccessDenied|not authorized)(?:.*perform: (?<action>\w+:\w+))?/i,
    },
    meaning: 'the task may not write its log',
    remedy:
      'give the task execution role {action|logs:CreateLogStream and logs:PutLogEvents} for the log group; with awslogs-create-group also logs:CreateLogGroup',
    source: `${GUIDE}/task_execution_IAM_role.html`,
  },
  {
    name: 'log-group-missing',
    when: {
      words: /log group does not exist|cannot find the Amazon CloudWatch log group|logger args.*ResourceNotFound/i,
    },
    meaning: 'the log group that the task definition names was not found',
    remedy:
      'create it (aws logs create-log-group), in the region of awslogs-region, or correct awslogs-group; a task that cannot reach CloudWatch Logs over the network says the same',
    source: `${GUIDE}/stopped-task-errors.html`,
  },
  {
    name: 'logging',
    when: { words: /failed to (?:validate logger args|initialize logging driver)/i },
    meaning: 'the log driver of the task could not be started',
    remedy: `look at logConfiguration of the task definition, and at the way to CloudWatch Logs: ${OUTWARDS}`,
    source: `${GUIDE}/stopped-task-errors.html`,
  },
  {
    name: 'secret-denied',
    when: {
      words:
        /unable to (?:pull|retrieve|get).*(?:AccessDenied|is not authorized)(?:.*perform: (?<action>\w+:\w+))?(?:.*on (?:the )?resource: (?<resource>arn:[^\s,]+))?/i,
    },
    meaning: 'the task may not read a secret, a parameter or the registry login that it needs to start',
    remedy:
      'give the task execution role (executionRoleArn, not the role of the application) {action|secretsmanager:GetSecretValue or ssm:GetParameters} on {resource|what the reason names}, and kms:Decrypt where a key of your own encrypts it',
    source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
  },
  {
    name: 'secret-missing',
    when: {
      words:
        /unable to retrieve secret(?=.*(?:invalid ssm parameters|ResourceNotFound|can't find|json key|invalid character|InvalidParameter))(?:.*(?:invalid ssm parameters:|failed to fetch secret) (?<name>[^\s,]+))?/i,
    },
    meaning:
      '{name|a secret or parameter}, which the task definition names, does not exist or does not hold what is asked of it',
    remedy:
      'compare valueFrom of the task definition with what there is: the name ({name|as the reason gives it}; upper and lower case differ), the region, and for a secret the JSON key and the version behind its ARN',
    source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
  },
  {
    name: 'secret-network',
    when: {
      words:
        /unable to (?:pull|retrieve|get).*(?:deadline|i\/o timeout|RequestError|RequestCancel|signal: killed|network configuration|dial tcp)/i,
    },
    meaning: 'the task cannot reach Secrets Manager, Parameter Store or ECR over the network',
    remedy: OUTWARDS,
    source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
  },
  {
    name: 'secrets',
    when: { words: /unable to pull secrets or registry auth/ },
    meaning: 'the task could not get its secrets or the login of the registry',
    remedy:
      'look at the permissions of the task execution role, at the names in valueFrom, and at the way to the network',
    source: `${KNOWLEDGE}/ecs-unable-to-pull-secrets`,
  },
  {
    name: 'volume',
    when: { words: /EFS utils|mount\.nfs|CannotCreateVolumeError|failed to (?:mount|attach) .*volume/i },
    meaning: 'a volume of the task could not be mounted',
    remedy:
      'for EFS look at the file system id, at a mount target in the subnet of the task, at NFS (2049) in both security groups and at the path or access point',
    source: 'https://docs.aws.amazon.com/efs/latest/ug/troubleshooting-efs-mounting.html',
  },
  {
    name: 'role',
    when: { words: /unable to assume (?:the )?(?:configured )?(?:ECS \w+ )?role '?(?<role>arn:[^'\s]+)?/i },
    meaning: 'ECS cannot use the role {role|of the task}',
    remedy:
      'look whether the role exists, whether its trust policy lets ecs-tasks.amazonaws.com assume it, and whether the deploying role may pass it (iam:PassRole); a role made a minute ago may need that minute',
    source: `${GUIDE}/task_execution_IAM_role.html`,
  },
  {
    name: 'network-interface',
    when: { words: /network interface|InsufficientFreeAddresses|RESOURCE:ENI/i },
    meaning: 'the task got no network interface in time',
    remedy:
      'this often heals by itself: run again; if it does not, look at free addresses of the subnets, at the quota of network interfaces, and on EC2 at the limit of the instance type (awsvpcTrunking raises it)',
    source: `${GUIDE}/stopped-task-errors.html`,
  },
  {
    name: 'quota',
    when: { words: /reached the limit (?:on|of)|vCPU limit|concurrent (?:tasks|vCPU)/i },
    meaning: 'the account may run no more tasks or vCPUs at once',
    remedy: 'stop what is not needed, or have the Fargate quota raised in Service Quotas',
    source: `${GUIDE}/service-event-messages.html`,
  },
  {
    name: 'fargate-capacity',
    when: { words: /Capacity is unavailable/i },
    meaning: 'AWS has no room for the task in these availability zones right now; nothing is wrong with the release',
    remedy:
      'run again later; if it stays, give the service subnets in more zones, and where it runs on FARGATE_SPOT put FARGATE beside it in its capacity provider strategy',
    source: `${KNOWLEDGE}/ecs-fargate-runtask-capacity`,
  },
  {
    name: 'no-instance',
    when: {
      words:
        /RESOURCE:\w+|no container instance met all|(?:EMPTY|NO) CAPACITY PROVIDER|NO ACTIVE INSTANCES|No Container Instances|MemberOf placement|^ATTRIBUTE\b|^AGENT\b/i,
    },
    meaning: 'no instance of the cluster has room for the task',
    remedy:
      'add instances, or ask for less CPU or memory; a fixed host port or maximumPercent 100 can also leave no room beside the old tasks, and a placement constraint may fit no instance',
    source: `${GUIDE}/api_failures_messages.html`,
  },
];
