import { describe, expect, test } from 'vitest';
import { canonicalDefinition } from './canonical-definition.ts';
import type { Raw } from './snapshots.ts';

const container = (members: Raw, network: Raw = {}): Raw => ({
  family: 'web',
  ...network,
  containerDefinitions: [{ name: 'app', image: 'a', ...members }],
});

describe('means the same', () => {
  test.each<readonly [string, Raw, Raw]>([
    ['an empty list as none', container({ command: [], mountPoints: [] }), container({})],
    ['nothing as none', { ...container({}), taskRoleArn: null, volumes: [] }, container({})],
    ['an empty text as none', container({ user: '' }), container({})],
    [
      'a nested empty value as none',
      container({ logConfiguration: { logDriver: 'awslogs', secretOptions: [] } }),
      container({ logConfiguration: { logDriver: 'awslogs' } }),
    ],
    ['essential as nothing said', container({ essential: true, cpu: 0 }), container({})],
    [
      'TCP as nothing said',
      container({ portMappings: [{ containerPort: 80, protocol: 'tcp' }] }),
      container({ portMappings: [{ containerPort: 80 }] }),
    ],
    [
      'the same host port, where the task has an address of its own',
      container({ portMappings: [{ containerPort: 80, hostPort: 80 }] }, { networkMode: 'awsvpc' }),
      container({ portMappings: [{ containerPort: 80 }] }, { networkMode: 'awsvpc' }),
    ],
    [
      'any host port, where it has none',
      container({ portMappings: [{ containerPort: 80, hostPort: 0 }] }, { networkMode: 'bridge' }),
      container({ portMappings: [{ containerPort: 80 }] }),
    ],
    [
      'the defaults of a health check',
      container({ healthCheck: { command: ['true'], interval: 30, timeout: 5, retries: 3, startPeriod: 0 } }),
      container({ healthCheck: { command: ['true'] } }),
    ],
    [
      'variables and secrets in another order',
      container({
        environment: [
          { name: 'B', value: '1' },
          { name: 'A', value: '2' },
        ],
      }),
      container({
        environment: [
          { name: 'A', value: '2' },
          { name: 'B', value: '1' },
        ],
      }),
    ],
    ['sizes as numbers', { ...container({}), cpu: 256, memory: 512 }, { ...container({}), cpu: '256', memory: '512' }],
    [
      'sizes in words',
      { ...container({}), cpu: '.5 vCPU', memory: '2GB' },
      { ...container({}), cpu: '512', memory: '2048' },
    ],
    [
      'launch types in another order',
      { ...container({}), requiresCompatibilities: ['FARGATE', 'EC2'] },
      { ...container({}), requiresCompatibilities: ['EC2', 'FARGATE'] },
    ],
    ['tags, which are no part of what runs', { ...container({}), tags: [{ key: 'a', value: 'b' }] }, container({})],
    ['no fault injection', { ...container({}), enableFaultInjection: false }, container({})],
  ])('%s', (_what, one, other) => {
    expect(canonicalDefinition(one)).toEqual(canonicalDefinition(other));
  });
});

describe('means something else', () => {
  test.each<readonly [string, Raw, Raw]>([
    ['a container that may end', container({ essential: false }), container({})],
    ['a label without a value', container({ dockerLabels: { a: '' } }), container({ dockerLabels: {} })],
    [
      'an option without a value',
      container({ logConfiguration: { logDriver: 'awslogs', options: { a: '' } } }),
      container({ logConfiguration: { logDriver: 'awslogs' } }),
    ],
    [
      'a label of a volume without a value',
      { ...container({}), volumes: [{ dockerVolumeConfiguration: { labels: { a: '' } } }] },
      { ...container({}), volumes: [{ dockerVolumeConfiguration: {} }] },
    ],
    [
      'another protocol',
      container({ portMappings: [{ containerPort: 80, protocol: 'udp' }] }),
      container({ portMappings: [{ containerPort: 80 }] }),
    ],
    [
      'a host port of its own',
      container({ portMappings: [{ containerPort: 80, hostPort: 80 }] }),
      container({ portMappings: [{ containerPort: 80 }] }),
    ],
    [
      'a variable with another value',
      container({ environment: [{ name: 'A', value: '1' }] }),
      container({ environment: [{ name: 'A', value: '2' }] }),
    ],
    ['another order of a command', container({ command: ['a', 'b'] }), container({ command: ['b', 'a'] })],
    ['a member that nobody knows', container({ newMember: 0 }), container({})],
    ['a false', container({ readonlyRootFilesystem: false }), container({})],
    ['another size', { ...container({}), cpu: '1 vCPU' }, { ...container({}), cpu: '1' }],
    ['the network', container({}, { networkMode: 'awsvpc' }), container({})],
  ])('%s', (_what, one, other) => {
    expect(canonicalDefinition(one)).not.toEqual(canonicalDefinition(other));
  });
});

test('what is written in one way already stays as it is', () => {
  const written = canonicalDefinition(
    container({ essential: true, environment: [{ name: 'A', value: '1' }], newMember: [{ a: null }] }),
  );
  expect(canonicalDefinition(written)).toEqual(written);
});
