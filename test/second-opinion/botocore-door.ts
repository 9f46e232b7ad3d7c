// A door to an account through which everything that goes is kept, to be judged by botocore's models at the end.

import { startServer } from '../../simulator/server.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { type Asked, askedOf, type Exchange, judge, type Models } from './botocore-judge.ts';

export interface Door {
  readonly url: string;
  /** each way in which an answer was not as botocore has it, once */
  disagreements(): string[];
  /** what the simulator itself found in requests and answers, once */
  problems(): string[];
  /** the operations that were answered with success, as `ecs DescribeServices` */
  succeeded(): Set<string>;
  close(): Promise<void>;
}

export async function openDoor(simulator: Simulator, models: Models): Promise<Door> {
  const { simulator: recorded, exchanges } = recordExchanges(simulator);
  const server = await startServer(recorded);
  return {
    url: server.url,
    disagreements: () => unique(exchanges.flatMap((exchange) => judge(exchange, models))),
    problems: () =>
      unique(
        simulator.diary.flatMap(({ operation, problems }) => problems.map((problem) => `${operation}: ${problem}`)),
      ),
    succeeded: () => {
      const green = exchanges.filter(({ answer }) => answer.status === 200);
      return new Set(green.map((exchange) => nameOf(askedOf(exchange, models))));
    },
    close: async () => {
      await server.close();
      await simulator.close();
    },
  };
}

/** The same simulator, whose wire is listened to. */
export function recordExchanges(simulator: Simulator): {
  readonly simulator: Simulator;
  readonly exchanges: readonly Exchange[];
} {
  const exchanges: Exchange[] = [];
  return {
    exchanges,
    simulator: {
      ...simulator,
      get world() {
        return simulator.world;
      },
      handle: async (request) => {
        const answer = await simulator.handle(request);
        // Half of an answer is no answer to judge.
        if (answer.truncated !== true) exchanges.push({ request, answer });
        return answer;
      },
    },
  };
}

export function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}

function nameOf(asked: Asked | undefined): string {
  return asked === undefined ? 'unknown' : `${asked.service} ${asked.operation}`;
}
