// The connections to one target: those that idle between requests, and the exchanges under way. It does not choose targets.

import http from 'node:http';

export interface Exchange {
  /** Ends both sides at once. */
  cut(): void;
}

export interface TargetPool {
  readonly agent: http.Agent;
  begin(exchange: Exchange): void;
  end(exchange: Exchange): void;
  /** No route names the target any more: what is under way may finish, what idles is closed. */
  depart(): void;
  comeBack(): void;
  /** Draining is over: whatever is left is cut. */
  cut(): void;
}

export function createTargetPool(): TargetPool {
  const agent = new http.Agent({ keepAlive: true });
  const exchanges = new Set<Exchange>();
  let departed = false;

  function closeIdleConnections(): void {
    for (const socket of Object.values(agent.freeSockets).flat()) socket?.destroy();
  }

  return {
    agent,
    begin: (exchange) => void exchanges.add(exchange),
    end(exchange) {
      exchanges.delete(exchange);
      // Destroying the agent also ends the connection that is just about to be given back to it.
      if (departed && exchanges.size === 0) agent.destroy();
    },
    depart() {
      departed = true;
      closeIdleConnections();
    },
    comeBack() {
      departed = false;
    },
    cut() {
      for (const exchange of [...exchanges]) exchange.cut();
      agent.destroy();
    },
  };
}
