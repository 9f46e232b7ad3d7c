import {
  CreateRepositoryCommand,
  DeleteLifecyclePolicyCommand,
  DescribeRepositoriesCommand,
  GetLifecyclePolicyCommand,
  PutImageScanningConfigurationCommand,
  PutLifecyclePolicyCommand,
} from '@aws-sdk/client-ecr';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { aSimulator, clientsOf, problemsOf } from '../../a-simulator.ts';
import type { Simulator } from '../../simulator.ts';

const repositoryName = 'shop/web';
const lifecyclePolicyText = JSON.stringify({
  rules: [
    {
      rulePriority: 1,
      selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 10 },
      action: { type: 'expire' },
    },
  ],
});

let simulator: Simulator;
let ecr: ReturnType<typeof clientsOf>['ecr'];

beforeEach(async () => {
  simulator = aSimulator();
  ecr = clientsOf(simulator).ecr;
  await ecr.send(new CreateRepositoryCommand({ repositoryName }));
});

afterEach(() => expect(problemsOf(simulator)).toEqual([]));

test('a lifecycle policy is kept letter by letter, until it is deleted', async () => {
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText }));
  const get = () => ecr.send(new GetLifecyclePolicyCommand({ repositoryName }));
  expect(await get()).toMatchObject({ registryId: '123456789012', repositoryName, lifecyclePolicyText });
  await ecr.send(new DeleteLifecyclePolicyCommand({ repositoryName }));
  await expect(get()).rejects.toMatchObject({ name: 'LifecyclePolicyNotFoundException' });
});

test('what is no policy is refused', async () => {
  const broken = lifecyclePolicyText.replace(/}$/, ',');
  await expect(
    ecr.send(new PutLifecyclePolicyCommand({ repositoryName, lifecyclePolicyText: broken })),
  ).rejects.toMatchObject({ name: 'InvalidParameterException' });
});

test('scanning on push is switched on and off', async () => {
  for (const scanOnPush of [true, false]) {
    const imageScanningConfiguration = { scanOnPush };
    await ecr.send(new PutImageScanningConfigurationCommand({ repositoryName, imageScanningConfiguration }));
    const { repositories } = await ecr.send(new DescribeRepositoriesCommand({}));
    expect(repositories?.[0]?.imageScanningConfiguration).toEqual({ scanOnPush });
  }
});

test('a repository that is encrypted by KMS says so, with the key', async () => {
  const kms = { repositoryName: 'secret', encryptionConfiguration: { encryptionType: 'KMS' as const } };
  await ecr.send(new CreateRepositoryCommand(kms));
  const { repositories } = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: ['secret'] }));
  expect(repositories?.[0]?.encryptionConfiguration).toMatchObject({
    encryptionType: 'KMS',
    kmsKey: expect.stringMatching(/^arn:aws:kms:eu-west-1:123456789012:key\//),
  });
});
