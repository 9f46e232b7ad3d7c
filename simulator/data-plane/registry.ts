// The registry behind ECR: the OCI distribution specification over HTTP, for those whom ECR has given a password.
// It decides which endpoint is meant and who may ask; blobs and manifests have files of their own.

import type { IncomingMessage, ServerResponse } from 'node:http';
import { judgeRegistryPassword } from '../operations/ecr/authorization.ts';
import { isSigned } from '../operations/ecr/layers.ts';
import { AwsError } from '../operations/operation.ts';
import type { Simulator } from '../simulator.ts';
import { openBlobStore } from './blob-store.ts';
import {
  cancelUpload,
  deleteBlob,
  finishUpload,
  getBlob,
  getUpload,
  patchUpload,
  startUpload,
} from './registry-blobs.ts';
import { RegistryError, registryErrorOf } from './registry-errors.ts';
import type { Answer, Endpoint } from './registry-exchange.ts';
import { deleteManifest, getManifest, listReferrers, listTags, putManifestAt } from './registry-manifests.ts';

export interface Registry {
  /** Answers every request whose path begins with `/v2`. Never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

interface Route {
  readonly path: RegExp;
  /** by HTTP method: the name in the diary and what answers */
  readonly methods: Readonly<Record<string, readonly [operation: string, endpoint: Endpoint]>>;
}

const namePattern = '(?<name>[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*)*)';
const route = (rest: string, methods: Route['methods']): Route => ({
  path: new RegExp(`^/v2/${namePattern}/${rest}$`),
  methods,
});

const routes: readonly Route[] = [
  {
    path: /^\/v2\/?$/,
    methods: { GET: ['Ping', () => ({ status: 200, body: '{}' })], HEAD: ['Ping', () => ({ status: 200 })] },
  },
  route('blobs/uploads/?', { POST: ['StartUpload', startUpload] }),
  route('blobs/uploads/(?<reference>[^/]+)', {
    GET: ['GetUpload', getUpload],
    PATCH: ['PatchUpload', patchUpload],
    PUT: ['FinishUpload', finishUpload],
    DELETE: ['CancelUpload', cancelUpload],
  }),
  route('blobs/(?<reference>[^/]+)', {
    GET: ['GetBlob', getBlob],
    HEAD: ['HeadBlob', getBlob],
    DELETE: ['DeleteBlob', deleteBlob],
  }),
  route('manifests/(?<reference>[^/]+)', {
    GET: ['GetManifest', getManifest],
    HEAD: ['HeadManifest', getManifest],
    PUT: ['PutManifest', putManifestAt],
    DELETE: ['DeleteManifest', deleteManifest],
  }),
  route('tags/list', { GET: ['ListTags', listTags] }),
  route('referrers/(?<reference>[^/]+)', { GET: ['ListReferrers', listReferrers] }),
];

/** `dataDir` holds the blobs. */
export function createRegistry(simulator: Pick<Simulator, 'world' | 'transact' | 'note'>, dataDir: string): Registry {
  const blobs = openBlobStore(dataDir);
  return {
    async handle(request, response) {
      const url = new URL(request.url ?? '/', 'http://registry');
      const found = findRoute(url.pathname);
      const [operation, endpoint] = found?.route.methods[request.method ?? 'GET'] ?? [
        `${request.method} ${url.pathname}`,
      ];
      const { name: repositoryName = '', reference = '' } = found?.groups ?? {};
      let outcome = 'ok';
      try {
        if (!isSigned(simulator.world, url)) requireLogin(request, simulator);
        if (endpoint === undefined) throw notServed(found !== undefined);
        const exchange = { request, response, url, repositoryName, reference, simulator, blobs };
        const answer = await endpoint(exchange);
        if (answer !== undefined) send(response, answer);
      } catch (error) {
        outcome = refuse(request, response, error);
      }
      const input = { ...(repositoryName !== '' && { repositoryName }), ...(reference !== '' && { reference }) };
      simulator.note({
        service: 'registry',
        operation,
        input,
        outcome,
        status: response.statusCode,
        problems: outcome === 'UNKNOWN' ? ['our own mistake'] : [],
      });
    },
  };
}

function findRoute(pathname: string): { route: Route; groups: Readonly<Record<string, string>> } | undefined {
  for (const candidate of routes) {
    const match = candidate.path.exec(pathname);
    if (match === null) continue;
    const groups = Object.entries(match.groups ?? {}).map(([name, value]) => [name, decodeURIComponent(value ?? '')]);
    return { route: candidate, groups: Object.fromEntries(groups) };
  }
  return undefined;
}

function requireLogin(request: IncomingMessage, { world }: Pick<Simulator, 'world'>): void {
  const [, credentials = ''] = /^Basic (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  const [user, password = ''] = Buffer.from(credentials, 'base64').toString().split(/:(.*)/s);
  const judgement = user === 'AWS' ? judgeRegistryPassword(world, password) : 'unknown';
  if (judgement === 'good') return;
  // Seen in github.com/flipt-io/flipt/issues/3043: 403 and no challenge, so that clients do not ask for a new password by themselves.
  if (judgement === 'expired')
    throw new RegistryError('DENIED', 403, 'Your authorization token has expired. Reauthenticate and try again.');
  const challenge = `Basic realm="http://${world.ecr.registryHost}/",service="ecr.amazonaws.com"`;
  throw new RegistryError('UNAUTHORIZED', 401, 'Not Authorized', { 'WWW-Authenticate': challenge });
}

function notServed(pathIsKnown: boolean): RegistryError {
  return pathIsKnown
    ? new RegistryError('UNSUPPORTED', 405, 'The operation is unsupported.')
    : new RegistryError('NAME_INVALID', 404, 'No such endpoint');
}

function send(response: ServerResponse, { status, headers, body }: Answer): void {
  const length = headers?.['Content-Length'] ?? (status === 204 ? undefined : Buffer.byteLength(body ?? ''));
  response.writeHead(status, {
    'Docker-Distribution-Api-Version': 'registry/2.0',
    ...headers,
    ...(length !== undefined && { 'Content-Length': length }),
  });
  response.end(body);
}

/** Answers with the refusal and says its code. Whoever sends a body is heard to the end, else the answer is lost on the way. */
function refuse(request: IncomingMessage, response: ServerResponse, error: unknown): string {
  request.resume();
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return 'ConnectionReset';
  }
  const refusal = error instanceof AwsError ? registryErrorOf(error) : error;
  const { code, status, message, headers } =
    refusal instanceof RegistryError ? refusal : new RegistryError('UNKNOWN', 500, `Our own mistake: ${String(error)}`);
  const [type, body] = refusalText({ code, message });
  const headless = request.method === 'HEAD';
  send(response, {
    status,
    headers: { ...headers, 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) },
    ...(!headless && { body }),
  });
  return code;
}

/** Who is not logged in gets no JSON from ECR, but these two words (github.com/google/go-containerregistry/issues/861). */
function refusalText({ code, message }: { code: string; message: string }): [type: string, body: string] {
  if (code === 'UNAUTHORIZED') return ['text/plain; charset=utf-8', `${message}\n`];
  return ['application/json', JSON.stringify({ errors: [{ code, message, detail: null }] })];
}
