// What the checks before a deployment found, and what becomes of it. It refuses to know how any of it was read.

export const VERIFY = ['fail', 'warn', 'off'] as const;
export type VerifyMode = (typeof VERIFY)[number];

/** `problem`: the deployment would fail. `warning`: it may do harm. `notice`: it could not be known. */
export interface Finding {
  readonly kind: 'problem' | 'warning' | 'notice';
  /** a sentence, and what to do */
  readonly text: string;
}

export interface Judged {
  /** each of them stops the run before anything is touched */
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
}

/** Going back is never blocked by a check: whoever flees takes what there is. */
export function judged(
  findings: readonly Finding[],
  { mode, isRollback }: { readonly mode: VerifyMode; readonly isRollback: boolean },
): Judged {
  const texts = (kind: Finding['kind']) =>
    // Two containers that name the same secret are one thing to repair.
    [...new Set(findings.flatMap((finding) => (finding.kind === kind ? [finding.text] : [])))];
  const stops = mode === 'fail' && !isRollback;
  return {
    problems: stops ? texts('problem') : [],
    warnings: [...(stops ? [] : texts('problem')), ...texts('warning')],
    notices: texts('notice'),
  };
}
