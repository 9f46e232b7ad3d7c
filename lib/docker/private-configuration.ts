// A Docker configuration of our own, so that a login of ours is never written into the user's. All else that hangs on the folder of the
// user's configuration stays in reach: plugins, contexts, certificates and trust by links, buildx's builders by BUILDX_CONFIG.

import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { UserError } from '../core/errors.ts';
import type { Environment } from './program.ts';

const PREFIX = 'slipway-docker-';

export interface PrivateConfiguration {
  readonly folder: string;
  /** for every call of docker: DOCKER_CONFIG and BUILDX_CONFIG */
  readonly environment: Environment;
}

/** An empty folder that only we may read. Its path is to be remembered before anything is put in. */
export function makePrivateFolder(environment: Environment): string {
  return mkdtempSync(join(environment.RUNNER_TEMP || tmpdir(), PREFIX));
}

/** `registry` is the host that will be logged in to. Throws UserError when the user's configuration cannot be read. */
export function fillPrivateFolder(options: {
  folder: string;
  environment: Environment;
  registry: string;
}): PrivateConfiguration {
  const { folder, environment, registry } = options;
  const original = resolve(environment.DOCKER_CONFIG || join(environment.HOME || homedir(), '.docker'));
  for (const entry of entriesOf(original)) {
    if (entry !== 'config.json' && entry !== 'buildx') symlinkSync(join(original, entry), join(folder, entry));
  }
  const configuration = withFileStore(readConfiguration(join(original, 'config.json')), registry);
  writeFileSync(join(folder, 'config.json'), JSON.stringify(configuration, null, 2), { mode: 0o600 });
  return {
    folder,
    environment: { DOCKER_CONFIG: folder, BUILDX_CONFIG: environment.BUILDX_CONFIG || join(original, 'buildx') },
  };
}

/** Removes what makePrivateFolder made, and nothing else: the path comes back from outside in the post step. */
export function removePrivateFolder(folder: string): void {
  if (basename(folder).startsWith(PREFIX)) rmSync(folder, { recursive: true, force: true });
}

/**
 * A credential helper (a keychain, or one that is there for ECR) would put our login where we cannot take it away again.
 * An empty helper for one host means "in this file", whatever `credsStore` says.
 */
function withFileStore(configuration: Configuration, registry: string): Configuration {
  return { ...configuration, credHelpers: { ...configuration.credHelpers, [registry]: '' } };
}

interface Configuration {
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly [member: string]: unknown;
}

function readConfiguration(path: string): Configuration {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return {};
  }
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Configuration;
  } catch {
    // Said below: the parser's own message would quote the file, which holds logins.
  }
  throw new UserError(
    `Docker's configuration ${path} is not a JSON object, so docker itself cannot use it. Repair it.`,
  );
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
