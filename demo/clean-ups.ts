// What a run must undo, however it ends.

/** Newest first. One that fails does not keep the others from it; answers with what went wrong. */
export async function cleanUpAll(cleanUps: readonly (() => Promise<void>)[]): Promise<unknown[]> {
  const failures: unknown[] = [];
  for (const cleanUp of cleanUps.toReversed()) {
    try {
      await cleanUp();
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}
