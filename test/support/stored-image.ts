// An image as the registry holds it, read over the registry's own protocol: for tests that ask what is in it, down to the bytes of its layers.

import { gunzipSync } from 'node:zlib';
import type { RunningSimulator } from '../../simulator/server.ts';

export interface StoredImage {
  readonly mediaType: string;
  readonly architecture?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** of an index */
  readonly children: readonly { readonly digest: string; readonly isAttestation: boolean }[];
  /** everything as one text: manifests, configurations, unpacked layers, attestations */
  readonly content: string;
}

interface Manifest {
  readonly mediaType: string;
  readonly config?: { readonly digest: string };
  readonly layers?: readonly { readonly digest: string; readonly mediaType: string }[];
  readonly manifests?: readonly {
    readonly digest: string;
    readonly annotations?: Readonly<Record<string, string>>;
  }[];
}

interface Configuration {
  readonly architecture?: string;
  readonly config?: { readonly Labels?: Readonly<Record<string, string>> | null };
}

export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
  readonly serveraddress: string;
}

export async function registryLogin({
  simulator,
  url,
}: Pick<RunningSimulator, 'simulator' | 'url'>): Promise<RegistryLogin> {
  const answer = (await simulator.call('ecr', 'GetAuthorizationToken', {})) as {
    authorizationData?: readonly { readonly authorizationToken?: string }[];
  };
  const token = answer.authorizationData?.[0]?.authorizationToken ?? '';
  const [username = '', password = ''] = Buffer.from(token, 'base64').toString().split(':');
  return { username, password, serveraddress: new URL(url).host };
}

/** `reference`: a tag or a digest. */
export async function readStored(aws: RunningSimulator, repository: string, reference: string): Promise<StoredImage> {
  const { username, password } = await registryLogin(aws);
  const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
  const get = async (path: string): Promise<Buffer> => {
    const answer = await fetch(`${aws.url}/v2/${repository}/${path}`, { headers: { authorization } });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
  };
  const read = async (wanted: string): Promise<StoredImage> => {
    const text = (await get(`manifests/${wanted}`)).toString();
    const manifest = JSON.parse(text) as Manifest;
    const config = manifest.config === undefined ? '{}' : (await get(`blobs/${manifest.config.digest}`)).toString();
    const configuration = JSON.parse(config) as Configuration;
    const layers = await Promise.all(
      (manifest.layers ?? []).map(async ({ digest, mediaType }) => {
        const bytes = await get(`blobs/${digest}`);
        return (mediaType.endsWith('gzip') ? gunzipSync(bytes) : bytes).toString('latin1');
      }),
    );
    const children = (manifest.manifests ?? []).map(({ digest, annotations }) => ({
      digest,
      isAttestation: annotations?.['vnd.docker.reference.type'] === 'attestation-manifest',
    }));
    const inner = await Promise.all(children.map(({ digest }) => read(digest)));
    return {
      mediaType: manifest.mediaType,
      ...(configuration.architecture === undefined ? {} : { architecture: configuration.architecture }),
      labels: configuration.config?.Labels ?? {},
      children,
      content: [text, config, ...layers, ...inner.map(({ content }) => content)].join('\n'),
    };
  };
  return read(reference);
}
