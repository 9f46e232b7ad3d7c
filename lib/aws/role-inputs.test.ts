import { expect, test } from 'vitest';
import { createInputReader } from '../core/input-reader.ts';
import { defaultSessionName, readRole } from './role-inputs.ts';

const ARN = 'arn:aws:iam::123456789012:role/ci/deploy';
const environment = { GITHUB_RUN_ID: '4711', GITHUB_JOB: 'release' };

function read(given: Readonly<Record<string, string>>, members: { saved?: string; mayHaveToken?: boolean } = {}) {
  const inputs = createInputReader({ inputs: new Map(Object.entries(given)) });
  const saved = new Map<string, string>(members.saved === undefined ? [] : [['role', members.saved]]);
  const role = readRole({
    inputs,
    environment,
    state: { save: (name, value) => saved.set(name, value), read: (name) => saved.get(name) },
    ...(members.mayHaveToken === false ? {} : { idToken: async () => 'token' }),
  });
  return { role, saved: saved.get('role'), finish: () => inputs.finish() };
}

test('the session bears the ids of run and job, for the audience of STS', () => {
  expect(read({ 'role-to-assume': ARN }).role).toEqual({
    request: { arn: ARN, sessionName: 'slipway-4711-release', audience: 'sts.amazonaws.com' },
  });
});

test('name and audience may be others', () => {
  const { role } = read({
    'role-to-assume': ARN.replace('aws', 'aws-cn'),
    'role-session-name': 'web@4711',
    'role-audience': 'sts.amazonaws.com.cn',
  });
  expect(role?.request).toMatchObject({ sessionName: 'web@4711', audience: 'sts.amazonaws.com.cn' });
});

test('without a role the job’s own credentials are used', () => {
  const { role, saved, finish } = read({});
  expect([role, saved]).toEqual([undefined, undefined]);
  expect(finish).not.toThrow();
});

test('the post step, which reads no inputs, assumes what main assumed', () => {
  const main = read({ 'role-to-assume': ARN });
  const post = read({}, main.saved === undefined ? {} : { saved: main.saved });
  expect(post.role).toEqual(main.role);
});

test.each([
  [{ 'role-to-assume': 'deploy' }, /^role-to-assume: "deploy" is not the ARN of a role/],
  [{ 'role-to-assume': 'arn:aws:iam::123456789012:user/me' }, /^role-to-assume: .*not the ARN of a role/],
  [{ 'role-to-assume': ARN, 'role-session-name': 'a b' }, /^role-session-name: "a b" is not allowed/],
  [{ 'role-session-name': 'web' }, /^role-session-name: goes only with role-to-assume/],
  [{ 'role-audience': 'me' }, /^role-audience: goes only with role-to-assume/],
])('%j is a problem of the input', (given, says) => {
  const { finish, saved } = read(given);
  expect(finish).toThrow(says);
  expect(saved).toBeUndefined();
});

test('a job that may have no token is told which permission it lacks', () => {
  const { role, finish } = read({ 'role-to-assume': ARN }, { mayHaveToken: false });
  expect(finish).toThrow(/^role-to-assume: .*"permissions: id-token: write"/);
  expect(() => finish()).toThrow(role?.problem);
});

test('a session’s name keeps to what STS allows', () => {
  expect(defaultSessionName({})).toBe('slipway');
  expect(defaultSessionName({ GITHUB_RUN_ID: '1', GITHUB_JOB: 'größe/x' })).toBe('slipway-1-gr--e-x');
  expect(defaultSessionName({ GITHUB_RUN_ID: '1', GITHUB_JOB: 'x'.repeat(100) })).toHaveLength(64);
});
