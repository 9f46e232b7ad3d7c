// What a runtime has made carries its name and its process id, so that whatever a killed run left behind is found and removed.

import { hostname } from 'node:os';
import { isAlive } from '../temporary-folder.ts';
import { removeContainer } from './docker-container.ts';
import { type Engine, EngineError } from './docker-engine.ts';

const simulatorLabel = 'slipway.simulator';
const processLabel = 'slipway.process';
const hostLabel = 'slipway.host';

export function labelsOf(simulator: string): Record<string, string> {
  return { [simulatorLabel]: simulator, [processLabel]: String(process.pid), [hostLabel]: hostname() };
}

interface Labelled {
  readonly Id: string;
  readonly Labels: Readonly<Record<string, string>> | null;
}

/** Everything of one simulator, running or not. */
export async function removeAllOf(engine: Engine, simulator: string): Promise<void> {
  await removeWhere(engine, (labels) => labels[simulatorLabel] === simulator);
}

/** Everything of simulators of this machine whose process is no more. Answers with how many things were removed. */
export async function sweepLeftovers(engine: Engine): Promise<number> {
  return removeWhere(engine, (labels) => labels[hostLabel] === hostname() && !isAlive(Number(labels[processLabel])));
}

async function removeWhere(
  engine: Engine,
  chosen: (labels: Readonly<Record<string, string>>) => boolean,
): Promise<number> {
  const filters = JSON.stringify({ label: [simulatorLabel] });
  const pick = (all: readonly Labelled[]) => all.filter(({ Labels }) => chosen(Labels ?? {}));
  const containers = pick(await engine.call<Labelled[]>('GET', '/containers/json', { query: { all: '1', filters } }));
  await Promise.all(containers.map(({ Id }) => removeContainer(engine, Id)));
  const networks = pick(await engine.call<Labelled[]>('GET', '/networks', { query: { filters } }));
  await Promise.all(networks.map(({ Id }) => removeNetwork(engine, Id)));
  return containers.length + networks.length;
}

async function removeNetwork(engine: Engine, id: string): Promise<void> {
  try {
    await engine.call('DELETE', `/networks/${id}`);
  } catch (error) {
    if (!(error instanceof EngineError && error.status === 404)) throw error;
  }
}
