import { describe, expect, it } from 'vitest';
import { answeringDoor, namesOf, publishedAnswer } from './published-answers.ts';
import { readings } from './published-readings.ts';

/** What each published answer says, read by eye; the sources are in the files of `published/`. */
const readAs: Readonly<Record<string, unknown>> = {
  'botocore-describe-task-definition-1': ['hello_world:8', ['wordpress', 'mysql'], []],
  'botocore-describe-tasks-1': [
    [
      'c5cba4eb-5dad-405e-96db-71ef8eefe6a8',
      'RUNNING',
      'ecs-svc/9223370608528463088',
      'no address',
      '-',
      '-',
      'ecs-demo RUNNING -',
    ],
  ],
  'botocore-list-tasks-1': ['0cc43cdb-3bee-4407-9c26-c0e6ea5bee84', '6b809ef6-c67e-4467-921f-ee261c15a0a1'],
  'botocore-list-tasks-2': ['0cc43cdb-3bee-4407-9c26-c0e6ea5bee84'],
  'botocore-register-task-definition-1': [
    'arn:aws:ecs:us-east-1:<aws_account_id>:task-definition/sleep360:19',
    ['sleep360:1', ['sleep'], []],
  ],
  'botocore-run-task-1': 'a9f21ea7-c9f5-44b1-b8e6-b31f50ed33c0',
  'cli-describe-task-definition-1': ['hello_world:8', ['wordpress', 'mysql'], []],
  'cli-describe-tasks-1': [
    [
      '4d590253bb114126b7afa7b58eea9221',
      'RUNNING',
      'ecs-svc/968695068243EXAMPLE',
      'no address',
      '-',
      '-',
      'simple-app RUNNING -',
    ],
  ],
  'cli-describe-tasks-2': [
    [
      '74de0355a10a4f979ac495c14EXAMPLE',
      'RUNNING',
      'ecs-svc/988401040018EXAMPLE',
      '10.0.1.184',
      '-',
      '-',
      'web RUNNING -',
    ],
    [
      'd789e94343414c25b9f6bd59eEXAMPLE',
      'RUNNING',
      'ecs-svc/988401040018EXAMPLE',
      '10.0.1.41',
      '-',
      '-',
      'web RUNNING -',
    ],
  ],
  'cli-list-tasks-1': ['a1b2c3d4-5678-90ab-cdef-11111EXAMPLE', 'a1b2c3d4-5678-90ab-cdef-22222EXAMPLE'],
  'cli-list-tasks-2': ['a1b2c3d4-5678-90ab-cdef-44444EXAMPLE'],
  'cli-register-task-definition-1': [
    'arn:aws:ecs:us-east-1:123456789012:task-definition/sleep360:1',
    ['sleep360:1', ['sleep'], []],
  ],
  'cli-run-task-1': 'd6f51cc5bbc94a47969c9203EXAMPLE',
  'cli-run-task-2': '7f1fbd3629434cc4b82d72d2f09b67c9',
  'cli-stop-task-1': 'accepted',
};

const operations = [
  'DescribeTasks',
  'ListTasks',
  'RunTask',
  'StopTask',
  'DescribeTaskDefinition',
  'RegisterTaskDefinition',
];

describe('the published answers about tasks and task definitions', () => {
  it.each(Object.entries(readAs))('%s is read for what it says', async (name, expected) => {
    const answer = publishedAnswer(name);
    expect(await readings[answer.operation]?.(answeringDoor(answer))).toEqual(expected);
  });

  it('are all judged here', () => {
    expect(Object.keys(readAs).sort()).toEqual(namesOf(operations));
  });
});
