import { expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { referencesOf } from './references.ts';

const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:prod/web-a1b2c3';
const AT = { region: 'eu-west-1', account: '123456789012' };
const of = (container: Raw) => referencesOf({ containerDefinitions: [{ name: 'app', ...container }] });
const secret = (valueFrom: unknown) => of({ secrets: [{ name: 'KEY', valueFrom }] });
const where = 'container "app": secret KEY';

test.each([
  ['whole', SECRET, { stage: 'AWSCURRENT' }],
  ['with a JSON key', `${SECRET}:url::`, { stage: 'AWSCURRENT' }],
  ['with a stage', `${SECRET}:url:AWSPREVIOUS:`, { stage: 'AWSPREVIOUS' }],
  ['with a version', `${SECRET}:::0123`, {}],
])('a secret is known by its ARN, %s', (_how, valueFrom, stage) => {
  expect(secret(valueFrom)).toEqual([{ kind: 'secret', id: SECRET, where, ...AT, ...stage }]);
});

test.each([
  ['a name', 'db-url', ['db-url'], {}],
  ['a path', '/prod/db', ['/prod/db'], {}],
  ['a name with a version', '/prod/db:3', ['/prod/db'], {}],
  ['an ARN of a path', 'arn:aws:ssm:eu-west-1:123456789012:parameter/prod/db', ['/prod/db'], AT],
  ['an ARN of a name, with or without its slash', 'arn:aws:ssm:eu-west-1:123456789012:parameter/db', ['db', '/db'], AT],
  ['an ARN with a label', 'arn:aws:ssm:eu-west-1:123456789012:parameter/db:live', ['db', '/db'], AT],
])('a parameter is known by %s', (_how, written, names, place) => {
  expect(secret(written)).toEqual([{ kind: 'parameter', written, names, where, ...place }]);
});

test('what is no reference at all is left to ECS', () => {
  expect(secret(3)).toEqual([]);
  expect(secret('')).toEqual([]);
  expect(secret('arn:aws:s3:::bucket/file')).toEqual([]);
  expect(of({ secrets: 'none' })).toEqual([]);
  expect(of({ secrets: [null, 'KEY'] })).toEqual([]);
  expect(of({})).toEqual([]);
});

test('secrets of the log driver and the login of a registry count', () => {
  expect(
    of({
      logConfiguration: { logDriver: 'splunk', secretOptions: [{ name: 'token', valueFrom: 'splunk' }] },
      repositoryCredentials: { credentialsParameter: SECRET },
    }),
  ).toEqual([
    { kind: 'parameter', written: 'splunk', names: ['splunk'], where: 'container "app": secret option token' },
    { kind: 'secret', id: SECRET, stage: 'AWSCURRENT', where: 'container "app": repositoryCredentials', ...AT },
  ]);
  expect(of({ repositoryCredentials: { credentialsParameter: 'hub' } })).toEqual([
    { kind: 'secret', id: 'hub', stage: 'AWSCURRENT', where: 'container "app": repositoryCredentials' },
  ]);
});

const group = (options: unknown, logDriver = 'awslogs') => of({ logConfiguration: { logDriver, options } });

test('a log group is known by its name and region', () => {
  expect(group({ 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1' })).toEqual([
    { kind: 'log-group', name: '/ecs/web', region: 'eu-west-1', madeByDriver: false, where: 'container "app"' },
  ]);
  expect(group({ 'awslogs-group': '/ecs/web', 'awslogs-create-group': 'true' })).toEqual([
    { kind: 'log-group', name: '/ecs/web', madeByDriver: true, where: 'container "app"' },
  ]);
  expect(group({ 'awslogs-group': '/ecs/web', 'awslogs-create-group': 'false' })).toMatchObject([
    { madeByDriver: false },
  ]);
});

test('other drivers have no log group that could be looked for', () => {
  expect(group({ 'awslogs-group': '/ecs/web' }, 'awsfirelens')).toEqual([]);
  expect(group({})).toEqual([]);
  expect(group(undefined)).toEqual([]);
});
