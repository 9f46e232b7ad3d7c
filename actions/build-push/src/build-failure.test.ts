import { expect, test } from 'vitest';
import { buildFailureSentence, explainBuildFailure } from './build-failure.ts';

const lines = (text: string) => text.trim().split('\n');

// Captured from docker 28.2 with the builder of engine 20.10.
const LEGACY_NOISE = `
DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`;

test('a file that is missing in the context', () => {
  const failure = explainBuildFailure(
    lines(`${LEGACY_NOISE}Sending build context to Docker daemon  2.048kB
Step 1/2 : FROM scratch
 --->
Step 2/2 : COPY nope /
COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist`),
  );
  expect(failure).toEqual({
    step: 'COPY nope /',
    error: 'COPY failed: file not found in build context or excluded by .dockerignore: stat nope: file does not exist',
    output: [],
  });
});

test('a command that fails, with what it printed', () => {
  const failure = explainBuildFailure(
    lines(`Step 2/3 : RUN make
 ---> Running in 0e2d97721d5e
gcc -c main.c
\u001b[31mmain.c:1: error: no\u001b[0m
Removing intermediate container 0e2d97721d5e
The command '/bin/sh -c make' returned a non-zero code: 2`),
  );
  expect(failure).toEqual({
    step: 'RUN make',
    error: "The command '/bin/sh -c make' returned a non-zero code: 2",
    output: ['gcc -c main.c', 'main.c:1: error: no'],
  });
});

test('a Dockerfile that cannot be read has no step', () => {
  const failure = explainBuildFailure(
    lines(`${LEGACY_NOISE}Error response from daemon: dockerfile parse error line 1: unknown instruction: FRM`),
  );
  expect(failure.step).toBeUndefined();
  expect(buildFailureSentence(failure)).toBe(
    'Error response from daemon: dockerfile parse error line 1: unknown instruction: FRM',
  );
});

// The form of buildx's plain progress, as its documentation and public threads show it.
test('buildx’s own summary of the step that failed', () => {
  const failure = explainBuildFailure(
    lines(`#7 [2/3] RUN npm ci
#7 1.204 npm error code E401
#7 ERROR: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1
------
 > [2/3] RUN npm ci:
1.203 npm error Incorrect or missing password.
1.204 npm error code E401
------
Dockerfile:2
--------------------
   1 |     FROM node:24
   2 | >>> RUN npm ci
--------------------
ERROR: failed to build: failed to solve: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1`),
  );
  expect(failure).toEqual({
    step: 'RUN npm ci',
    error: 'process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
    output: ['1.203 npm error Incorrect or missing password.', '1.204 npm error code E401'],
  });
  expect(buildFailureSentence(failure)).toBe(
    'RUN npm ci: process "/bin/sh -c npm ci" did not complete successfully: exit code: 1',
  );
});

test('silence is told as silence', () => {
  expect(explainBuildFailure([]).error).toBe('docker said nothing');
});

test('lines of megabytes are kept short: GitHub throws away a summary of more than 1 MiB', () => {
  const long = '€'.repeat(64 * 1024);
  const { step, error, output } = explainBuildFailure([
    ' > [2/3] RUN make:',
    ...Array.from({ length: 20 }, () => long),
    '------',
    `ERROR: failed to solve: ${long}`,
  ]);
  expect(Buffer.byteLength([step, error, ...output].join('\n'))).toBeLessThan(100_000);
  expect(output[0]).toMatch(/^€+… \(63536 more characters\)$/);
});
