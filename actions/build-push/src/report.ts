// How it ended, as a Report (pure). An image is shown with its tags and pinned by its digest; a failure with the lines that explain it.

import { renderDuration } from '../../../lib/core/duration.ts';
import { shortDigest } from '../../../lib/core/image.ts';
import { block, code, escaped, joined, valueTable } from '../../../lib/core/markdown.ts';
import type { Annotation, Markdown, Report } from '../../../lib/core/report.ts';
import { buildFailureSentence } from './build-failure.ts';
import type { Conflict, Outcome, Platforms, Reused } from './outcome.ts';

export interface Place {
  /** the repository's name */
  readonly repository: string;
  /** its host */
  readonly registry: string;
  readonly tags: readonly string[];
}

export interface BuildFacts extends Place {
  readonly sourceRevision?: string;
  /** the content address, where there is one */
  readonly sourceTag?: string;
  /** `buildx 0.37.2`, or what stood in for it; absent where nothing was built */
  readonly builder?: string;
  readonly durationMs: number;
}

const TITLE = 'Slipway build-push';

export function reportBuild(outcome: Outcome, facts: BuildFacts): Report {
  switch (outcome.kind) {
    case 'pushed':
      return success(facts, outcome, {
        headline: `pushed: ${nameOf(facts)} is ${shortDigest(outcome.digest)} in ECR, after ${renderDuration(facts.durationMs)}`,
        warnings: outcome.moved.map((tag) => movedTag(facts, tag, outcome.digest)),
      });
    case 'reused':
      return success(revisionOf(outcome, facts), outcome, reusedWords(outcome, facts));
    case 'conflict':
      return failure({ verdict: 'conflict', reason: conflictReason(outcome, facts), facts });
    case 'build-failed':
      return failed(outcome, facts);
    case 'unobserved':
      return failure({ verdict: 'unobserved', reason: outcome.reason, facts });
    case 'cancelled': {
      const reason = `The job was cancelled during ${outcome.during}. ${leftBehind(outcome.pushed)} Running the step again is safe.`;
      return { ...failure({ verdict: 'cancelled', reason, facts }), conclusion: 'cancelled' };
    }
  }
}

function reusedWords(outcome: Reused, facts: BuildFacts): Words {
  const tags = outcome.added.length === 0 ? '' : `, tags added: ${outcome.added.join(', ')}`;
  const digest = shortDigest(outcome.digest);
  const { source } = outcome;
  if (source === undefined)
    return {
      headline: `reused: what was built is what ${nameOf(facts)} holds already (${digest}); nothing was pushed${tags}`,
      sentence: 'ECR had this image already; nothing was pushed.',
      warnings: [],
    };
  const { revision, problem } = source;
  const from = revision === undefined ? '' : `, built from ${revision}`;
  return {
    headline: `reused: ECR has an image of this source already (${digest}${from}); nothing was built${tags}`,
    sentence: 'ECR had an image of the same source, built in the same way; nothing was built.',
    warnings:
      revision !== undefined
        ? []
        : [
            `Which commit the reused image was built from is not known (${problem ?? 'it has no label org.opencontainers.image.revision'}); source-revision is empty.`,
          ],
  };
}

/** What a reused image says of itself, not what this run is for. */
function revisionOf({ source }: Reused, facts: BuildFacts): BuildFacts {
  if (source === undefined) return facts;
  const { sourceRevision: _, builder: __, ...rest } = facts;
  return {
    ...rest,
    ...(source.revision === undefined ? {} : { sourceRevision: source.revision }),
  };
}

interface Words {
  readonly headline: string;
  readonly sentence?: string;
  readonly warnings: readonly string[];
}

function conflictReason({ tag, digest, sameSource, pushed }: Conflict, { repository }: BuildFacts): string {
  const holds = `The tag "${tag}" of ${repository} is immutable and holds another image (${shortDigest(digest)})`;
  return sameSource === undefined
    ? `${holds} than the one that was built. ${leftBehind(pushed)} Give another tag, or build from a clean git checkout with reuse, so that the same source is not built twice; the image under the tag can be deployed as it is.`
    : `${holds} than the one of this source (${shortDigest(sameSource)}). ${leftBehind(pushed)} Give another tag; both images can be deployed as they are.`;
}

