// The local AWS for a terminal: `npm run simulator -- [--port N] [--time-scale N] [--runtime docker|scripted] [--data-dir DIR]`.

import { parseArgs } from 'node:util';
import type { Runtime } from './control-plane/runtime.ts';
import { type RegistryAccess, startSimulator } from './server.ts';

const usage = 'npm run simulator -- [--port N] [--time-scale N] [--runtime docker|scripted] [--data-dir DIR]';

async function main(): Promise<void> {
  const { port, timeScale, runtime, dataDir } = readArguments();
  const running = await startSimulator({
    runtime: (registry) => runtimeNamed(runtime, registry),
    time: 'real',
    timeScale,
    port,
    ...(dataDir !== undefined && { dataDir }),
  });
  console.log(`The local AWS listens on ${running.url} (runtime ${runtime}, AWS's own waits divided by ${timeScale}).`);
  console.log('In the shell that is to use it:\n');
  for (const [name, value] of Object.entries(environmentFor(running.url))) console.log(`export ${name}=${value}`);
  console.log('\nCtrl-C ends it.');
  const stop = () => {
    // A second Ctrl-C does not wait.
    process.once('SIGINT', () => process.exit(130));
    const problems = running.simulator.diary.flatMap((entry) =>
      entry.problems.map((problem) => `${entry.operation}: ${problem}`),
    );
    if (problems.length > 0) console.error(`\nNot as AWS's models have it:\n${[...new Set(problems)].join('\n')}`);
    running.close().catch((error: unknown) => {
      console.error(error);
      process.exitCode = 1;
    });
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

interface Arguments {
  readonly port: number;
  readonly timeScale: number;
  readonly runtime: 'docker' | 'scripted';
  readonly dataDir: string | undefined;
}

function readArguments(): Arguments {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4566' },
      'time-scale': { type: 'string', default: '1' },
      runtime: { type: 'string', default: 'docker' },
      'data-dir': { type: 'string' },
    },
  });
  const port = Number(values.port);
  const timeScale = Number(values['time-scale']);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port} is no port.\n${usage}`);
  if (!(timeScale > 0)) throw new Error(`--time-scale ${values['time-scale']} is no number above 0.\n${usage}`);
  if (values.runtime !== 'docker' && values.runtime !== 'scripted') {
    throw new Error(`--runtime ${values.runtime} is neither docker nor scripted.\n${usage}`);
  }
  return { port, timeScale, runtime: values.runtime, dataDir: values['data-dir'] };
}

/** Only what is used is loaded. */
async function runtimeNamed(name: 'docker' | 'scripted', registry: RegistryAccess): Promise<Runtime> {
  if (name === 'docker') {
    const { createDockerRuntime } = await import('./runtimes/docker.ts');
    return createDockerRuntime({ registryAuth: registry.login, log: (line) => console.error(line) });
  }
  const [{ createScriptedRuntime }, { healthy }] = await Promise.all([
    import('./runtimes/scripted.ts'),
    import('./runtimes/fates.ts'),
  ]);
  return createScriptedRuntime({ fateOf: () => healthy() });
}

function environmentFor(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
