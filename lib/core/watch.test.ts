import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AwsFailure } from './errors.ts';
import { type Decision, describeTally, type History, permanentFailure, type Watch, watch } from './watch.ts';

type Seen = string;
type Steps = Watch<Seen, string, string>;

const failure = (kind: AwsFailure['kind'] = 'throttled') =>
  new AwsFailure({ kind, operation: 'ecs:DescribeX', code: 'Code', awsMessage: 'words' });
const wait = (because: string): Decision<string, string> => ({ kind: 'wait', because });
const settle = (verdict: string): Decision<string, string> => ({ kind: 'settle', verdict });

/** A watch whose world is a list of looks, on a clock of its own; the last look stays. */
function aWatch(looks: readonly (Seen | Error)[], steps: Partial<Steps> & { cancelAtMs?: number } = {}) {
  let now = 0;
  let nth = 0;
  const abort = new AbortController();
  const { cancelAtMs, ...rest } = steps;
  const said: string[] = [];
  return {
    said,
    now: () => now,
    run: () =>
      watch<Seen, string, string>({
        look: async () => {
          const look = looks[Math.min(nth++, looks.length - 1)] ?? '';
          if (look instanceof Error) throw look;
          return look;
        },
        decide: ({ latest }) => (latest === 'done' ? settle('done') : wait(`saw ${latest ?? 'nothing'}`)),
        act: async () => undefined,
        pace: () => 1_000,
        describe: (seen) => seen,
        clock: {
          now: () => now,
          sleep: async (ms, signal) => {
            if (signal?.aborted) return;
            now += ms;
            if (cancelAtMs !== undefined && now >= cancelAtMs) abort.abort();
          },
        },
        signal: abort.signal,
        onWait: (because) => said.push(because),
        ...rest,
      }),
  };
}

test('it looks until the rule settles', async () => {
  const w = aWatch(['a', 'a', 'b', 'done']);
  expect(await w.run()).toBe('done');
  expect(w.now()).toBe(3_000);
});

test('a reason to wait is said when it changes, not each time', async () => {
  const w = aWatch(['a', 'a', 'a', 'b', 'a', 'done']);
  await w.run();
  expect(w.said).toEqual(['saw a', 'saw b', 'saw a']);
});

test('a look that fails leaves what was seen, and the rule knows that it is blind', async () => {
  const seen: { latest: string | undefined; blind: number }[] = [];
  const w = aWatch(['a', failure(), failure(), 'b'], {
    decide: ({ latest, blind }) => {
      seen.push({ latest, blind: blind.length });
      return latest === 'b' ? settle('end') : wait('');
    },
  });
  await w.run();
  expect(seen).toEqual([
    { latest: 'a', blind: 0 },
    { latest: 'a', blind: 1 },
    { latest: 'a', blind: 2 },
    { latest: 'b', blind: 0 },
  ]);
});

test('an error that is not AWS is our bug, and ends the watch', async () => {
  await expect(aWatch(['a', new TypeError('bug')]).run()).rejects.toThrow('bug');
});

test('a command is carried out, and its refusal is told to the rule', async () => {
  const w = aWatch(['a'], {
    decide: ({ issued }) =>
      issued.length === 0 ? { kind: 'act', command: 'go' } : settle(issued[0]?.failure?.code ?? 'taken'),
    act: async () => {
      throw failure('refused');
    },
  });
  expect(await w.run()).toBe('Code');
});

test('a cancelled job is decided without another look', async () => {
  let looks = 0;
  const w = aWatch(['a'], {
    cancelAtMs: 2_500,
    look: async () => {
      looks++;
      return 'a';
    },
    decide: ({ cancelledAt, now }) => (cancelledAt === undefined ? wait('') : settle(`cancelled at ${now}`)),
  });
  expect(await w.run()).toBe('cancelled at 3000');
  expect(looks).toBe(3);
});

test('a look that hangs does not hold up a cancelled job', async () => {
  const abort = new AbortController();
  const verdict = watch<Seen, string, string>({
    look: () => {
      queueMicrotask(() => abort.abort());
      return new Promise(() => undefined);
    },
    decide: ({ cancelledAt }) => (cancelledAt === undefined ? wait('') : settle('cancelled')),
    act: async () => undefined,
    pace: () => 1,
    describe: () => '',
    clock: { now: () => 0, sleep: async () => undefined },
    signal: abort.signal,
  });
  expect(await verdict).toBe('cancelled');
});

test('a rule that goes on after a cancel is not spun', async () => {
  const w = aWatch(['a'], {
    cancelAtMs: 1_000,
    decide: ({ cancelledAt, now }) => (cancelledAt !== undefined && now >= 5_000 ? settle('end') : wait('')),
  });
  expect(await w.run()).toBe('end');
  expect(w.now()).toBe(5_000);
});

test('a cancelled job has the look after a request at once', async () => {
  const looked: number[] = [];
  const w = aWatch(['a'], {
    cancelAtMs: 1_000,
    look: async () => {
      looked.push(w.now());
      return 'a';
    },
    decide: ({ cancelledAt, issued, now }) => {
      if (cancelledAt === undefined || looked.length < 2) return wait('');
      if (issued.length < 2) return looked.length > issued.length + 1 ? { kind: 'act', command: 'stop' } : wait('');
      return now >= 3_000 ? settle('end') : wait('');
    },
  });
  expect(await w.run()).toBe('end');
  // Once before the cancel, at once when it comes, after the first request and after the second; then with the pace.
  expect(looked).toEqual([0, 1_000, 1_000, 1_000, 2_000, 3_000]);
});

test('what was seen is counted, in the order of first sight', async () => {
  let tally: ReadonlyMap<string, number> = new Map();
  const w = aWatch(['a', failure(), 'b', 'a', 'done'], {
    decide: (history: History<Seen, string>) => {
      tally = history.tally;
      return history.latest === 'done' ? settle('done') : wait('');
    },
  });
  await w.run();
  expect(describeTally(tally)).toBe('5 looks: 2 × a, 1 × throttled, 1 × b, 1 × done');
});

test('a failure that does not pass is found among those that do', () => {
  expect(permanentFailure({ blind: [failure(), failure('denied'), failure()] })?.kind).toBe('denied');
  expect(permanentFailure({ blind: [failure(), failure('unavailable')] })).toBeUndefined();
});

test('it waits exactly as often as the rule says, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 30 }), async (fails) => {
      const looks = [...fails.map((fail, index) => (fail ? failure() : `look ${index}`)), 'done'];
      const w = aWatch(looks);
      expect(await w.run()).toBe('done');
      expect(w.now()).toBe(fails.length * 1_000);
    }),
  );
});
