import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { describe, expect, onTestFinished, test } from 'vitest';
import { givenFolder } from './given-folder.ts';
import { aRegistryPlace } from './registry-place.ts';

const suite = givenFolder('conformance');
const folder = suite.missing === undefined ? suite.path : '';
const reader = new XMLParser({ ignoreAttributes: false, isArray: (name) => ['testsuite', 'testcase'].includes(name) });

interface Case {
  readonly '@_name': string;
  readonly '@_status': string;
}

describe.skipIf(suite.missing !== undefined)(`the OCI conformance suite ${suite.missing ?? ''}`, () => {
  test('finds no fault with the registry, in what the specification has and in what its draft adds', async () => {
    const place = await aRegistryPlace(['conformance/one', 'conformance/two']);
    onTestFinished(place.close);
    const { user, password } = await place.login();
    const { stdout, stderr } = await place.run(join(folder, 'conformance'), [], {
      env: {
        OCI_REGISTRY: place.host,
        OCI_TLS: 'disabled',
        OCI_REPO1: 'conformance/one',
        OCI_REPO2: 'conformance/two',
        OCI_USERNAME: user,
        OCI_PASSWORD: password,
        OCI_RESULTS_DIR: place.home,
        // Pull, push, content discovery and content management; digest headers, cancelled uploads and tag parameters besides.
        OCI_VERSION: 'dev',
      },
    });
    // The program ends with 0 whatever it found, so its reports are what counts.
    console.log(stdout.trim(), stderr);
    const cases = casesOf(readFileSync(join(place.home, 'junit.xml'), 'utf8'));
    const namesOf = (...statuses: readonly string[]) =>
      cases.filter((one) => statuses.includes(one['@_status'])).map((one) => one['@_name']);
    expect(namesOf('failure', 'error')).toEqual([]);
    expect(countOf('FAIL', stdout) + countOf('Error', stdout)).toBe(0);
    // It had 980 checks when this was written; far fewer would mean that it did not do its work.
    expect(countOf('Pass', stdout)).toBeGreaterThan(900);
    // The specification leaves it to the registry whether a blob may be mounted from nowhere in particular.
    expect(namesOf('skipped').filter((name) => !name.endsWith('/blob-mount-anonymous'))).toEqual([]);
    expect(place.problems()).toEqual([]);
  });
});

function casesOf(junit: string): Case[] {
  const { testsuites } = reader.parse(junit) as { testsuites: { testsuite: { testcase?: Case[] }[] } };
  return testsuites.testsuite.flatMap(({ testcase }) => testcase ?? []);
}

/** of its closing table: `Pass......: 980` */
function countOf(word: string, stdout: string): number {
  const [, count] = new RegExp(`^\\s*${word}\\.*:\\s*(\\d+)$`, 'm').exec(stdout) ?? [];
  if (count === undefined) throw new Error(`The suite did not say how many: ${word}`);
  return Number(count);
}
