import { describe, expect, test } from 'vitest';
import { aDefinition, aRequest, aService, imageOf } from '../rollout/a-rollout.ts';
import { misfits, misfitsOf } from './misfits.ts';

describe('a definition fits the service', () => {
  const service = aService({ loadBalancers: [{ containerName: 'app', containerPort: 8080 }] });

  test('when the load balancer finds its container and port', () => {
    expect(misfitsOf(aDefinition(imageOf('v1')), service)).toEqual([]);
    expect(misfitsOf({ family: 'web', containerDefinitions: [] }, aService())).toEqual([]);
  });

  test('when the port is one of a range: nobody says that ECS refuses it', () => {
    const mapping = (containerPortRange: string) =>
      aDefinition(imageOf('v1'), {
        containerDefinitions: [{ name: 'app', image: 'a', portMappings: [{ containerPortRange }] }],
      });
    expect(misfitsOf(mapping('8000-8080'), service)).toEqual([]);
    expect(misfitsOf(mapping('8080-8100'), service)).toEqual([]);
    expect(misfitsOf(mapping('8081-8100'), service)).toEqual([expect.stringMatching(/8080.*maps 8081-8100\.$/)]);
    expect(misfitsOf(mapping('8000-8079'), service)).toHaveLength(1);
  });

  test.each([
    ['the container', [{ name: 'api', image: 'a', portMappings: [{ containerPort: 8080 }] }], /"app".*"api"/],
    ['the port', [{ name: 'app', image: 'a', portMappings: [{ containerPort: 3000 }] }], /8080.*3000/],
    [
      'the port among several',
      [{ name: 'app', image: 'a', portMappings: [{ containerPort: 3000 }, { containerPort: 9090 }] }],
      /8080.*maps 3000, 9090\.$/,
    ],
    ['any port', [{ name: 'app', image: 'a' }], /8080.*no port/],
  ])('not when it misses %s', (_what, containerDefinitions, expected) => {
    expect(misfitsOf({ family: 'web', containerDefinitions }, service)).toEqual([expect.stringMatching(expected)]);
  });
});

test('what is no object in a list of a file is left to ECS', () => {
  const app = {
    name: 'app',
    image: 'a',
    portMappings: [null, { containerPort: 8080 }],
    environment: [null],
    secrets: [null],
  };
  const service = aService({ loadBalancers: [{ containerName: 'app', containerPort: 8080 }] });
  expect(misfits(aRequest(), { family: 'web', containerDefinitions: [app] }, service)).toEqual([]);
});

test('a name that is both a variable and a secret is told, container by container', () => {
  const app = {
    name: 'app',
    image: 'a',
    environment: [
      { name: 'URL', value: 'x' },
      { name: 'LEVEL', value: 'info' },
    ],
    secrets: [
      { name: 'URL', valueFrom: 'url' },
      { name: 'KEY', valueFrom: 'key' },
    ],
  };
  const sidecar = { name: 'sidecar', image: 'b', secrets: [{ name: 'LEVEL', valueFrom: 'level' }] };
  expect(misfits(aRequest(), { family: 'web', containerDefinitions: [app, sidecar] }, aService())).toEqual([
    'task-definition: container "app" has "URL" in its environment and in its secrets; ECS takes a name only once, so take one of them out.',
  ]);
});
