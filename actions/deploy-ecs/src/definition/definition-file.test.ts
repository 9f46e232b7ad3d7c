import { expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import { definitionFrom, unread } from './definition-file.ts';

const bare = { family: 'web', containerDefinitions: [{ name: 'app', image: 'a' }] };

test('a definition is taken bare or wrapped, without what is not set', () => {
  expect(definitionFrom(bare, 'web.json')).toEqual(bare);
  expect(definitionFrom({ taskDefinition: { ...bare, taskRoleArn: null }, tags: [] }, 'web.json')).toEqual(bare);
});

test('tags that stand beside a wrapped definition are its tags', () => {
  const tags = [{ key: 'team', value: 'shop' }];
  expect(definitionFrom({ taskDefinition: bare, tags }, 'web.json')).toEqual({ ...bare, tags });
  const own = [{ key: 'team', value: 'ops' }];
  expect(definitionFrom({ taskDefinition: { ...bare, tags: own }, tags }, 'web.json')).toEqual({ ...bare, tags: own });
});

test('labels, log options and kernel parameters become text too', () => {
  const container = {
    name: 'app',
    image: 'a',
    dockerLabels: { weight: 1, on: true, team: 'shop' },
    logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-create-group': true, 'max-buffer-size': '1m' } },
    firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': true } },
    systemControls: [{ namespace: 'net.core.somaxconn', value: 1024 }],
    interactive: true,
  };
  expect(definitionFrom({ ...bare, containerDefinitions: [container] }, 'web.yaml')).toEqual({
    ...bare,
    containerDefinitions: [
      {
        ...container,
        dockerLabels: { weight: '1', on: 'true', team: 'shop' },
        logConfiguration: {
          logDriver: 'awslogs',
          options: { 'awslogs-create-group': 'true', 'max-buffer-size': '1m' },
        },
        firelensConfiguration: { type: 'fluentbit', options: { 'enable-ecs-log-metadata': 'true' } },
        systemControls: [{ namespace: 'net.core.somaxconn', value: '1024' }],
      },
    ],
  });
});

test('words of commands, users, devices and properties of a proxy become text too', () => {
  const container = {
    name: 'app',
    image: 'a',
    user: 1000,
    hostname: 7,
    command: ['node', 'server.js', '--port', 8080, true],
    entryPoint: [1],
    healthCheck: { command: ['CMD', 'nc', '-z', 'localhost', 8080], interval: 30 },
    resourceRequirements: [{ type: 'GPU', value: 1 }],
  };
  const properties = (value: unknown) => [{ name: 'IgnoredUID', value }];
  const proxyConfiguration = { containerName: 'envoy', properties: properties(1337) };
  const written = { ...bare, proxyConfiguration, containerDefinitions: [container] };
  expect(definitionFrom(written, 'web.yaml')).toEqual({
    ...bare,
    proxyConfiguration: { containerName: 'envoy', properties: properties('1337') },
    containerDefinitions: [
      {
        ...container,
        user: '1000',
        hostname: '7',
        command: ['node', 'server.js', '--port', '8080', 'true'],
        entryPoint: ['1'],
        healthCheck: { command: ['CMD', 'nc', '-z', 'localhost', '8080'], interval: 30 },
        resourceRequirements: [{ type: 'GPU', value: '1' }],
      },
    ],
  });
});

test('a port that a template left as text is a number', () => {
  const written = { name: 'app', image: 'a', portMappings: [{ containerPort: '8080', hostPort: '80', name: '1' }] };
  expect(definitionFrom({ ...bare, containerDefinitions: [written] }, 'web.json').containerDefinitions).toEqual([
    { ...written, portMappings: [{ containerPort: 8080, hostPort: 80, name: '1' }] },
  ]);
});

test('null is nothing, also as a member of a list; what is empty or false stays', () => {
  const container = { name: 'app', image: 'a', command: ['x', null], user: null, essential: false, environment: [] };
  expect(definitionFrom({ ...bare, containerDefinitions: [container, null] }, 'web.json')).toEqual({
    ...bare,
    containerDefinitions: [{ name: 'app', image: 'a', command: ['x'], essential: false, environment: [] }],
  });
});

test('sizes and values of variables become text, which ECS asks for; other numbers stay', () => {
  const written = {
    family: 'web',
    cpu: 512,
    memory: 1024,
    containerDefinitions: [
      {
        name: 'app',
        image: 'a',
        cpu: 256,
        portMappings: [{ containerPort: 8080 }],
        environment: [
          { name: 'PORT', value: 8080 },
          { name: 'DEBUG', value: false },
          { name: 'LEVEL', value: 'info' },
        ],
      },
    ],
  };
  expect(definitionFrom(written, 'web.yaml')).toEqual({
    family: 'web',
    cpu: '512',
    memory: '1024',
    containerDefinitions: [
      {
        name: 'app',
        image: 'a',
        cpu: 256,
        portMappings: [{ containerPort: 8080 }],
        environment: [
          { name: 'PORT', value: '8080' },
          { name: 'DEBUG', value: 'false' },
          { name: 'LEVEL', value: 'info' },
        ],
      },
    ],
  });
});

test.each([
  ['nothing', undefined],
  ['a list', [bare]],
  ['a text', 'web'],
  ['no family', { containerDefinitions: [{ name: 'app' }] }],
  ['no containers', { family: 'web' }],
  ['an empty list of containers', { family: 'web', containerDefinitions: [] }],
])('%s is no task definition', (_what, parsed) => {
  expect(() => definitionFrom(parsed, 'web.json')).toThrow(UserError);
  expect(() => definitionFrom(parsed, 'web.json')).toThrow(/web\.json.*family.*containerDefinitions/);
});

test.each([
  ['{\n "a": 1,\n "password": hunter2secret\n}', "Unexpected token 'h', near line 3"],
  ['// words\n{}', "Unexpected token '/', near line 1"],
  ['{"a":"x"', "Expected ',' or '}' after property value in JSON at position 8 (line 1 column 9)"],
  ['', 'Unexpected end of JSON input'],
])('JSON that cannot be read is told by its place, and not quoted: %j', (text, told) => {
  expect(
    unread(
      messageOf(() => JSON.parse(text)),
      text,
    ),
  ).toBe(told);
});

test('YAML that cannot be read is told without the lines that are quoted', () => {
  expect(unread('Nested mappings at line 1, column 4:\n\npassword: b: c\n   ^\n', 'password: b: c')).toBe(
    'Nested mappings at line 1, column 4',
  );
});

function messageOf(parse: () => unknown): string {
  try {
    parse();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  return '';
}
