// Lets an AWS SDK client talk to a simulator in the same process: give this as its `requestHandler`. The wire is real, the socket is not.

import type { HttpRequest, HttpResponse } from '@smithy/types';
import type { Simulator } from './simulator.ts';

export interface SimulatorRequestHandler {
  handle(request: HttpRequest): Promise<{ response: HttpResponse }>;
  updateHttpClientConfig(): void;
  httpHandlerConfigs(): Record<string, never>;
  destroy(): void;
}

export function requestHandlerFor(simulator: Pick<Simulator, 'handle'>): SimulatorRequestHandler {
  return {
    async handle(request) {
      const headers = Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]);
      const {
        status,
        headers: answered,
        body,
      } = await simulator.handle({
        method: request.method,
        path: request.path,
        headers: Object.fromEntries(headers),
        body: bytesOf(request.body),
      });
      return { response: { statusCode: status, headers: { ...answered }, body } };
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };
}

function bytesOf(body: unknown): Uint8Array {
  if (body instanceof Uint8Array) return body;
  return new TextEncoder().encode(typeof body === 'string' ? body : '');
}
