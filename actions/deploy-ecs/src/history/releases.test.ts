import { expect, test } from 'vitest';
import {
  aDefinition,
  aSituation,
  digestOf,
  imageOf,
  MINUTE,
  revisionArn,
  taskDefinitionArn,
} from '../rollout/a-rollout.ts';
import { contentOf } from './content.ts';
import type { PastDeployment } from './history.ts';
import { describeReleases, type ImageFacts, releasesOf, releasesSection } from './releases.ts';

const NOTHING_KNOWN: ImageFacts = new Map();
const BACK = aSituation(
  ['v1', 'SUCCESSFUL'],
  ['v2', 'SUCCESSFUL'],
  ['v3', 'ROLLBACK_SUCCESSFUL'],
  ['v1', 'SUCCESSFUL'],
);

test('each release that succeeded stands there once, newest first, with when it served and what became of it', () => {
  expect(releasesOf(BACK)).toEqual([
    { taskDefinition: 'web:4', images: [anImage('v1')], servedFrom: 4 * MINUTE, note: 'serves now' },
    {
      taskDefinition: 'web:2',
      images: [anImage('v2')],
      servedFrom: 2 * MINUTE,
      servedUntil: 4 * MINUTE,
      note: 'was rolled back from',
    },
  ]);
});

test('a release serves from the end of its deployment, with the commit that it is tagged with', () => {
  const [past] = aSituation(['v1', 'SUCCESSFUL']).deployments as readonly [PastDeployment];
  const target = contentOf(
    aDefinition(imageOf('v1')),
    { arn: revisionArn(1), taskDefinitionArn: taskDefinitionArn('web:1'), images: [] },
    [
      { key: 'team', value: 'shop' },
      { key: 'slipway:commit', value: 'c0ffee' },
    ],
  );
  const situation = { ...aSituation(), deployments: [{ ...past, finishedAt: 7, target }] };
  expect(releasesOf(situation)).toMatchObject([{ servedFrom: 7, commit: 'c0ffee' }]);
});

test('no more than ten are listed', () => {
  const many = Array.from({ length: 12 }, (_, index) => [`v${index}`, 'SUCCESSFUL'] as const);
  expect(releasesOf(aSituation(...many)).map(({ taskDefinition }) => taskDefinition)).toEqual(
    Array.from({ length: 10 }, (_, index) => `web:${12 - index}`),
  );
});

test('the log has them one a line, in columns', () => {
  const facts: ImageFacts = new Map([[imageOf('v1'), { tags: ['v1', 'latest'] }]]);
  const commit = 'c0ffee0000000000000000000000000000000001';
  const releases = releasesOf(BACK).map((release, index) => (index === 0 ? { ...release, commit } : release));
  expect(describeReleases({ releases, facts })).toEqual([
    'Releases that succeeded, newest first:',
    `  web:4  ${digestOf('v1').slice(0, 19)} (v1, latest)  commit c0ffee000000  1970-01-01 00:04 –                   serves now`,
    `  web:2  ${digestOf('v2').slice(0, 19)}                                    1970-01-01 00:02 – 1970-01-01 00:04  was rolled back from`,
  ]);
});

test('several containers are told by name; what has no digest is told as it is named; what is gone is said', () => {
  const definition = {
    family: 'web',
    containerDefinitions: [
      { name: 'app', image: 'registry.example.com/app:v1' },
      { name: 'proxy', image: 'nginx:1.27' },
    ],
  };
  const target = contentOf(definition, {
    arn: revisionArn(1),
    taskDefinitionArn: taskDefinitionArn('web:1'),
    images: [{ container: 'app', image: '', digest: digestOf('v1') }],
  });
  const [past] = aSituation(['v1', 'SUCCESSFUL']).deployments as readonly [PastDeployment];
  const releases = releasesOf({ ...aSituation(), deployments: [{ ...past, target }] });
  const short = digestOf('v1').slice(0, 19);
  const named = describeReleases({ releases, facts: NOTHING_KNOWN });
  expect(named[1]).toContain(`  app=${short} (v1) proxy=nginx:1.27 (1.27)  `);
  const facts: ImageFacts = new Map([[`registry.example.com/app@${digestOf('v1')}`, 'gone' as const]]);
  const [, gone] = describeReleases({ releases, facts });
  expect(gone).toContain(`app=${short} proxy=`);
  expect(gone).toMatch(/ image of app is gone$/);
  const section = releasesSection({ releases, facts });
  expect(section).toContain('| image of app is gone |');
  expect(section).toContain(`| app: \`app@${short}\`<br>proxy: \`nginx:1.27\` (\`1.27\`) |`);
  const neither: ImageFacts = new Map([...facts, ['nginx:1.27', 'gone' as const]]);
  const back = releases.map((release) => ({ ...release, note: 'was rolled back from' as const }));
  const [, both] = describeReleases({ releases: back, facts: neither });
  expect(both).toMatch(/ was rolled back from; image of app, proxy is gone$/);
});

test('the summary has them as a table', () => {
  const facts: ImageFacts = new Map([[imageOf('v1'), { tags: ['a|b', 'v1'] }]]);
  const section = releasesSection({ releases: releasesOf(BACK), facts });
  expect(section).toContain('**Releases that succeeded**');
  expect(section).toContain('| Task definition | Image | Commit | Served (UTC) |  |');
  expect(section).toContain(
    `| \`web:4\` | app: \`app@${digestOf('v1').slice(0, 19)}\` (<code>a&#124;b</code>, \`v1\`) |  | 1970-01-01 00:04 – | serves now |`,
  );
});

test('of many tags the first five are told', () => {
  const facts: ImageFacts = new Map([[imageOf('v1'), { tags: ['a', 'b', 'c', 'd', 'e', 'f'] }]]);
  const [, line] = describeReleases({ releases: releasesOf(BACK), facts });
  expect(line).toContain(' (a, b, c, d, e) ');
});

test('the summary has the commit in short', () => {
  const commit = 'c0ffee0000000000000000000000000000000001';
  const releases = releasesOf(BACK).map((release) => ({ ...release, commit }));
  expect(releasesSection({ releases, facts: NOTHING_KNOWN })).toContain('| `c0ffee000000` |');
});

test('a service without any release says so', () => {
  const nothing = { releases: [], facts: NOTHING_KNOWN };
  expect(describeReleases(nothing)).toEqual(['ECS knows of no release of this service that succeeded.']);
  expect(releasesSection(nothing)).toBe('**Releases**\n\nECS knows of no release of this service that succeeded.\n');
});

function anImage(release: string) {
  return { container: 'app', named: imageOf(release), ran: imageOf(release) };
}
