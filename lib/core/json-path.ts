// A path into a JSON document: `build.commit`, `items[0].version`, with or without a leading `$.`.

/** Undefined when the text is no path. */
export function parseJsonPath(text: string): readonly string[] | undefined {
  const bare = text.trim().replace(/^\$\.?/, '');
  if (!/^(?:[^.[\]]+|\[\d+\])(?:\.[^.[\]]+|\[\d+\])*$/.test(bare)) return undefined;
  return bare.split(/[.[\]]+/).filter((part) => part !== '');
}

/** The value as text; undefined when the document is not JSON, or has nothing there. */
export function valueAt(json: string, path: readonly string[]): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  for (const part of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Object.entries(value).find(([name]) => name === part)?.[1];
  }
  if (value === null || value === undefined) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
