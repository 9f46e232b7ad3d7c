// The input `image`: one reference, or `container=reference` lines. Which container a bare reference means is the plan's business.

import { type ImageReference, parseImage } from './image.ts';
import type { InputReader } from './input-reader.ts';

export interface RequestedImage {
  /** absent: the action's own rule picks the container */
  readonly container?: string;
  readonly image: ImageReference;
}

/** Every line that is wrong becomes a problem of the reader. */
export function readImages(reader: InputReader): RequestedImage[] {
  const lines = reader.list('image');
  const images = lines.flatMap((line): RequestedImage[] => {
    // A reference holds no "=", so the first one divides.
    const divider = line.indexOf('=');
    const container = divider < 0 ? undefined : line.slice(0, divider).trim();
    const image = parseImage(divider < 0 ? line : line.slice(divider + 1).trim());
    if (image === undefined || container === '') {
      reader.problem(
        'image',
        `"${line}" is neither an image reference nor container=reference; for example 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:… or web=repository:tag`,
      );
      return [];
    }
    return [container === undefined ? { image } : { container, image }];
  });
  if (lines.length > 1 && images.some(({ container }) => container === undefined))
    reader.problem('image', 'with several lines each has to name its container: container=reference');
  const names = images.flatMap(({ container }) => (container === undefined ? [] : [container]));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) reader.problem('image', `names the container "${twice}" twice`);
  return images;
}
