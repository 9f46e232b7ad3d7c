import { expect, test } from 'vitest';
import type { Raw } from '../../../../lib/core/snapshots.ts';
import { aDefinition, imageOf, revisionArn, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { type Content, contentOf } from './content.ts';
import { notBroughtBack, stayLines, staySection } from './not-brought-back.ts';

const MIGRATIONS = 'migrations are not undone: the older code has to live with the database as it is';
const SECRET = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf';
const PARAMETER = 'arn:aws:ssm:eu-west-1:123456789012:parameter/db/password';

function content(members: { readonly settings?: Raw; readonly definition?: Raw } = {}): Content {
  return contentOf(members.definition ?? aDefinition(imageOf('v1')), {
    arn: revisionArn(1),
    taskDefinitionArn: taskDefinitionArn('web:1'),
    images: [],
    ...(members.settings === undefined ? {} : { settings: members.settings }),
  });
}

const withSettings = (then: Raw, now: Raw) => notBroughtBack(content({ settings: then }), content({ settings: now }));
const withSecrets = (...secrets: readonly (readonly [string, string])[]) =>
  notBroughtBack(
    content({
      definition: {
        containerDefinitions: [
          { name: 'app', image: 'a:1', secrets: secrets.map(([name, valueFrom]) => ({ name, valueFrom })) },
        ],
      },
    }),
    undefined,
  );

test('migrations are never undone', () => {
  expect(notBroughtBack(content(), content())).toEqual([MIGRATIONS]);
});

test('each setting of the service that is another one by now stays', () => {
  const then = {
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['a'] } },
  };
  const now = {
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['b'] } },
    serviceRegistries: [{ port: 1 }],
  };
  expect(withSettings(then, now)).toEqual([
    'the service keeps its networkConfiguration awsvpcConfiguration subnets: ["b"] (["a"] when web:1 served)',
    'the service keeps its serviceRegistries: [{"port":1}] (not set when web:1 served)',
    'the service keeps its platformVersion: not set (1.4.0 when web:1 served)',
    MIGRATIONS,
  ]);
});

test('names in another order are no other setting, what has an order is', () => {
  const subnets = (...names: string[]) => ({ awsvpcConfiguration: { subnets: names } });
  expect(withSettings(subnets('a', 'b'), subnets('b', 'a'))).toEqual([MIGRATIONS]);
  const ports = (...list: number[]) => ({ loadBalancers: list.map((containerPort) => ({ containerPort })) });
  expect(withSettings(ports(1, 2), ports(2, 1))).toHaveLength(2);
});

test('a long value is cut', () => {
  const [line = ''] = withSettings({ a: 'x'.repeat(160) }, { a: 'y'.repeat(161) });
  expect(line).toBe(`the service keeps its a: ${'y'.repeat(160)}… (${'x'.repeat(160)} when web:1 served)`);
});

test('what nobody knows of the settings is not told', () => {
  expect(notBroughtBack(content({ settings: { a: 1 } }), content())).toEqual([MIGRATIONS]);
  expect(notBroughtBack(content(), content({ settings: { a: 1 } }))).toEqual([MIGRATIONS]);
  expect(notBroughtBack(content({ settings: { a: 1 } }), undefined)).toEqual([MIGRATIONS]);
});

test.each([
  ['a secret', SECRET],
  ['a key of a secret', `${SECRET}:password`],
  ['a key of a secret, with empty places', `${SECRET}:password::`],
  ['a stage of a secret, which moves', `${SECRET}::AWSPREVIOUS:`],
  ['a parameter', PARAMETER],
  ['a parameter by its name', 'db-password'],
])('%s has the value of today', (_what, valueFrom) => {
  expect(withSecrets(['DB_PASSWORD', valueFrom])).toEqual([
    'secrets without a version have the value of today: DB_PASSWORD',
    MIGRATIONS,
  ]);
});

test.each([
  ['a version of a secret', `${SECRET}:::9d4cb84b-ad69-40c0-a0ab-cead3EXAMPLE`],
  ['a version of a key of a secret', `${SECRET}:password::9d4cb84b-ad69-40c0-a0ab-cead3EXAMPLE`],
  ['a version of a parameter', `${PARAMETER}:3`],
  ['a later version of a parameter', `${PARAMETER}:12`],
])('%s has the value that it had', (_what, valueFrom) => {
  expect(withSecrets(['DB_PASSWORD', valueFrom])).toEqual([MIGRATIONS]);
});

test('secrets of several containers, and of their logs, are told with the container', () => {
  const definition = {
    containerDefinitions: [
      {
        name: 'app',
        image: 'a:1',
        secrets: [
          { name: 'A', valueFrom: SECRET },
          { name: 'B', valueFrom: SECRET },
        ],
      },
      { name: 'log', image: 'b:1', logConfiguration: { secretOptions: [{ name: 'token', valueFrom: PARAMETER }] } },
    ],
  };
  expect(notBroughtBack(content({ definition }), undefined)[0]).toBe(
    'secrets without a version have the value of today: app A, app B, log token',
  );
});

test('files of variables are read as they are today', () => {
  const file = 'arn:aws:s3:::shop/web.env';
  const definition = {
    containerDefinitions: [
      {
        name: 'app',
        image: 'a:1',
        environmentFiles: [
          { value: file, type: 's3' },
          { value: `${file}.secret`, type: 's3' },
        ],
      },
    ],
  };
  expect(notBroughtBack(content({ definition }), undefined)).toEqual([
    `files of variables are read as they are today: ${file}, ${file}.secret`,
    MIGRATIONS,
  ]);
});

test('the log and the summary list them, and say nothing where nothing stays', () => {
  expect(stayLines(['a', 'b'])).toEqual(['Not brought back:', '  a', '  b']);
  expect(staySection(['a | b', 'c'])).toBe('**Not brought back**\n\n- a &#124; b\n- c');
  expect(stayLines([])).toEqual([]);
  expect(staySection([])).toBeUndefined();
});
