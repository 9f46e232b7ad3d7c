// What judges a mutant: the rule tests beside the file, and the stories with a script of their own.

import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The first test that fails ends the run of a mutant: what takes long, or may never end, comes last. */
class RulesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isStory = ({ moduleId }: TestSpecification) => moduleId.includes('/test/stories/');
    return (await super.sort(files)).toSorted((a, b) => Number(isStory(a)) - Number(isStory(b)));
  }
}

export default defineConfig({
  test: {
    include: ['actions/**/*.test.ts', 'lib/core/**/*.test.ts', 'test/stories/turns*.test.ts'],
    setupFiles: ['test/support/seed.ts'],
    testTimeout: 120_000,
    sequence: { sequencer: RulesFirst },
  },
});
