// Pages to look at: what a reader of each run sees, rendered about as GitHub does. Written by the tests that make the runs.

import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import type { BundleRun } from './runner.ts';

export interface ShownRun {
  /** what happened in the world */
  readonly title: string;
  readonly run: BundleRun;
}

const FOLDER = join(import.meta.dirname, '../../.cache/failure-reports');

/** `.cache/failure-reports/<name>.html`, and an index.html of all pages that are there. */
export function writeReportPage(name: string, runs: readonly ShownRun[]): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(join(FOLDER, `${name}.html`), pageOf(name, runs));
  const pages = readdirSync(FOLDER).filter((file) => file.endsWith('.html') && file !== 'index.html');
  const links = pages.map((file) => `<li><a href="${file}">${file}</a></li>`);
  writeFileSync(join(FOLDER, 'index.html'), `${head('Reports of deploy-ecs')}<ul>${links.join('\n')}</ul>`);
}

function pageOf(name: string, runs: readonly ShownRun[]): string {
  return [
    head(`Reports of deploy-ecs: ${name}`),
    ...runs.map(({ title, run }) =>
      [
        `<h1>${escaped(title)}</h1>`,
        ...run.annotations.map(
          ({ level, title: about, message }) =>
            `<pre class="${level}"><b>${level}: ${escaped(about ?? '')}</b>\n${escaped(message)}</pre>`,
        ),
        `<article>${marked.parse(run.summary, { async: false })}</article>`,
        `<details><summary>The log</summary><pre>${escaped(run.lines.join('\n'))}</pre></details>`,
      ].join('\n'),
    ),
  ].join('\n');
}

const STYLE = `body{font:14px/1.5 sans-serif;max-width:60em;margin:2em auto;color:#1f2328}
h1{margin-top:3em;border-bottom:2px solid #d1d9e0;font-size:20px}
pre{background:#f6f8fa;padding:1em;overflow:auto;font-size:12px;white-space:pre-wrap}
.error{border-left:4px solid #d1242f}.warning{border-left:4px solid #d29922}.notice{border-left:4px solid #0969da}
article{border:1px solid #d1d9e0;border-radius:6px;padding:0 1.5em}
table{border-collapse:collapse}td,th{border:1px solid #d1d9e0;padding:.4em .8em}code{background:#f6f8fa}`;

function head(title: string): string {
  return `<!doctype html><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
