// Something that happens once and that others wait for, and waits that do not last for ever.

export interface Milestone<Value> {
  readonly reached: Promise<Value>;
  reach(value: Value): void;
}

export function milestone<Value>(): Milestone<Value> {
  const { promise, resolve } = Promise.withResolvers<Value>();
  return { reached: promise, reach: resolve };
}

/** Whether it happened within so many milliseconds. */
export async function eventually(ms: number, event: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<false>();
  const timer = setTimeout(() => resolve(false), ms);
  try {
    return await Promise.race([event.then(() => true), late]);
  } finally {
    clearTimeout(timer);
  }
}
