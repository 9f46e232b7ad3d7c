// What one may go back to, as people read it: each release once, with its images, its commit and when it served.

import { shortTaskDefinition } from '../../../../lib/core/arn.ts';
import { parseImage, shortDigest, shortImage } from '../../../../lib/core/image.ts';
import { code, escaped, joined, table } from '../../../../lib/core/markdown.ts';
import type { Markdown } from '../../../../lib/core/report.ts';
import type { Situation } from '../plan.ts';
import type { Content, RanImage } from './content.ts';
import { inCharge, rolledBackFrom } from './history.ts';
import { notedCommit } from './revision-tags.ts';

export interface Release {
  /** the newest revision that succeeded with this content, as `family:revision` */
  readonly taskDefinition: string;
  readonly images: readonly RanImage[];
  readonly commit?: string;
  /** epoch milliseconds of the end of the newest deployment that brought it */
  readonly servedFrom: number;
  /** when the next one had succeeded; absent: it was the last */
  readonly servedUntil?: number;
  readonly note?: 'serves now' | 'was rolled back from';
}

/** What the registry knows of an image: by the image as it ran. */
export type ImageFacts = ReadonlyMap<string, { readonly tags: readonly string[] } | 'gone'>;

export interface KnownReleases {
  readonly releases: readonly Release[];
  readonly facts: ImageFacts;
}

/** As many as a reader wants. */
const MOST = 10;

/** Newest first. */
export function releasesOf(situation: Situation): Release[] {
  const marked = rolledBackFrom(situation.deployments);
  const serving = inCharge(situation)?.target?.key;
  const seen = new Set<string>();
  let servedUntil: number | undefined;
  return situation.deployments
    .flatMap(({ status, target, createdAt, finishedAt = createdAt }) => {
      if (status !== 'SUCCESSFUL' || target === undefined) return [];
      const until = servedUntil;
      servedUntil = finishedAt;
      if (seen.has(target.key)) return [];
      seen.add(target.key);
      const note = noteOf(target, serving, marked);
      const commit = notedCommit(target.tags);
      return {
        taskDefinition: shortTaskDefinition(target.taskDefinitionArn),
        images: target.images,
        servedFrom: finishedAt,
        ...(until === undefined ? {} : { servedUntil: until }),
        ...(commit === undefined ? {} : { commit }),
        ...(note === undefined ? {} : { note }),
      } satisfies Release;
    })
    .slice(0, MOST);
}

function noteOf({ key }: Content, serving: string | undefined, marked: ReadonlySet<string>): Release['note'] {
  if (key === serving) return 'serves now';
  return marked.has(key) ? 'was rolled back from' : undefined;
}

/** For the log: one release a line. */
export function describeReleases({ releases, facts }: KnownReleases): string[] {
  if (releases.length === 0) return ['ECS knows of no release of this service that succeeded.'];
  const rows = releases.map((release) => [
    release.taskDefinition,
    imagesText(release, facts),
    release.commit === undefined ? '' : `commit ${release.commit.slice(0, 12)}`,
    servedText(release),
    noteText(release, facts),
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return [
    'Releases that succeeded, newest first:',
    ...rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')}`.trimEnd()),
  ];
}

export function releasesSection({ releases, facts }: KnownReleases): Markdown {
  if (releases.length === 0) return joined('**Releases**', 'ECS knows of no release of this service that succeeded.');
  const rows = releases.map((release) => [
    code(release.taskDefinition),
    release.images
      .map((image) => `${escaped(image.container)}: ${code(shortImage(image.ran))}${tagsCell(image, facts)}`)
      .join('<br>'),
    release.commit === undefined ? '' : code(release.commit.slice(0, 12)),
    escaped(servedText(release)),
    escaped(noteText(release, facts)),
  ]);
  return joined('**Releases that succeeded**', table(['Task definition', 'Image', 'Commit', 'Served (UTC)', ''], rows));
}

function tagsCell(image: RanImage, facts: ImageFacts): Markdown {
  const tags = tagsOf(image, facts);
  return tags.length === 0 ? '' : ` (${tags.map(code).join(', ')})`;
}

function imagesText({ images }: Release, facts: ImageFacts): string {
  const only = images.length === 1;
  return images
    .map((image) => {
      const tags = tagsOf(image, facts);
      const digest = parseImage(image.ran)?.digest;
      const what = digest === undefined ? image.ran : shortDigest(digest);
      return `${only ? '' : `${image.container}=`}${what}${tags.length === 0 ? '' : ` (${tags.join(', ')})`}`;
    })
    .join(' ');
}

/** The registry's; where it was not asked, the tag by which the definition names the image. */
function tagsOf({ ran, named }: RanImage, facts: ImageFacts): readonly string[] {
  const known = facts.get(ran);
  if (known === 'gone') return [];
  if (known !== undefined) return known.tags.slice(0, 5);
  const tag = parseImage(named)?.tag;
  return tag === undefined ? [] : [tag];
}

function noteText({ note, images }: Release, facts: ImageFacts): string {
  const gone = images.filter(({ ran }) => facts.get(ran) === 'gone').map(({ container }) => container);
  return [note, gone.length === 0 ? undefined : `image of ${gone.join(', ')} is gone`]
    .filter((part) => part !== undefined)
    .join('; ');
}

function servedText({ servedFrom, servedUntil }: Release): string {
  return `${minute(servedFrom)} – ${servedUntil === undefined ? '' : minute(servedUntil)}`.trimEnd();
}

/** `2026-11-20 14:03` */
function minute(at: number): string {
  return new Date(at).toISOString().slice(0, 16).replace('T', ' ');
}
