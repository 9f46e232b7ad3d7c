// The inputs `image` and `repository`: one reference, or `container=reference` lines. A digest alone is an image of `repository`.
// Which container a bare reference means is the plan's business.

import { type ImageReference, isDigest, parseImage } from './image.ts';
import type { InputReader } from './input-reader.ts';
import type { RepositoryRef } from './registry-snapshots.ts';
import { parseRepository, type RepositoryGiven } from './repository.ts';
import { REPOSITORY_OUTPUTS } from './terraform-names.ts';

export interface RequestedImage {
  /** absent: the action's own rule picks the container */
  readonly container?: string;
  readonly image: ImageReference;
  /** of a digest in a repository that is known by its name or ARN: `image` has no registry until ECR has said which */
  readonly repository?: RepositoryRef;
}

interface Line {
  readonly text: string;
  readonly container?: string;
  readonly reference: string;
}

/** Every line that is wrong becomes a problem of the reader, and so does a repository that is needed and cannot be meant. */
export function readImages(reader: InputReader): RequestedImage[] {
  const lines = reader.list('image').map(lineOf);
  const repository = readRepository(reader, lines);
  const images = lines.flatMap(({ text, container, reference }): RequestedImage[] => {
    const found =
      container === '' ? NEITHER : looksLikeDigest(reference) ? imageIn(repository, reference) : imageOf(reference);
    if (typeof found === 'string') reader.problem('image', `"${text}" ${found}`);
    if (found === undefined || typeof found === 'string') return [];
    return [container === undefined ? found : { container, ...found }];
  });
  if (lines.length > 1 && images.some(({ container }) => container === undefined))
    reader.problem('image', 'with several lines each has to name its container: container=reference');
  const names = images.flatMap(({ container }) => (container === undefined ? [] : [container]));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) reader.problem('image', `names the container "${twice}" twice`);
  return images;
}

const NEITHER =
  'is neither an image reference nor container=reference; for example 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web@sha256:… or web=repository:tag, or sha256:… together with repository';

function lineOf(text: string): Line {
  // A reference holds no "=", so the first one divides.
  const divider = text.indexOf('=');
  return divider < 0
    ? { text, reference: text }
    : { text, container: text.slice(0, divider).trim(), reference: text.slice(divider + 1).trim() };
}

/** By its grammar alone `sha256:…` would be a tag of a repository with that name. */
function looksLikeDigest(reference: string): boolean {
  return reference.startsWith('sha256:');
}

/** The image, or what is wrong with the line. */
function imageOf(reference: string): RequestedImage | string {
  const image = parseImage(reference);
  if (image !== undefined) return { image };
  // As in ghcr.io/${{ github.repository }}.
  return parseImage(reference.toLowerCase()) === undefined
    ? NEITHER
    : 'has capital letters in its repository, where a registry takes none';
}

/** Undefined where the repository is at fault, which is told for itself. */
function imageIn(repository: RepositoryGiven | undefined, digest: string): RequestedImage | string | undefined {
  if (!isDigest(digest)) return 'is not a whole digest; allowed: sha256: and 64 digits of 0-9 and a-f';
  if (repository === undefined) return undefined;
  const { name, host, ...where } = repository;
  return host === undefined
    ? { image: { repository: name, digest }, repository: { name, ...where } }
    : { image: { registry: host, repository: name, digest } };
}

/** Where no line needs it, it may be given all the same, and nothing is said of it. */
function readRepository(reader: InputReader, lines: readonly Line[]): RepositoryGiven | undefined {
  if (!lines.some(({ reference }) => looksLikeDigest(reference))) {
    reader.text('repository');
    return undefined;
  }
  const because = 'image is given by its digest alone';
  const text = reader.required('repository', { terraform: REPOSITORY_OUTPUTS, because });
  const repository = text === '' ? undefined : parseRepository(text);
  if (typeof repository !== 'string') return repository;
  reader.problem('repository', repository);
  return undefined;
}
