// What `rollback-to` may say, and which of two readings goes first where a text has two.

import { isDigest, parseImage } from '../../../../lib/core/image.ts';

/** An image of a release: what is absent may be anything. */
export interface WantedImage {
  /** as it was written */
  readonly text: string;
  readonly registry?: string;
  readonly repository?: string;
  readonly tag?: string;
  readonly digest?: string;
}

export type RollbackTarget =
  | { readonly kind: 'previous' }
  | {
      readonly kind: 'task-definition';
      /** `family:revision`, ARN, or a bare revision of the service's own family */
      readonly name: string;
      /** where there is no such revision: a number may be a tag, and `app:42` an image */
      readonly orImage?: WantedImage;
    }
  | { readonly kind: 'image'; readonly image: WantedImage };

export const ROLLBACK_TARGETS =
  'previous, a revision (42 or web:42), the ARN of a task definition revision, an image tag (v1.4.2), a digest (sha256:…), or repository:tag';

/** As Docker's grammar has it: nothing else can be the tag of an image. */
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Undefined when the text can be none of them. */
export function parseRollbackTarget(text: string): RollbackTarget | undefined {
  if (text === 'previous') return { kind: 'previous' };
  const image = parseWantedImage(text);
  if (isRevision(text))
    return { kind: 'task-definition', name: text, ...(image === undefined ? {} : { orImage: image }) };
  return image === undefined ? undefined : { kind: 'image', image };
}

/** `42`, `web:42`, or the ARN of a task definition revision. */
export function isRevision(text: string): boolean {
  return (
    /^\d+$/.test(text) ||
    /^[A-Za-z0-9_-]+:\d+$/.test(text) ||
    /^arn:[^:]*:ecs:[^:]*:[^:]*:task-definition\/[A-Za-z0-9_-]+:\d+$/.test(text)
  );
}

function parseWantedImage(text: string): WantedImage | undefined {
  if (text.startsWith('arn:')) return undefined;
  if (isDigest(text)) return { text, digest: text };
  if (TAG.test(text)) return { text, tag: text };
  const image = parseImage(text);
  // A repository alone names no release.
  return image === undefined || (image.tag === undefined && image.digest === undefined)
    ? undefined
    : { text, ...image };
}
