// A port that nobody uses at this moment; it may be taken by somebody else before it is listened on.

import { createServer } from 'node:net';

/** One that is free on all of these addresses of this machine. */
export async function freePort(addresses: readonly string[]): Promise<number> {
  for (let attempt = 1; attempt <= 20; attempt++) {
    const port = await portOn('127.0.0.1', 0);
    if (port === undefined) continue;
    const others = await Promise.all(addresses.map((address) => portOn(address, port)));
    if (others.every((found) => found === port)) return port;
  }
  throw new Error(
    `No port is free on all of ${addresses.join(', ')}, or one of them is not an address of this machine.`,
  );
}

function portOn(address: string, port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, address, () => {
      const bound = probe.address();
      probe.close(() => resolve(typeof bound === 'object' && bound !== null ? bound.port : undefined));
    });
  });
}
