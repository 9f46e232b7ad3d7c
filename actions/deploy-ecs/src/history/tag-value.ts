// A text as the value of a tag of AWS. Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Tag.html

const LONGEST = 256;
const NOT_ALLOWED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;

/**
 * What AWS does not take becomes `_`. What is too long loses its middle, for what tells two apart (a revision, an attempt) stands at the end.
 */
export function tagValue(text: string): string {
  const letters = [...text.replace(NOT_ALLOWED, '_')];
  if (letters.length <= LONGEST) return letters.join('');
  const half = LONGEST / 2 - 1;
  return [...letters.slice(0, half), '+', '+', ...letters.slice(-half)].join('');
}
