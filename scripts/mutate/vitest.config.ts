// What judges a mutant: the rule tests beside the file, and the stories with a script of their own.

import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['actions/**/*.test.ts', 'lib/core/**/*.test.ts', 'test/stories/turns.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
  },
});
