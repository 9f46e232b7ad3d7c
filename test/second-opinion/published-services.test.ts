import { describe, expect, it } from 'vitest';
import { answeringDoor, namesOf, publishedAnswer } from './published-answers.ts';
import { readings } from './published-readings.ts';

/** What each published answer says, read by eye; the sources are in the files of `published/`. */
const readAs: Readonly<Record<string, unknown>> = {
  'api-describe-service-deployments-1': {
    status: 'PENDING no stage',
    reason: 'none',
    target: '4980306466373577095 0/0+0',
    sources: [],
    breaker: 'none',
    rollback: 'none',
  },
  'api-describe-service-deployments-2': {
    status: 'IN_PROGRESS no stage',
    reason: 'none',
    target: '1234567890123456789 2/2+0',
    sources: [],
    breaker: 'none',
    rollback: 'none',
  },
  'api-describe-service-revisions-1': [['4980306466373577095', 'large-ngingx:1']],
  'api-list-service-deployments-1': [['NCWGC2ZR-taawPAYrIaU5', 'SUCCESSFUL', '4980306466373577095', 'unfinished']],
  'api-stop-service-deployment-1': 'accepted',
  'botocore-describe-services-1': {
    service: 'ecs-simple-service ACTIVE ECS ROLLING',
    counts: '0/1+0',
    rollouts: ['PRIMARY ecs-svc/9223370564341623665 hello_world:6 0/1+0 no state'],
    events: 1,
    newest:
      '(service ecs-simple-service) was unable to place a task because no container instance met all of its requirements. The closest matching (container-instance 3f4de1c5-ffdd-4954-af7e-75b4be0c8841) is already using a port required by your task. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.',
  },
  'cli-describe-service-deployments-1': {
    status: 'SUCCESSFUL no stage',
    reason: 'none',
    target: '1485800978477494678 1/1+0',
    sources: [],
    breaker: 'MONITORING_COMPLETE 0/3',
    rollback: 'none',
  },
  'cli-describe-service-revisions-1': [
    [
      '1485800978477494678',
      'webserver:5',
      'aws-otel-collector=public.ecr.aws/aws-observability/aws-otel-collector:v0.32.0@sha256:7a1b3560655071bcacd66902c20ebe9a69470d5691fe3bd36baace7c2f3c4640',
      'web=nginx@sha256:28402db69fec7c17e179ea87882667f1e054391138f77ffaf0c3eb388efc3ffb',
    ],
  ],
  'cli-describe-services-1': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '10/10+0',
    rollouts: ['PRIMARY ecs-svc/1234567890123456789 amazon-ecs-sample:1 10/10+0 no state'],
    events: 1,
    newest: '(service my-http-service) has reached a steady state.',
  },
  'cli-list-service-deployments-1': [['ejGvqq2ilnbKT9qj0vLJe', 'SUCCESSFUL', '1485800978477494678', 1730376304527]],
  'cli-update-service-1': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '2/2+0',
    rollouts: [
      'PRIMARY ecs-svc/7419115625193919142 amazon-ecs-sample:2 0/0+0 IN_PROGRESS',
      'ACTIVE ecs-svc/1709597507655421668 old-amazon-ecs-sample:4 2/2+0 COMPLETED',
    ],
    events: 3,
    newest: '(my-http-service) has reached a steady state.',
  },
  'cli-update-service-2': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '1/2+0',
    rollouts: ['PRIMARY ecs-svc/1976744184940610707  1/1+0 COMPLETED'],
    events: 3,
    newest: '(service my-http-service) has reached a steady state.',
  },
  'cli-update-service-3': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '2/2+0',
    rollouts: [
      'PRIMARY ecs-svc/2420458347226626275 mytaskdef:1 0/0+0 IN_PROGRESS',
      'ACTIVE ecs-svc/5191625155316533644 mytaskdef:2 2/2+0 COMPLETED',
    ],
    events: 3,
    newest: '(service my-http-service) has reached a steady state.',
  },
  'cli-update-service-4': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '2/2+0',
    rollouts: [
      'PRIMARY ecs-svc/7522791612543716777 mytaskdef:3 0/0+0 IN_PROGRESS',
      'ACTIVE ecs-svc/2420458347226626275 myoldtaskdef:1 2/2+0 COMPLETED',
    ],
    events: 10,
    newest: '(service my-http-service) has reached a steady state.',
  },
  'cli-update-service-5': {
    service: 'my-http-service ACTIVE ECS ROLLING',
    counts: '1/2+0',
    rollouts: ['PRIMARY ecs-svc/1976744184940610707  1/1+0 COMPLETED'],
    events: 0,
    newest: 'none',
  },
  'guide-pause-hook-1': {
    status: 'UNRECOGNISED no stage',
    reason: 'none',
    target: ' 0/0+0',
    sources: [],
    breaker: 'none',
    rollback: 'none',
  },
};

const operations = [
  'DescribeServices',
  'UpdateService',
  'ListServiceDeployments',
  'DescribeServiceDeployments',
  'DescribeServiceRevisions',
  'StopServiceDeployment',
];

describe('the published answers about services and their deployments', () => {
  it.each(Object.entries(readAs))('%s is read for what it says', async (name, expected) => {
    const answer = publishedAnswer(name);
    expect(await readings[answer.operation]?.(answeringDoor(answer))).toEqual(expected);
  });

  it('are all judged here', () => {
    expect(Object.keys(readAs).sort()).toEqual(namesOf(operations));
  });
});
