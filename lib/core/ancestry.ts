// How two commits of one repository stand to each other, from what git or GitHub says of them. It refuses to know who was asked, and how.

/** The first commit as seen from the second: `older` is a strict ancestor of it. */
export type Ancestry =
  | { readonly kind: 'same' | 'older' | 'newer' | 'diverged' }
  /** `why`: a clause without a full stop */
  | { readonly kind: 'unknown'; readonly why: string };

/** What `git merge-base --is-ancestor` says; `unknown` also where a commit is not there. */
export type IsAncestor = 'yes' | 'no' | 'unknown';

export interface GitWords {
  /** whether the first is an ancestor of the second */
  readonly firstOfSecond: IsAncestor;
  readonly secondOfFirst: IsAncestor;
  /** a part of the history is not there */
  readonly isShallow: boolean;
}

/** The whole hash of a commit in lower case, SHA-1 or SHA-256; undefined for every other text. */
export function commitIn(text: string): string | undefined {
  const commit = text.trim().toLowerCase();
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(commit) ? commit : undefined;
}

export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

/** Undefined where what is checked out cannot tell: a shallow clone knows who descends from whom only when it says yes. */
export function ancestryByGit({ firstOfSecond, secondOfFirst, isShallow }: GitWords): Ancestry | undefined {
  if (firstOfSecond === 'yes') return { kind: secondOfFirst === 'yes' ? 'same' : 'older' };
  if (secondOfFirst === 'yes') return { kind: 'newer' };
  return firstOfSecond === 'no' && secondOfFirst === 'no' && !isShallow ? { kind: 'diverged' } : undefined;
}

const BY_STATUS: Readonly<Record<string, Ancestry>> = {
  identical: { kind: 'same' },
  behind: { kind: 'older' },
  ahead: { kind: 'newer' },
  diverged: { kind: 'diverged' },
};

/**
 * GitHub's answer to "compare SECOND...FIRST" (https://docs.github.com/en/rest/commits/commits#compare-two-commits): its `status` tells of the
 * head as seen from the base. A commit that it does not have, commits without a common one and a token that may not read are all told as 404.
 */
export function ancestryByGitHub(
  answer: { readonly status: number; readonly body: string },
  repository: string,
): Ancestry {
  if (answer.status === 200)
    return BY_STATUS[statusIn(answer.body)] ?? unknown('the answer of GitHub was not understood');
  if (answer.status === 401) return unknown('GitHub does not take the github-token (HTTP 401)');
  if (answer.status === 403 || answer.status === 429)
    return unknown(
      `GitHub refused (HTTP ${answer.status}): the token lacks "permissions: contents: read", or its rate limit is used up`,
    );
  if (answer.status === 404)
    return unknown(
      `GitHub finds no way between the two in ${repository} (HTTP 404): history was rewritten, one of them is from another repository, or the token lacks "permissions: contents: read"`,
    );
  return unknown(`GitHub answered HTTP ${answer.status}`);
}

function statusIn(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    const status = typeof parsed === 'object' && parsed !== null && 'status' in parsed ? parsed.status : undefined;
    return typeof status === 'string' && Object.hasOwn(BY_STATUS, status) ? status : '';
  } catch {
    return '';
  }
}

function unknown(why: string): Ancestry {
  return { kind: 'unknown', why };
}
