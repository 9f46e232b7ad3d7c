// Image references: `registry/repository:tag@sha256:…`, taken apart and put together.

export interface ImageReference {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `127.0.0.1:5000`; absent for Docker Hub's short names */
  readonly registry?: string;
  readonly repository: string;
  readonly tag?: string;
  readonly digest?: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;

/** Undefined when the text is no image reference. The grammar is that of the distribution project's reference package. */
export function parseImage(text: string): ImageReference | undefined {
  const [named = '', digest, ...rest] = text.split('@');
  if (rest.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  // Only what looks like a host is one: docker reads `library/node` as a repository of its hub.
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = hasRegistry ? named.slice(slash + 1) : named;
  const colon = path.lastIndexOf(':');
  const repository = colon < 0 ? path : path.slice(0, colon);
  const tag = colon < 0 ? undefined : path.slice(colon + 1);
  if (!REPOSITORY.test(repository) || (tag !== undefined && !TAG.test(tag))) return undefined;
  return {
    repository,
    ...(hasRegistry ? { registry: first } : {}),
    ...(tag === undefined ? {} : { tag }),
    ...(digest === undefined ? {} : { digest }),
  };
}

export function renderImage(image: ImageReference): string {
  const name = image.registry === undefined ? image.repository : `${image.registry}/${image.repository}`;
  return `${name}${image.tag === undefined ? '' : `:${image.tag}`}${image.digest === undefined ? '' : `@${image.digest}`}`;
}

/** The whole digest: `sha256:` and 64 hexadecimal digits. */
export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

/** `repository@sha256:…` without the tag: what is pinned needs no name that moves. */
export function pinned(image: ImageReference, digest: string): string {
  return renderImage({
    repository: image.repository,
    digest,
    ...(image.registry === undefined ? {} : { registry: image.registry }),
  });
}

/** `sha256:0123456789ab…` → `sha256:0123456789ab`: enough for a reader. */
export function shortDigest(digest: string): string {
  return digest.slice(0, 'sha256:'.length + 12);
}

/** `app@sha256:0123456789ab` for a pinned reference, others as they are: for people, not for programs. */
export function shortImage(text: string): string {
  const image = parseImage(text);
  return image?.digest === undefined ? text : `${image.repository}@${shortDigest(image.digest)}`;
}

export interface EcrHost {
  readonly account: string;
  readonly region: string;
}

/** Account and region of a host of Amazon ECR, in every partition; undefined for other registries. */
export function ecrHost(registry: string): EcrHost | undefined {
  const match = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.(?:amazonaws\.[a-z.]+|on\.aws|[a-z0-9.-]+)$/.exec(
    registry,
  );
  return match === null ? undefined : { account: match[1] ?? '', region: match[2] ?? '' };
}
