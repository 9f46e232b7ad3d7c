import { expect, test } from 'vitest';
import { UserError } from '../../../lib/core/errors.ts';
import { definitionFrom } from './definition-file.ts';

const bare = { family: 'web', containerDefinitions: [{ name: 'app', image: 'a' }] };

test('a definition is taken bare or wrapped, without what is not set', () => {
  expect(definitionFrom(bare, 'web.json')).toEqual(bare);
  expect(definitionFrom({ taskDefinition: { ...bare, taskRoleArn: null }, tags: [] }, 'web.json')).toEqual(bare);
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
