// From the tail of docker's output to the few lines that say why it failed (pure). Knows the three forms in which docker tells it.

import { clipped } from '../../../lib/core/log-lines.ts';

export interface BuildFailure {
  /** the instruction of the Dockerfile that failed */
  readonly step?: string;
  /** docker's own sentence */
  readonly error: string;
  /** what the failing step printed last */
  readonly output: readonly string[];
}

const MOST_OUTPUT_LINES = 12;

export function explainBuildFailure(tail: readonly string[]): BuildFailure {
  const lines = tail.map((line) => clipped(plain(line))).filter((line) => !isNoise(line));
  return explainBuildx(lines) ?? explainLegacy(lines);
}

/** One line for an annotation: `RUN npm ci: process … exit code: 1`. */
export function buildFailureSentence({ step, error }: BuildFailure): string {
  return step === undefined ? error : `${step}: ${error}`;
}

/** buildx with plain progress: ` > [2/3] RUN make:` with the step's output between rules, and `ERROR: …` at the end. */
function explainBuildx(lines: readonly string[]): BuildFailure | undefined {
  const error = lines.findLast((line) => /^ERROR: /.test(line));
  if (error === undefined) return undefined;
  const at = lines.findLastIndex((line) => /^ > (\[.*?\] )?.+:$/.test(line));
  const step = at < 0 ? undefined : /^ > (?:\[.*?\] )?(.+):$/.exec(lines[at] ?? '')?.[1];
  const rest = at < 0 ? [] : lines.slice(at + 1);
  const end = rest.findIndex((line) => /^-{6,}$/.test(line));
  return {
    ...(step === undefined || step.startsWith('importing ') ? {} : { step }),
    error: error.replace(/^ERROR: (failed to build: )?(failed to solve: )?/, ''),
    output: rest.slice(0, end < 0 ? 0 : end).slice(-MOST_OUTPUT_LINES),
  };
}

/** The builder without BuildKit: `Step 2/3 : RUN make`, ` ---> Running in …`, the output, and an error as the last line. */
function explainLegacy(lines: readonly string[]): BuildFailure {
  const error = lines.at(-1) ?? 'docker said nothing';
  const at = lines.findLastIndex((line) => /^Step \d+\/\d+ : /.test(line));
  const step = at < 0 ? undefined : lines[at]?.replace(/^Step \d+\/\d+ : /, '');
  const output = at < 0 ? [] : lines.slice(at + 1, -1).filter((line) => !/^ ?--->/.test(line) && !isBookkeeping(line));
  return { ...(step === undefined ? {} : { step }), error, output: output.slice(-MOST_OUTPUT_LINES) };
}

function isBookkeeping(line: string): boolean {
  return /^Removing intermediate container |^Sending build context |^Successfully (built|tagged) /.test(line);
}

/** What says nothing that was not said better: blank lines, and the builder's advertisement of its successor. */
export function isNoise(line: string): boolean {
  return (
    line.trim() === '' ||
    /^(DEPRECATED: The legacy builder|\s+(Install the buildx|BuildKit is currently|environment-variable|https:\/\/docs\.docker\.com))/.test(
      line,
    )
  );
}

function plain(line: string): string {
  // biome's rule against control characters is meant for accidents; a terminal's colours begin with one.
  return line.replace(new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g'), '').trimEnd();
}
