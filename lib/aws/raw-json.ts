// Members that the SDK does not know survive: the SDK drops them both when it sends and when it reads (seen with client-ecs 3.1162.0).
// One middleware replaces the request's body before it is signed, one keeps the answer's body before it is read.

import type { Json } from './api.ts';

interface HttpMessage {
  body?: unknown;
}
type Next = (args: { request: HttpMessage; input: unknown }) => Promise<{ response: HttpMessage; output: unknown }>;

/** For the step `build`, before the content length is computed and long before the request is signed. */
export function replaceRequest(input: Json) {
  return (next: Next): Next =>
    (args) => {
      args.request.body = JSON.stringify(input);
      return next(args);
    };
}

/** For the step `deserialize`, next to the network. */
export function captureAnswer(into: { body?: string }) {
  return (next: Next): Next =>
    async (args) => {
      const result = await next(args);
      const bytes = await bytesOf(result.response.body);
      into.body = bytes.toString('utf8');
      result.response.body = new Uint8Array(bytes);
      return result;
    };
}

async function bytesOf(body: unknown): Promise<Buffer> {
  if (body === undefined || body === null) return Buffer.alloc(0);
  if (typeof body === 'string') return Buffer.from(body, 'utf8');
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body as AsyncIterable<Uint8Array>) chunks.push(chunk);
  return Buffer.concat(chunks);
}
