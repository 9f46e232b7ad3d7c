// What a reader sees of each green end: in the last line of the log, and in the job summary.

import { afterAll, expect, test } from 'vitest';
import { aDeployPlace, ending } from '../support/deploy-place.ts';
import { type ShownRun, writeReportPage } from '../support/report-page.ts';
import type { BundleRun } from '../support/runner.ts';

interface GreenEnd {
  readonly title: string;
  readonly verdict: string;
  readonly run: () => Promise<BundleRun>;
  /** in the log's last line and in the summary */
  readonly says: RegExp;
}

const SHIFTING = { deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 } };

const ENDS: readonly GreenEnd[] = [
  {
    title: 'deployed',
    verdict: 'deployed',
    run: async () => {
      const place = await aDeployPlace();
      return place.deploy({ image: place.v2, environment: 'LOG_LEVEL=debug', 'desired-count': '3' });
    },
    says: /^web:2 serves on web/m,
  },
  {
    title: 'deployed: a way back',
    verdict: 'deployed',
    run: async () => {
      const place = await aDeployPlace();
      await place.deploy({ image: place.v2 });
      return place.deploy({ 'rollback-to': 'previous' });
    },
    says: /^web:3 serves again on web/m,
  },
  {
    title: 'unchanged',
    verdict: 'unchanged',
    run: async () => {
      const place = await aDeployPlace();
      await place.deploy({ image: place.v2 });
      return place.deploy({ image: place.v2 });
    },
    says: /^Nothing to do: web:2 serves/m,
  },
  {
    title: 'idle',
    verdict: 'idle',
    run: async () => {
      const place = await aDeployPlace({ service: { desiredCount: 0 } });
      return place.deploy({ image: place.v2 });
    },
    says: /nothing serves/,
  },
  {
    title: 'updated',
    verdict: 'updated',
    run: async () => (await aDeployPlace()).deploy({ 'desired-count': '3', 'circuit-breaker': 'on' }),
    says: /^web was updated: desired count: 2 → 3/m,
  },
  {
    title: 'planned',
    verdict: 'planned',
    run: async () => {
      const place = await aDeployPlace();
      return place.deploy({ image: place.v2, environment: 'LOG_LEVEL=debug', 'dry-run': 'true' });
    },
    says: /^Dry run: nothing was changed\. Will register/m,
  },
  {
    title: 'planned: a way back',
    verdict: 'planned',
    run: async () => {
      const place = await aDeployPlace();
      await place.deploy({ image: place.v2 });
      return place.deploy({ 'rollback-to': 'previous', 'dry-run': 'true' });
    },
    says: /^Dry run: nothing was changed\. Will register/m,
  },
  {
    title: 'started',
    verdict: 'started',
    run: async () => {
      const place = await aDeployPlace();
      return place.deploy({ image: place.v2, 'wait-until': 'none' });
    },
    says: /nobody watches/,
  },
  {
    title: 'shifted',
    verdict: 'shifted',
    run: async () => {
      const place = await aDeployPlace({ service: SHIFTING });
      return place.deploy({ image: place.v2, 'wait-until': 'shifted' });
    },
    says: /the old ones still stand/,
  },
];

const shown: ShownRun[] = [];
// A person may look at what the assertions only read.
afterAll(() => writeReportPage('green', shown));

test.each(ENDS)('$title', async ({ title, verdict, run: play, says }) => {
  const run = await play();
  shown.push({ title, run });
  expect(ending(run)).toEqual({ exitCode: 0, verdict });
  expect(run.annotations.filter(({ level }) => level === 'error')).toEqual([]);
  expect((run.lines.at(-1) ?? '').replace(/^ *\d+:\d\d {2}/, '')).toMatch(says);
  expect(run.summary).toMatch(says);
});
