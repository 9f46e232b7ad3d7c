// A text in a sentence: AWS's words and our own messages come with and without a full stop, and are put before one or into parentheses.

/** With one full stop at its end. */
export function ended(text: string): string {
  const trimmed = text.trimEnd();
  return /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}

/** Without the full stop at its end: for parentheses, and before what goes on. */
export function open(text: string): string {
  return text.trimEnd().replace(/(?<!\.)\.$/, '');
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
