// Manifests of a repository by tag and by digest, its tags, and who refers to whom. The rules of what may be pushed are ECR's.

import type { EcrImage, EcrRepository } from '../control-plane/world.ts';
import { type Manifest, parseManifest, putManifest } from '../operations/ecr/put-manifest.ts';
import { RegistryError } from './registry-errors.ts';
import { type Endpoint, type Exchange, isDigest, readBody, repositoryIn, requireDigest } from './registry-exchange.ts';

/** As ECR and the specification have it. */
const maxManifestBytes = 4 * 1024 * 1024;
const tagShape = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

export const getManifest: Endpoint = (exchange) => {
  const { imageManifest, imageManifestMediaType, imageDigest } = imageOf(exchange);
  const headers = {
    'Content-Type': imageManifestMediaType,
    'Content-Length': Buffer.byteLength(imageManifest),
    'Docker-Content-Digest': imageDigest,
    ETag: `"${imageDigest}"`,
  };
  return { status: 200, headers, ...(exchange.request.method !== 'HEAD' && { body: imageManifest }) };
};

export const putManifestAt: Endpoint = async (exchange) => {
  const { reference, request, simulator, url } = exchange;
  repositoryIn(simulator.world, exchange);
  const manifest = (await readBody(request, maxManifestBytes)).toString();
  const byDigest = reference.includes(':');
  const digest = byDigest ? requireDigest(reference) : undefined;
  const tags = byDigest ? url.searchParams.getAll('tag') : [reference];
  for (const tag of tags) requireTag(tag);
  const mediaType = mediaTypeOf(exchange, parseManifest(manifest));
  const image = simulator.transact((draft) => {
    const repository = repositoryIn(draft, exchange);
    const put = (tag?: string) => putManifest(draft, repository, { manifest, mediaType, tag, digest });
    const first = put(tags[0]);
    for (const tag of tags.slice(1)) put(tag);
    // What leaves the transaction must not be a draft.
    return { digest: first.imageDigest, subject: first.subjectManifestDigest };
  });
  return {
    status: 201,
    headers: {
      Location: `/v2/${exchange.repositoryName}/manifests/${image.digest}`,
      'Docker-Content-Digest': image.digest,
      ...(image.subject !== undefined && { 'OCI-Subject': image.subject }),
      ...(byDigest && tags.length > 0 && { 'OCI-Tag': tags.join(', ') }),
    },
  };
};

export const deleteManifest: Endpoint = (exchange) => {
  const { imageDigest } = imageOf(exchange);
  exchange.simulator.transact((draft) => {
    const repository = repositoryIn(draft, exchange);
    if (!isDigest(exchange.reference)) {
      delete repository.imageTags[exchange.reference];
      return;
    }
    delete repository.images[imageDigest];
    for (const [tag, digest] of Object.entries(repository.imageTags)) {
      if (digest === imageDigest) delete repository.imageTags[tag];
    }
  });
  return { status: 202 };
};

export const listTags: Endpoint = ({ simulator, repositoryName, url }) => {
  const repository = repositoryIn(simulator.world, { repositoryName });
  const last = url.searchParams.get('last');
  const all = Object.keys(repository.imageTags).sort();
  const rest = last === null ? all : all.filter((tag) => tag > last);
  const n = url.searchParams.get('n');
  const tags = n === null ? rest : rest.slice(0, Math.max(0, Number(n) || 0));
  const end = tags.at(-1);
  const next =
    end !== undefined && tags.length < rest.length
      ? `</v2/${repositoryName}/tags/list?n=${n}&last=${end}>; rel="next"`
      : undefined;
  return {
    status: 200,
    headers: { 'Content-Type': 'application/json', ...(next !== undefined && { Link: next }) },
    body: JSON.stringify({ name: repositoryName, tags }),
  };
};

export const listReferrers: Endpoint = ({ simulator, repositoryName, reference, url }) => {
  const repository = repositoryIn(simulator.world, { repositoryName });
  const subject = requireDigest(reference);
  const wanted = url.searchParams.get('artifactType');
  const manifests = referrersOf(repository, subject).filter(
    ({ artifactType }) => wanted === null || artifactType === wanted,
  );
  const headers = {
    'Content-Type': 'application/vnd.oci.image.index.v1+json',
    ...(wanted !== null && { 'OCI-Filters-Applied': 'artifactType' }),
  };
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return { status: 200, headers, body: JSON.stringify({ schemaVersion: 2, mediaType, manifests }) };
};

function referrersOf(repository: EcrRepository, subject: string) {
  return Object.values(repository.images)
    .filter(({ subjectManifestDigest }) => subjectManifestDigest === subject)
    .map((image) => {
      const { annotations } = parseManifest(image.imageManifest);
      return {
        mediaType: image.imageManifestMediaType,
        digest: image.imageDigest,
        size: Buffer.byteLength(image.imageManifest),
        ...(image.artifactMediaType !== undefined && { artifactType: image.artifactMediaType }),
        ...(annotations !== undefined && { annotations }),
      };
    });
}

function imageOf(exchange: Exchange): EcrImage {
  const repository = repositoryIn(exchange.simulator.world, exchange);
  const { reference } = exchange;
  if (reference.includes(':')) requireDigest(reference);
  const image = repository.images[isDigest(reference) ? reference : (repository.imageTags[reference] ?? '')];
  if (image === undefined || image.imageStatus !== 'ACTIVE') {
    throw new RegistryError('MANIFEST_UNKNOWN', 404, 'Requested image not found');
  }
  return image;
}

function requireTag(tag: string): void {
  if (!tagShape.test(tag)) throw new RegistryError('TAG_INVALID', 400, `'${tag}' is not a tag`);
}

/** A manifest that names its own type must be sent as that type. */
function mediaTypeOf({ request }: Exchange, manifest: Manifest): string | undefined {
  const sent = request.headers['content-type']?.split(';')[0]?.trim();
  if (manifest.mediaType !== undefined && sent !== undefined && manifest.mediaType !== sent) {
    throw new RegistryError('MANIFEST_INVALID', 400, `sent as ${sent}, but the manifest says ${manifest.mediaType}`);
  }
  return sent;
}
