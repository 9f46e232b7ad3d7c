// The stage on which releases play: a local AWS that runs containers, its registry, a database, and the stack that Terraform would make.

import { rm } from 'node:fs/promises';
import { createDockerRuntime, type DockerRuntime } from '../simulator/runtimes/docker.ts';
import { connectEngine } from '../simulator/runtimes/docker-engine.ts';
import { forgetImages, forgetUnfinishedBuilds } from '../simulator/runtimes/docker-image.ts';
import { startSimulator } from '../simulator/server.ts';
import type { Simulator } from '../simulator/simulator.ts';
import { BASE_IMAGE, ensureBaseImage } from './base-image.ts';
import { startDatabase } from './database.ts';
import { freePort } from './free-port.ts';
import { makeOwnFolder, registriesOfKilledRuns } from './own-folder.ts';
import { applyStack, SERVICE, type TerraformOutputs } from './stack.ts';

const DESIRED_COUNT = 2;

export interface StageOptions {
  /** AWS's own waits are divided by it */
  readonly timeScale: number;
  readonly region: string;
  /** gets what undoes the stage; to be called newest first, also when setting it failed half-way */
  readonly cleanUps: (() => Promise<void>)[];
  /** gets a line for each thing that stands */
  readonly say: (line: string) => void;
}

export interface RealStage {
  readonly simulator: Simulator;
  /** the local AWS's, its registry's too */
  readonly url: string;
  /** for files of the run; removed with the stage */
  readonly folder: string;
  /** what the engine holds to build `FROM` */
  readonly baseImage: string;
  /** the load balancer's URL, without a path */
  readonly address: string;
  /** with a sensitive one among them */
  readonly outputs: TerraformOutputs;
}

export async function setRealStage({ timeScale, region, cleanUps, say }: StageOptions): Promise<RealStage> {
  const startedAt = new Date();
  const baseImage = await ensureBaseImage();
  say(`Base image: ${baseImage}, assembled from this machine's Node 24 (no image can be pulled).`);
  let runtime: DockerRuntime | undefined;
  const { simulator, url, close } = await startSimulator({
    runtime: async ({ login }) => {
      runtime = await createDockerRuntime({ registryAuth: login, log: say });
      return runtime;
    },
    time: 'real',
    timeScale,
    region,
  });
  const { host } = new URL(url);
  cleanUps.push(async () => forgetUnfinishedBuilds(await connectEngine(), BASE_IMAGE, startedAt));
  // Clean-ups run newest first: an image can be forgotten only when no container uses it any more.
  cleanUps.push(() => forgetImagesOf(host));
  cleanUps.push(close);
  // The runtime has removed what was left of their containers by now.
  await Promise.all(registriesOfKilledRuns().map(forgetImagesOf));
  const folder = makeOwnFolder(host);
  cleanUps.push(() => rm(folder, { recursive: true, force: true }));
  const gateway = runtime?.gateway ?? '';
  const database = await startDatabase({ listenAddresses: [gateway] });
  cleanUps.push(database.stop);
  say(`Local AWS: ${url} (its registry too); database: port ${database.port}.`);
  const outputs = await applyStack({
    endpoint: url,
    region,
    databaseUrl: database.url(gateway),
    desiredCount: DESIRED_COUNT,
    listenerPort: await freePort(['127.0.0.1']),
  });
  const address = `http://${outputs.alb_dns_name?.value}`;
  say(
    `The stack is "applied": service ${SERVICE}, ${DESIRED_COUNT} tasks wanted, behind ${address}; its image does not exist yet.`,
  );
  return { simulator, url, folder, baseImage, address, outputs };
}

async function forgetImagesOf(registryHost: string): Promise<void> {
  await forgetImages(await connectEngine(), registryHost);
}
