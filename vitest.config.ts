import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'actions/**/*.test.ts',
      'lib/**/*.test.ts',
      'simulator/**/*.test.ts',
      'demo/**/*.test.ts',
      'scripts/**/*.test.ts',
      'test/**/*.test.ts',
    ],
    setupFiles: ['test/support/seed.ts'],
    // A process of its own for each file costs more than most files do. No test leaves anything behind in its modules.
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
