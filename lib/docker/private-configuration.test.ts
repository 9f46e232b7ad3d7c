import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fillPrivateFolder, makePrivateFolder, removePrivateFolder } from './private-configuration.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'slipway-home-'));
});
afterEach(() => {
  rmSync(home, { recursive: true, force: true });
});

const REGISTRY = 'registry.test';

function theUsersFolder(config: object): string {
  const folder = join(home, '.docker');
  mkdirSync(join(folder, 'cli-plugins'), { recursive: true });
  mkdirSync(join(folder, 'contexts'));
  mkdirSync(join(folder, 'buildx'));
  writeFileSync(join(folder, 'cli-plugins/docker-buildx'), 'a plugin');
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  return folder;
}

function make() {
  const environment = { HOME: home, RUNNER_TEMP: home };
  const folder = makePrivateFolder(environment);
  return fillPrivateFolder({ folder, environment, registry: REGISTRY });
}

test('everything the user has stays in reach, and the user’s file stays untouched', () => {
  const users = theUsersFolder({ auths: { 'ghcr.io': { auth: 'eA==' } }, currentContext: 'remote', proxies: {} });
  const before = readFileSync(join(users, 'config.json'), 'utf8');
  const { folder, environment } = make();
  expect(readFileSync(join(folder, 'cli-plugins/docker-buildx'), 'utf8')).toBe('a plugin');
  expect(existsSync(join(folder, 'contexts'))).toBe(true);
  expect(environment).toEqual({ DOCKER_CONFIG: folder, BUILDX_CONFIG: join(users, 'buildx') });
  expect(JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'))).toEqual({
    auths: { 'ghcr.io': { auth: 'eA==' } },
    currentContext: 'remote',
    proxies: {},
    credHelpers: { [REGISTRY]: '' },
  });
  expect(readFileSync(join(users, 'config.json'), 'utf8')).toBe(before);
});

test('a keychain keeps its registries, but not ours', () => {
  theUsersFolder({ credsStore: 'pass', credHelpers: { [REGISTRY]: 'ecr-login', 'gcr.io': 'gcloud' } });
  expect(JSON.parse(readFileSync(join(make().folder, 'config.json'), 'utf8'))).toEqual({
    credsStore: 'pass',
    credHelpers: { [REGISTRY]: '', 'gcr.io': 'gcloud' },
  });
});

test('only we may read it', () => {
  const { folder } = make();
  expect(statSync(folder).mode & 0o777).toBe(0o700);
  expect(statSync(join(folder, 'config.json')).mode & 0o777).toBe(0o600);
});

test('a configuration that is no JSON is told without its text', () => {
  theUsersFolder({});
  writeFileSync(join(home, '.docker/config.json'), '{"auths": {"x": {"auth": "c2VjcmV0"');
  expect(make).toThrow(/config\.json is not a JSON object/);
  expect(make).not.toThrow(/c2VjcmV0/);
});

test('removing it leaves what it links to, and removes nothing that it did not make', () => {
  const users = theUsersFolder({});
  const { folder } = make();
  removePrivateFolder(folder);
  expect(existsSync(folder)).toBe(false);
  expect(readFileSync(join(users, 'cli-plugins/docker-buildx'), 'utf8')).toBe('a plugin');
  removePrivateFolder(users);
  expect(existsSync(users)).toBe(true);
});
