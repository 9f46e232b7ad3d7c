// A service in the local AWS behind a real port, and the shipped migrate to be run against it.

import { mutations } from '../../simulator/diary.ts';
import type { Fault } from '../../simulator/faults.ts';
import type { Fate } from '../../simulator/runtimes/fates.ts';
import { startServer } from '../../simulator/server.ts';
import { anAccount, CLUSTER, REPOSITORY, SERVICE, type ServiceOptions } from './a-service.ts';
import { type BundleRun, type RunningBundle, runBundle, startBundle } from './runner.ts';

type Inputs = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

export interface MigrationPlace {
  migrate(inputs?: Inputs, env?: Inputs): Promise<BundleRun>;
  /** `reached` once a line of the log matches */
  startUntil(line: RegExp, inputs?: Inputs): { reached: Promise<RunningBundle>; finished: Promise<BundleRun> };
  /** The post step of a run, which gets what main saved. */
  post(run: BundleRun): Promise<BundleRun>;
  imageByTag(tag: string): string;
  /** of the tag `release` */
  readonly digest: string;
  /** operations that the runs asked for, reads included */
  diary(): readonly string[];
  mutations(): readonly string[];
  inputsOf(operation: string): readonly Json[];
  /** what the runs sent or got that AWS's models do not allow */
  problems(): readonly string[];
  tasksEver(): number;
  liveTasks(): readonly string[];
  /** how many migrations lived at the same time, at most, as far as the runs' looks show */
  mostAtOnce(): number;
  close(): Promise<void>;
}

/** `fates` by the tag of the image; the tag `release` is what is migrated with. */
export async function aMigrationPlace(
  fates: Readonly<Record<string, Fate>>,
  options: { readonly faults?: readonly Fault[]; readonly service?: ServiceOptions } = {},
): Promise<MigrationPlace> {
  const account = anAccount({ fates, advancePerLookMs: 2_000 });
  const { simulator } = account;
  await account.pushImage('v1');
  const { digest } = await account.pushImage('release');
  await account.createService(options.service ?? {});
  if (options.faults !== undefined) simulator.setFaults(options.faults);
  const server = await startServer(simulator);
  const before = simulator.diary.length;
  const entries = () => simulator.diary.slice(before);
  const imageByTag = (tag: string) => `${simulator.world.ecr.registryHost}/${REPOSITORY}:${tag}`;
  const bundle = (inputs: Inputs, env: Inputs = {}) => ({
    action: 'migrate',
    inputs: {
      cluster: CLUSTER,
      service: SERVICE,
      image: imageByTag('release'),
      command: 'npm run migrate',
      'poll-interval': '20ms',
      ...inputs,
    },
    env: { AWS_ENDPOINT_URL: server.url, AWS_REGION: simulator.world.region, ...env },
  });
  const migrations = () =>
    Object.values(simulator.world.ecs.tasks).filter(({ group }) => group === 'family:web-migrate');
  return {
    imageByTag,
    digest,
    migrate: (inputs = {}, env = {}) => runBundle(bundle(inputs, env)),
    post: ({ state }) => runBundle({ ...bundle({}), phase: 'post', state }),
    startUntil: (line, inputs = {}) => {
      const { promise, resolve } = Promise.withResolvers<RunningBundle>();
      const running: RunningBundle = startBundle({
        ...bundle(inputs),
        onLine: (text) => {
          if (line.test(text)) resolve(running);
        },
      });
      return { reached: promise, finished: running.finished };
    },
    diary: () => entries().map(({ operation }) => operation),
    mutations: () => mutations(entries()).map(({ operation }) => operation),
    inputsOf: (operation) =>
      entries()
        .filter((entry) => entry.operation === operation)
        .map(({ input }) => input as Json),
    problems: () => entries().flatMap(({ problems }) => problems),
    tasksEver: () => migrations().length,
    liveTasks: () =>
      migrations()
        .filter(({ lastStatus }) => lastStatus !== 'STOPPED')
        .map(({ taskArn }) => taskArn),
    mostAtOnce: () =>
      Math.max(
        ...migrations().map(
          (one) =>
            migrations().filter(
              (other) =>
                other.createdAt <= one.createdAt && (other.stoppedAt ?? Number.POSITIVE_INFINITY) > one.createdAt,
            ).length,
        ),
      ),
    close: async () => {
      await server.close();
      await simulator.close();
    },
  };
}
