// One page of a list, and the token that leads to the next one.

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextToken?: string;
}

/** A token that nobody gave out leads nowhere: undefined. */
export function pageOf<Item>(
  items: readonly Item[],
  { token, size }: { token: string | undefined; size: number },
): Page<Item> | undefined {
  const from = token === undefined ? 0 : Number(Buffer.from(token, 'base64url').toString().replace('from:', ''));
  if (!Number.isInteger(from) || from < 0) return undefined;
  const rest = items.length > from + size;
  return {
    items: items.slice(from, from + size),
    ...(rest && { nextToken: Buffer.from(`from:${from + size}`).toString('base64url') }),
  };
}
