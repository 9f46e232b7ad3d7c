// Which headers travel through the load balancer, and which ones it adds. Pure.

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'http2-settings',
]);

/** Name and value by turns, as Node's rawHeaders, without those that are between two neighbours only. */
export function endToEndHeaders(rawHeaders: readonly string[]): string[] {
  const named = pairs(rawHeaders)
    .filter(([name]) => name.toLowerCase() === 'connection')
    .flatMap(([, value]) => value.toLowerCase().split(','))
    .map((name) => name.trim());
  return pairs(rawHeaders)
    .filter(([name]) => !hopByHop.has(name.toLowerCase()) && !named.includes(name.toLowerCase()))
    .flat();
}

/** What the target is told of the client, added to what an earlier proxy has said. The Host header stays the client's. */
export function requestHeaders(rawHeaders: readonly string[], client: { address: string; port: number }): string[] {
  const kept = endToEndHeaders(rawHeaders);
  const earlier = pairs(kept)
    .filter(([name]) => name.toLowerCase() === 'x-forwarded-for')
    .map(([, value]) => value);
  const others = pairs(kept).filter(
    ([name]) => !['x-forwarded-for', 'x-forwarded-proto', 'x-forwarded-port'].includes(name.toLowerCase()),
  );
  return [
    ...others.flat(),
    ...['X-Forwarded-For', [...earlier, client.address.replace(/^::ffff:/, '')].join(', ')],
    ...['X-Forwarded-Proto', 'http'],
    ...['X-Forwarded-Port', String(client.port)],
  ];
}

function pairs(rawHeaders: readonly string[]): [string, string][] {
  const result: [string, string][] = [];
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    result.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
  }
  return result;
}
