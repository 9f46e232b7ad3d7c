// Changes of a file's text that are told exactly. Pure.

export interface Edit {
  readonly from: string;
  readonly to: string;
}

/** Each edit once, wherever its text stands. Throws where it stands nowhere: then the list is out of date. */
export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((before, { from, to }) => {
    if (!before.includes(from)) throw new Error(`nothing to edit: ${JSON.stringify(from)} does not stand in the file`);
    return before.replaceAll(from, to);
  }, text);
}
