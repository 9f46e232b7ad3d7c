// For which processors an image was built, and on which a task runs.

export interface Platform {
  /** as images have it: `linux`, `windows` */
  readonly os: string;
  /** as images have it: `amd64`, `arm64` */
  readonly architecture: string;
}

export type ImagePlatforms =
  /** empty where the image does not say */
  | { readonly kind: 'known'; readonly platforms: readonly Platform[] }
  /** `isElsewhere`: this ECR does not have the image, so nobody can be asked */
  | { readonly kind: 'unknown'; readonly why: string; readonly isElsewhere: boolean };

export function renderPlatform({ os, architecture }: Platform): string {
  return `${os}/${architecture}`;
}
