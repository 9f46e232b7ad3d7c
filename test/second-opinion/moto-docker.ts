// Answers as docker with buildx would, for an ECR without a registry behind it: what would be pushed is put there by ECR's own API.
// Run as: moto-docker.ts <docker's arguments>; MOTO_CONTENT is what the image holds.

import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';
import { ECRClient, PutImageCommand } from '@aws-sdk/client-ecr';

const given = process.argv.slice(2);
const mediaType = 'application/vnd.oci.image.manifest.v1+json';

switch (given.slice(0, 2).join(' ')) {
  case 'buildx version':
    console.log('github.com/docker/buildx v0.37.2 0000000');
    break;
  case 'buildx build':
    await build();
    break;
  default:
    if (given[0] === 'version') console.log('29.1.0\n29.1.0');
    else if (given[0] === 'login' && readFileSync(0, 'utf8') !== '') console.log('Login Succeeded');
    else throw new Error(`not known here: ${given.join(' ')}`);
}

async function build(): Promise<void> {
  const blob = (type: string, content: string) => ({
    mediaType: type,
    digest: digestOf(content),
    size: content.length,
  });
  const content = String(process.env.MOTO_CONTENT);
  const config = JSON.stringify({ content });
  const imageManifest = JSON.stringify({
    schemaVersion: 2,
    mediaType,
    config: blob('application/vnd.oci.image.config.v1+json', config),
    layers: [blob('application/vnd.oci.image.layer.v1.tar', content)],
  });
  const imageDigest = digestOf(imageManifest);
  if (given.includes('--push')) {
    const ecr = new ECRClient();
    for (const tag of valuesOf('--tag')) {
      const [, repositoryName, imageTag] = /^[^/]+\/(.+):([^:/]+)$/.exec(tag) ?? [];
      await ecr.send(
        new PutImageCommand({
          repositoryName,
          imageManifest,
          imageManifestMediaType: mediaType,
          imageDigest,
          imageTag,
        }),
      );
    }
  }
  writeFileSync(
    String(valuesOf('--metadata-file')[0]),
    JSON.stringify({ 'containerimage.config.digest': digestOf(config), 'containerimage.digest': imageDigest }),
  );
}

function valuesOf(flag: string): string[] {
  return given.flatMap((argument, index) => (argument === flag ? [given[index + 1] ?? ''] : []));
}

function digestOf(content: string): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