function success(
  facts: BuildFacts,
  outcome: {
    readonly kind: string;
    readonly digest: string;
    readonly sizeInBytes?: number;
    readonly platforms?: Platforms;
  },
  words: Words,
): Report {
  const { digest, sizeInBytes, platforms = {} } = outcome;
  const image = `${facts.registry}/${facts.repository}@${digest}`;
  const rows: Markdown[][] = [
    ['Repository', code(facts.repository)],
    ['Tags', facts.tags.map(code).join(' ')],
    ['Digest', code(digest)],
    ...Object.entries(platforms).map(([platform, own]) => [escaped(platform), code(own)]),
    ...(sizeInBytes === undefined ? [] : [['Size', escaped(megabytes(sizeInBytes))]]),
    ...(facts.sourceRevision === undefined ? [] : [['Commit', code(facts.sourceRevision)]]),
    ...(facts.sourceTag === undefined ? [] : [['Content address', code(facts.sourceTag)]]),
    ['Registry', code(facts.registry)],
    ...(facts.builder === undefined ? [] : [['Built with', escaped(facts.builder)]]),
    ['Took', renderDuration(facts.durationMs)],
  ];
  return {
    conclusion: 'success',
    verdict: outcome.kind,
    headline: words.headline,
    outputs: {
      image,
      digest,
      digests: JSON.stringify({ [facts.repository]: digest }),
      'platform-digests': JSON.stringify(platforms),
      repository: facts.repository,
      registry: facts.registry,
      tags: facts.tags.join('\n'),
      'source-revision': facts.sourceRevision ?? '',
      reused: String(outcome.kind === 'reused'),
    },
    summary: joined(
      `### ${TITLE}: ${outcome.kind}`,
      words.sentence,
      valueTable(rows),
      ...words.warnings.map((warning) => `**Note:** ${escaped(warning)}`),
    ),
    annotations: words.warnings.map((message) => ({ level: 'warning', title: TITLE, message })),
  };
}

function failed(outcome: Extract<Outcome, { kind: 'build-failed' }>, facts: BuildFacts): Report {
  const sentence = buildFailureSentence(outcome.failure);
  const left = leftBehind(outcome.pushed);
  const reason = `The ${outcome.phase} failed: ${sentence}`;
  const { output } = outcome.failure;
  return failure({
    verdict: 'build-failed',
    reason,
    facts,
    details: joined(
      left,
      output.length === 0 ? undefined : 'The last lines of the step that failed:',
      output.length === 0 ? undefined : block(output.join('\n')),
    ).trimEnd(),
    annotation: [reason, ...output].join('\n'),
  });
}

function failure(words: {
  verdict: string;
  reason: string;
  facts: BuildFacts;
  details?: Markdown;
  annotation?: string;
}): Report {
  const { verdict, reason, facts } = words;
  const annotation: Annotation = {
    level: 'error',
    title: `${TITLE}: ${verdict}`,
    message: words.annotation ?? reason,
  };
  return {
    conclusion: 'failure',
    verdict,
    headline: `${verdict}: ${reason}`,
    outputs: { reason, repository: facts.repository, 'source-revision': facts.sourceRevision ?? '' },
    summary: joined(
      `### ${TITLE}: ${verdict}`,
      escaped(reason),
      words.details,
      valueTable([
        ['Repository', code(facts.repository)],
        ['Tags', facts.tags.map(code).join(' ')],
        ...(facts.sourceRevision === undefined ? [] : [['Commit', code(facts.sourceRevision)]]),
        ...(facts.builder === undefined ? [] : [['Built with', escaped(facts.builder)]]),
      ]),
    ),
    annotations: [annotation],
  };
}

function movedTag(facts: BuildFacts, tag: string, digest: string): string {
  return `The tag "${tag}" of ${facts.repository} no longer points to what this run pushed (${shortDigest(digest)}): somebody else has pushed it since. Deploy by the digest.`;
}

function leftBehind(pushed: readonly string[]): string {
  return pushed.length === 0 ? 'Nothing was pushed.' : `Pushed before that: ${pushed.join(', ')}.`;
}

function nameOf(facts: BuildFacts): string {
  const [first = ''] = facts.tags;
  return `${facts.repository}:${first}${facts.tags.length > 1 ? ` (and ${facts.tags.length - 1} more)` : ''}`;
}

function megabytes(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
