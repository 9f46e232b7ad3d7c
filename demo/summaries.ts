// Keeps the job summaries of a run where a person can read them: as Markdown, and as one page of HTML.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';

export interface Summary {
  /** `2. second release: deploy-ecs` */
  readonly title: string;
  readonly markdown: string;
}

export function writeSummaries(
  folder: string,
  summaries: readonly Summary[],
): { readonly markdown: string; readonly html: string } {
  mkdirSync(folder, { recursive: true });
  const markdown = join(folder, 'summaries.md');
  const html = join(folder, 'summaries.html');
  const text = summaries.map(({ title, markdown: body }) => `## ${title}\n\n${body}`).join('\n');
  writeFileSync(markdown, text);
  writeFileSync(html, page(marked.parse(text, { async: false, gfm: true })));
  return { markdown, html };
}

function page(body: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Job summaries</title>
<style>
  body { font: 16px/1.5 -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1f2328; background: #fff; }
  h2 { border-bottom: 1px solid #d1d9e0; padding-bottom: .3rem; margin-top: 3rem; color: #59636e; font-weight: 500; }
  table { border-collapse: collapse; margin: 1rem 0; }
  td, th { border: 1px solid #d1d9e0; padding: .375rem .8rem; text-align: left; }
  th:empty { padding: 0; border: 0; }
  code, pre { font: 85%/1.45 ui-monospace, "SF Mono", Menlo, Consolas, monospace; background: #f6f8fa; border-radius: 6px; }
  code { padding: .2em .4em; }
  pre { padding: 1rem; overflow: auto; }
  pre code { padding: 0; background: none; }
  details { margin: 1rem 0; }
</style>
${body}
</html>
`;
}
