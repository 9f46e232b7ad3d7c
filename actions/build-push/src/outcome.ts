// How a run of build-push ended, before it is put into words.

import type { BuildFailure } from './build-failure.ts';

export type Outcome =
  | {
      readonly kind: 'pushed';
      readonly digest: string;
      /** tags that somebody else has moved on since */
      readonly moved: readonly string[];
      readonly sizeInBytes?: number;
      readonly platforms?: Platforms;
    }
  | Reused
  | Conflict
  | {
      readonly kind: 'build-failed';
      readonly phase: 'build' | 'push' | 'build and push';
      readonly failure: BuildFailure;
      readonly pushed: readonly string[];
    }
  | { readonly kind: 'unobserved'; readonly reason: string }
  | { readonly kind: 'cancelled'; readonly during: string; readonly pushed: readonly string[] };

/** Digest by platform. */
export type Platforms = Readonly<Record<string, string>>;

export interface Reused {
  readonly kind: 'reused';
  readonly digest: string;
  /** tags that did not point to it before */
  readonly added: readonly string[];
  readonly platforms?: Platforms;
  /** nothing was built: it has the content address. Absent: what was built is what the immutable tags hold. */
  readonly source?: {
    /** the commit in its label */
    readonly revision?: string;
    /** why its label could not be read */
    readonly problem?: string;
  };
}

export interface Conflict {
  readonly kind: 'conflict';
  readonly tag: string;
  /** what the tag holds */
  readonly digest: string;
  /** the image of this source that ECR has, where nothing was built */
  readonly sameSource?: string;
  readonly pushed: readonly string[];
}
