// A page to look at: what a reader of each failed run sees, rendered about as GitHub does. Written by the test that makes the runs.

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { marked } from 'marked';
import type { BundleRun } from './runner.ts';

export interface FailedRun {
  readonly cause: string;
  readonly run: BundleRun;
}

/** `folder` gets an index.html; what was there goes. */
export function writeFailurePage(folder: string, failures: readonly FailedRun[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'index.html'), pageOf(failures));
}

function pageOf(failures: readonly FailedRun[]): string {
  return [
    '<!doctype html><meta charset="utf-8"><title>Failure reports of deploy-ecs</title>',
    `<style>${STYLE}</style>`,
    ...failures.map(({ cause, run }) =>
      [
        `<h1>${escaped(cause)}</h1>`,
        ...run.annotations.map(
          ({ level, title, message }) =>
            `<pre class="annotation"><b>${level}: ${escaped(title ?? '')}</b>\n${escaped(message)}</pre>`,
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
.annotation{border-left:4px solid #d1242f}
article{border:1px solid #d1d9e0;border-radius:6px;padding:0 1.5em}
table{border-collapse:collapse}td,th{border:1px solid #d1d9e0;padding:.4em .8em}code{background:#f6f8fa}`;

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
