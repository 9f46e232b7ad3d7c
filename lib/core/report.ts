// What an action leaves behind: plain data, published by lib/github.

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  readonly title: string;
  readonly message: string;
}

/** A line of Markdown text, already escaped where it holds foreign words. */
export type Markdown = string;

export interface Report {
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  /** one word of the action's closed list; also an output */
  readonly verdict: string;
  /** what happened, to what: the last line of the log, unless an error annotation tells it */
  readonly headline: string;
  /** by the names of action.yml, without `verdict` */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: Markdown;
  readonly annotations: readonly Annotation[];
}
