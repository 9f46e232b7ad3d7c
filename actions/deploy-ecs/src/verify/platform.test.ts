import { expect, test } from 'vitest';
import type { Platform } from '../../../../lib/core/image-platform.ts';
import { aDefinition, aSituation, type Chapter, digestOf, imageOf } from '../rollout/a-rollout.ts';
import { newOnPlatform, platformFindings, platformOfTasks, proven } from './platform.ts';

const FARGATE = { raw: { launchType: 'FARGATE' } };
const EC2 = { raw: { launchType: 'EC2' } };
const by = (...names: string[]) => ({
  raw: { capacityProviderStrategy: names.map((capacityProvider) => ({ capacityProvider })) },
});
const on = (runtimePlatform: object) => aDefinition('app', { runtimePlatform });
const AMD: Platform = { os: 'linux', architecture: 'amd64' };
const ARM: Platform = { os: 'linux', architecture: 'arm64' };
const WINDOWS: Platform = { os: 'windows', architecture: 'amd64' };

test.each([
  ['Fargate without a word of its own', aDefinition('app'), FARGATE, AMD],
  ['Fargate with half a word', on({ operatingSystemFamily: 'LINUX' }), FARGATE, AMD],
  ['Fargate for ARM64', on({ cpuArchitecture: 'ARM64', operatingSystemFamily: 'LINUX' }), FARGATE, ARM],
  ['Windows', on({ cpuArchitecture: 'X86_64', operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' }), FARGATE, WINDOWS],
  ['Fargate Spot', aDefinition('app'), by('FARGATE_SPOT', 'FARGATE'), AMD],
  ['a provider of instances', aDefinition('app'), by('FARGATE', 'instances'), undefined],
  ['a provider whose name begins like it', aDefinition('app'), by('FARGATE-like'), undefined],
  ['a provider whose name ends like it', aDefinition('app'), by('my-FARGATE'), undefined],
  ['no provider at all', aDefinition('app'), by(), undefined],
  ['instances that the definition does not choose', aDefinition('app'), EC2, undefined],
  ['instances that the definition chooses', on({ cpuArchitecture: 'ARM64' }), EC2, ARM],
  ['a processor that nobody knows', on({ cpuArchitecture: 'RISC' }), FARGATE, undefined],
])('%s', (_where, definition, service, platform) => {
  expect(platformOfTasks(definition, service)).toEqual(platform);
});

test.each<[string, readonly Chapter[], string | undefined]>([
  [
    'what serves',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    'v2',
  ],
  [
    'what serves while another is on its way',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    'v1',
  ],
  [
    'what served before what failed',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'STOPPED'],
    ],
    'v1',
  ],
  ['nothing, where only something on its way is known', [['v1', 'PENDING']], undefined],
])('what has run: %s', (_, chapters, release) => {
  expect(proven(aSituation(...chapters)).containerDefinitions).toEqual(
    release === undefined ? undefined : aDefinition(imageOf(release)).containerDefinitions,
  );
});

test('where ECS has forgotten every deployment, what the service runs has run', () => {
  const running = aDefinition(imageOf('v1'));
  expect(proven({ deployments: [], running })).toBe(running);
});

test('only what did not run on this platform before is looked at, and only by its digest', () => {
  const running = aDefinition(imageOf('v1'));
  const v2 = { container: 'app', image: expect.objectContaining({ repository: 'app', digest: digestOf('v2') }) };
  expect(newOnPlatform(aDefinition(imageOf('v2')), running)).toEqual([v2]);
  expect(newOnPlatform(aDefinition(imageOf('v1')), running)).toEqual([]);
  expect(newOnPlatform(aDefinition('app:v2'), running)).toEqual([]);
  expect(newOnPlatform(aDefinition('no image'), running)).toEqual([]);
  const arm = { runtimePlatform: { cpuArchitecture: 'ARM64' } };
  expect(newOnPlatform(aDefinition(imageOf('v1'), arm), running)).toHaveLength(1);
  expect(newOnPlatform(aDefinition(imageOf('v1'), arm), aDefinition(imageOf('v1'), arm))).toEqual([]);
  const windows = { runtimePlatform: { operatingSystemFamily: 'WINDOWS_SERVER_2022_CORE' } };
  expect(newOnPlatform(aDefinition(imageOf('v1'), windows), running)).toHaveLength(1);
});

const found = (tasks: Platform, ...platforms: Platform[]) =>
  platformFindings('app', tasks, { kind: 'known', platforms });

test('an image that has the platform of the tasks among its own is not talked about', () => {
  expect(found(AMD, AMD)).toEqual([]);
  expect(found(ARM, AMD, ARM)).toEqual([]);
  expect(found(AMD, { os: 'linux', architecture: '386' })).toEqual([]);
  expect(found(ARM, { os: 'linux', architecture: 'arm' })).toEqual([]);
  expect(found(AMD)).toEqual([]);
});

test('an image for another processor or system is a problem, with both remedies where there are two', () => {
  expect(found(AMD, ARM, ARM)).toEqual([
    {
      kind: 'problem',
      text: 'container "app": its image was built for linux/arm64, and the tasks run on linux/amd64, so none can start. Build it for linux/amd64 (platforms of build-push), or let the tasks run on what it was built for (runtime-platform: ARM64)',
    },
  ]);
  expect(found(AMD, { os: 'linux', architecture: 's390x' }, ARM)[0]?.text).toMatch(
    /built for linux\/s390x, linux\/arm64, and .*\(runtime-platform: ARM64\)$/,
  );
  expect(found(ARM, AMD)[0]?.text).toContain('(runtime-platform: X86_64)');
  for (const other of [WINDOWS, { os: 'linux', architecture: '386' }, { os: 'linux', architecture: 's390x' }])
    expect(found(other === WINDOWS ? AMD : ARM, other)[0]?.text).toMatch(/build-push\)$/);
});

test('what cannot be known is a notice, and no word where that was said before', () => {
  const unknown = (isElsewhere: boolean) =>
    platformFindings('app', AMD, { kind: 'unknown', why: 'Not allowed.', isElsewhere });
  expect(unknown(true)).toEqual([]);
  expect(unknown(false)).toEqual([
    { kind: 'notice', text: 'container "app": for which processor its image was built is not known: Not allowed' },
  ]);
});
