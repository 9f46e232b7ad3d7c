import { expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { createInputReader } from './input-reader.ts';
import { readImages } from './requested-images.ts';

function read(image: string) {
  const reader = createInputReader({ inputs: new Map([['image', image]]) });
  const images = readImages(reader);
  try {
    reader.finish();
    return { images, problems: [] };
  } catch (error) {
    return { images, problems: error instanceof UserError ? error.problems : [String(error)] };
  }
}

test('one reference, or a line for each container', () => {
  expect(read('repo:1')).toEqual({ images: [{ image: { repository: 'repo', tag: '1' } }], problems: [] });
  expect(read('web=repo:1\nworker = repo:2').images.map(({ container }) => container)).toEqual(['web', 'worker']);
});

test.each(['Not An Image', 'web=', '=repo:1', 'repo:1\nrepo:2', 'web=a:1\nweb=b:1'])('%s is refused', (text) => {
  expect(read(text).problems.length).toBeGreaterThan(0);
});

test('nothing given is nothing', () => {
  expect(read('')).toEqual({ images: [], problems: [] });
});
