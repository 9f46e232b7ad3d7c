import { expect, test } from 'vitest';
import { pullFailure, startFailure } from './docker-failure.ts';

const image = '127.0.0.1:5000/web@sha256:abc';

test.each([
  [
    'manifest for 127.0.0.1:5000/web@sha256:abc not found: manifest unknown: Requested image not found',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${image}: not found`,
  ],
  [
    'Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused',
    `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused`,
  ],
])('a failed pull (%s) is told in the words of ECS', (engineWords, expected) => {
  expect(pullFailure(image, engineWords)).toBe(expected);
});

test('an image without this platform is told in the words of ECS', () => {
  const engineWords = 'no matching manifest for linux/amd64 in the manifest list entries';
  expect(pullFailure(image, engineWords)).toMatch(
    /^CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux\//,
  );
});

const fargate =
  'CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ';

test.each([
  [
    'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuch": executable file not found in $PATH: unknown',
    `${fargate}exec: "nosuch": executable file not found in $PATH: unknown`,
  ],
  [
    'OCI runtime create failed: container_linux.go:380: starting container process caused: exec: "/app": permission denied: unknown',
    `${fargate}exec: "/app": permission denied: unknown`,
  ],
  [
    'Conflict. The container name is already in use',
    'CannotStartContainerError: Conflict. The container name is already in use',
  ],
])('a failed start (%s) is told in the words of ECS, whatever the age of the engine', (engineWords, expected) => {
  expect(startFailure(engineWords)).toBe(expected);
});
