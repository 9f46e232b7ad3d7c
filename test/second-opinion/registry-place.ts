// A place for foreign clients of the registry: a local AWS behind a port, the password that ECR gives, and an empty home.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { anIdleRuntime, problemsOf } from '../../simulator/a-simulator.ts';
import type { Json } from '../../simulator/operations/operation.ts';
import { startSimulator } from '../../simulator/server.ts';
import { type Ended, runForeign } from './foreign-program.ts';

export interface RegistryPlace {
  /** `host:port` */
  readonly host: string;
  /** an empty folder, home and working folder of what runs here */
  readonly home: string;
  /** ECR's own API, to see what it says of what was pushed */
  ecr(operation: string, input: Json): Promise<Json>;
  /** user and password, as ECR's GetAuthorizationToken gives them */
  login(): Promise<{ readonly user: string; readonly password: string }>;
  /** lets time pass, in the world's milliseconds */
  pass(ms: number): void;
  run(
    program: string,
    args: readonly string[],
    given?: { env?: Record<string, string>; stdin?: string },
  ): Promise<Ended>;
  /** what was asked of the registry, by the names of the diary */
  asked(): readonly string[];
  /** what the simulator had to say against requests and answers, its own mistakes included */
  problems(): readonly string[];
  close(): Promise<void>;
}

export async function aRegistryPlace(repositories: readonly string[]): Promise<RegistryPlace> {
  const { simulator, url, close } = await startSimulator({ runtime: anIdleRuntime(), time: 'virtual' });
  const home = mkdtempSync(join(tmpdir(), 'slipway-registry-'));
  for (const repositoryName of repositories) await simulator.call('ecr', 'CreateRepository', { repositoryName });
  return {
    host: new URL(url).host,
    home,
    ecr: (operation, input) => simulator.call('ecr', operation, input),
    login: async () => {
      const answer = await simulator.call('ecr', 'GetAuthorizationToken', {});
      const [data] = answer.authorizationData as { authorizationToken: string }[];
      const [user = '', password = ''] = Buffer.from(data?.authorizationToken ?? '', 'base64')
        .toString()
        .split(':');
      return { user, password };
    },
    run: (program, args, { env = {}, stdin } = {}) =>
      runForeign(program, args, {
        env: { PATH: process.env.PATH ?? '', HOME: home, NO_PROXY: '*', ...env },
        cwd: home,
        ...(stdin !== undefined && { stdin }),
      }),
    pass: (ms) => simulator.advance(ms),
    asked: () => simulator.diary.filter(({ service }) => service === 'registry').map(({ operation }) => operation),
    problems: () => problemsOf(simulator),
    close: async () => {
      await close();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
