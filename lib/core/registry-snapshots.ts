// What is seen of a registry in ECR: repositories and the images in them. Plain data, strict: what ECR did not say is absent.

/** Which repository is meant; account and region are the caller's unless given. */
export interface RepositoryRef {
  readonly name: string;
  readonly account?: string;
  readonly region?: string;
}

export interface Repository extends RepositoryRef {
  readonly account: string;
  /** host of `repositoryUri`: what docker calls the registry */
  readonly host: string;
  /** IMMUTABLE, MUTABLE, or one of them WITH_EXCLUSION */
  readonly mutability: string;
  /** patterns of tags for which the opposite of `mutability` holds */
  readonly exclusions: readonly string[];
}

export interface TaggedImage {
  readonly digest: string;
  readonly manifest: string;
  readonly mediaType: string;
}

export interface PushedImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly sizeInBytes?: number;
}
