// Stands for GitHub's compare API: https://docs.github.com/en/rest/commits/commits#compare-two-commits. It knows one line of commits, and branches.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface CompareDoor {
  /** what a runner tells of GitHub */
  readonly env: Readonly<Record<string, string>>;
  /** paths that were asked for, answered or not */
  readonly asked: readonly string[];
  /** From now on it answers so, or `times` times; `reset` ends the connection without an answer. */
  answer(status: number | 'reset', times?: number): void;
}

/** What an input `github-token` is to be; another one is refused. */
export const TOKEN = 'ghs_0123456789abcdefTOKENofTHEjob';

/** `parents`: child → parents, by whole hashes. Closed when the test ends. */
export async function aCompareDoor(parents: Readonly<Record<string, readonly string[]>>): Promise<CompareDoor> {
  const asked: string[] = [];
  let plan: { readonly status: number | 'reset'; times: number } = { status: 200, times: 0 };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    const status = plan.times > 0 ? plan.status : 200;
    plan.times -= 1;
    if (status === 'reset') {
      request.socket.destroy();
      return;
    }
    const send = (code: number, body: unknown) =>
      response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return void send(401, { message: 'Bad credentials' });
    if (status !== 200) return void send(status, { message: 'no' });
    const found = /^\/api\/v3\/repos\/OWNER\/app\/compare\/(\w+)\.\.\.(\w+)\?per_page=1&page=2$/.exec(
      request.url ?? '',
    );
    const [, base = '', head = ''] = found ?? [];
    if (!(base in parents) || !(head in parents)) return void send(404, { message: 'Not Found' });
    send(200, { status: statusOf(parents, base, head), commits: [], total_commits: 1 });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const { port } = server.address() as AddressInfo;
  return {
    // A server of GitHub Enterprise has its API below a path.
    env: { GITHUB_API_URL: `http://127.0.0.1:${port}/api/v3`, GITHUB_REPOSITORY: 'OWNER/app' },
    asked,
    answer: (status, times = Number.POSITIVE_INFINITY) => {
      plan = { status, times };
    },
  };
}

function statusOf(parents: Readonly<Record<string, readonly string[]>>, base: string, head: string): string {
  const reaches = (from: string, to: string): boolean =>
    from === to || (parents[from] ?? []).some((parent) => reaches(parent, to));
  if (base === head) return 'identical';
  if (reaches(head, base)) return 'ahead';
  return reaches(base, head) ? 'behind' : 'diverged';
}
