// Says in ECS's words (Fargate's, platform 1.4) why a container could not be pulled or started. Pure.

import { architecture } from './docker-image.ts';

/** A container that never ran; the message is in ECS's words. */
export class CouldNotStart extends Error {
  readonly container: string;

  constructor(container: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CouldNotStart';
    this.container = container;
  }
}

/** `engineWords` is the engine's own message, as its API gave it. */
export function pullFailure(image: string, engineWords: string): string {
  if (/no matching manifest|does not match the (?:specified|detected|requested) platform/.test(engineWords)) {
    return `CannotPullContainerError: image Manifest does not contain descriptor matching platform 'linux/${architecture()}'`;
  }
  const cause = /manifest unknown|manifest for .* not found|not found/i.test(engineWords)
    ? 'not found'
    : lastLine(engineWords);
  return `CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref ${image}: ${
    cause === 'not found' ? `${image}: not found` : cause
  }`;
}

export function startFailure(engineWords: string): string {
  const words = lastLine(engineWords).replace(/^Error response from daemon: /, '');
  // Older engines say it without the part in the middle; the end, which names the fault, is the same.
  const fault = /(?:starting container process caused|unable to start container process): (.*)$/.exec(words)?.[1];
  if (fault === undefined) return `CannotStartContainerError: ${words}`;
  return `CannotStartContainerError: ResourceInitializationError: failed to create new container runtime task: failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${fault}`;
}

export function dependencyFailure(container: string, dependency: string): string {
  return `TaskFailedToStart: dependency graph: failed to resolve the container ordering dependency [${dependency}] for target [${container}] as dependency did not exit successfully.`;
}

export const outOfMemory = 'OutOfMemoryError: Container killed due to memory usage';

function lastLine(text: string): string {
  return text.trim().split('\n').at(-1) ?? text;
}
