import { describe, expect, it } from 'vitest';
import { answeringDoor, namesOf, publishedAnswer } from './published-answers.ts';
import { readings } from './published-readings.ts';

/** What each published answer says, read by eye; the sources are in the files of `published/`. */
const readAs: Readonly<Record<string, unknown>> = {
  'botocore-batch-get-image-1': [
    ['precise', 'sha256:example76bdff6d83a09ba2a818f0d00000063724a9ac3ba5019c56f74ebf42a', 64],
  ],
  'botocore-describe-repositories-1': [
    {
      name: 'ubuntu',
      account: '012345678910',
      host: '',
      mutability: 'MUTABLE',
      exclusions: [],
    },
    ['ubuntu', 'test'],
  ],
  'botocore-describe-target-health-1': [
    'i-0f76fade:80 | unused | Target.NotInUse | Given target group is not configured to receive traffic from ELB',
    'i-0f76fade:80 | healthy',
  ],
  'botocore-describe-target-health-2': ['i-0f76fade:80 | healthy'],
  'botocore-get-caller-identity-1': '123456789012',
  'botocore-get-caller-identity-2': '123456789012',
  'botocore-get-caller-identity-3': '123456789012',
  'cli-batch-get-image-1': [
    ['v1.13.6', 'sha256:4a1c6567c38904384ebc64e35b7eeddd8451110c299e3368d2210066487d97e5', 1159],
  ],
  'cli-batch-get-image-2': [
    ['prod', 'sha256:123456789012', 16],
    ['team1', 'sha256:123456789012', 16],
  ],
  'cli-describe-images-1': {
    digest: 'sha256:4a1c6567c38904384ebc64e35b7eeddd8451110c299e3368d2210066487d97e5',
    tags: ['v1.13.6'],
    sizeInBytes: 48318255,
  },
  'cli-describe-repositories-1': [
    {
      name: 'ubuntu',
      account: '012345678910',
      host: '',
      mutability: 'MUTABLE',
      exclusions: [],
    },
    ['ubuntu', 'test'],
  ],
  'cli-describe-target-health-1': ['i-ceddcd4d:80 | healthy', 'i-0f76fade:80 | healthy'],
  'cli-describe-target-health-2': ['i-0f76fade:80 | healthy'],
  'cli-describe-target-health-3': [
    'i-0f76fade:80 | unused | Target.NotInUse | Target group is not configured to receive traffic from the load balancer',
  ],
  'cli-describe-target-health-4': [
    'i-0f76fade:80 | initial | Elb.RegistrationInProgress | Target registration is in progress',
  ],
  'cli-describe-target-health-5': ['i-0f76fade:80 | unhealthy | Target.Timeout | Connection to target timed out'],
  'cli-describe-target-health-6': [
    'arn:aws:lambda:us-west-2:123456789012:function:my-function:0 | unavailable | Target.HealthCheckDisabled | Health checks are not enabled for this target',
  ],
  'cli-get-authorization-token-1': {
    endpoint: 'https://123456789012.dkr.ecr.us-west-2.amazonaws.com',
    username: 'AWS',
    password: 'C',
    host: '123456789012.dkr.ecr.us-west-2.amazonaws.com',
    secrets: ['QVdTOkN...', 'C'],
  },
  'cli-get-log-events-1': {
    lines: [
      {
        at: 1433190184356,
        message: 'Example Event 1',
      },
      {
        at: 1433190184356,
        message: 'Example Event 1',
      },
      {
        at: 1433190184358,
        message: 'Example Event 2',
      },
    ],
    token: 'f/31961209122447488583055879464742346735121166569214640130',
  },
  'cli-put-image-1': 'accepted',
};

const operations = [
  'DescribeTargetHealth',
  'GetLogEvents',
  'BatchGetImage',
  'DescribeImages',
  'DescribeRepositories',
  'PutImage',
  'GetAuthorizationToken',
  'GetCallerIdentity',
];

describe('the published answers about images, targets, logs and callers', () => {
  it.each(Object.entries(readAs))('%s is read for what it says', async (name, expected) => {
    const answer = publishedAnswer(name);
    expect(await readings[answer.operation]?.(answeringDoor(answer))).toEqual(expected);
  });

  it('are all judged here', () => {
    expect(Object.keys(readAs).sort()).toEqual(namesOf(operations));
  });
});
