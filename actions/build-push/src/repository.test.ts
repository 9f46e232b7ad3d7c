import { expect, test } from 'vitest';
import { hostOf, type RepositoryLook, repositoryProblems } from './repository.ts';

const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';
const found = { name: 'web', host: ECR, account: '123456789012' };
const look = (changes: Partial<RepositoryLook> = {}): RepositoryLook => ({ others: [], ownHost: ECR, ...changes });

test('what ECR has and the user means is no problem', () => {
  expect(repositoryProblems({ name: 'web', host: ECR }, look({ found }), { createRepository: false })).toEqual([]);
});

test('a repository that does not exist is told with the names that are near', () => {
  const given = look({ others: ['web', 'worker'], caller: '123456789012' });
  expect(repositoryProblems({ name: 'wbe' }, given, { createRepository: false })).toEqual([
    {
      input: 'repository',
      message:
        'ECR of account 123456789012 has no repository "wbe". Did you mean "web"? With create-repository: true it would be made.',
    },
  ]);
  expect(repositoryProblems({ name: 'wbe' }, given, { createRepository: true })).toEqual([]);
});

test('another account than the expected one is refused, whether the repository is there or not', () => {
  const options = { createRepository: true, expectedAccount: '999999999999' };
  for (const seen of [look({ found }), look({ caller: '123456789012' })]) {
    expect(repositoryProblems({ name: 'web' }, seen, options)).toEqual([
      {
        input: 'expected-account',
        message:
          'the credentials of this job lead to account 123456789012, not to 999999999999. Look at the role that this job assumes.',
      },
    ]);
  }
});

test('a registry that ECR does not know as its own is refused', () => {
  const [problem] = repositoryProblems({ name: 'web', host: 'ghcr.io' }, look({ found }), { createRepository: false });
  expect(problem?.message).toContain('ghcr.io is not the registry of account 123456789012');
  const [other] = repositoryProblems({ name: 'web', host: 'ghcr.io' }, look(), { createRepository: true });
  expect(other?.message).toContain('ghcr.io is not a registry of ECR');
});

test('another host name of the same registry is kept', () => {
  const dualStack = '123456789012.dkr-ecr.eu-west-1.on.aws';
  expect(hostOf({ name: 'web', host: dualStack, account: '123456789012' }, found)).toBe(dualStack);
  expect(hostOf({ name: 'web' }, found)).toBe(ECR);
});
