// A turn of the world: a release with its fate, runs of the product on the virtual clock, and somebody who acts between two requests.

import { main } from '../../actions/deploy-ecs/src/main.ts';
import { post } from '../../actions/deploy-ecs/src/post.ts';
import type { AwsApi } from '../../lib/aws/api.ts';
import type { Report } from '../../lib/core/report.ts';
import type { ActionContext } from '../../lib/github/run-action.ts';
import { healthy } from '../../simulator/runtimes/fates.ts';
import type { Simulator } from '../../simulator/simulator.ts';
import { type Account, anAccount, CLUSTER, SERVICE, type ServiceOptions } from '../support/a-service.ts';
import { directDoor } from '../support/aws-doors.ts';
import { type InProcessOptions, runInProcess } from '../support/in-process.ts';

const DEPLOY = { name: 'deploy-ecs', main };

/** An account whose service runs v1, and an image v2 with its fate. */
export async function aRelease(
  fate = healthy(),
  service: ServiceOptions = {},
): Promise<Account & { readonly v2: string }> {
  const account = anAccount({ fates: { v2: fate } });
  await account.pushImage('v1');
  await account.pushImage('agent');
  await account.createService(service);
  const { reference } = await account.pushImage('v2');
  return { ...account, v2: reference };
}

export function deploy(
  simulator: Simulator,
  inputs: Readonly<Record<string, string>>,
  options: Partial<InProcessOptions> = {},
) {
  return runInProcess(DEPLOY, {
    simulator,
    api: directDoor(simulator),
    inputs: { cluster: CLUSTER, service: SERVICE, ...inputs },
    ...options,
  });
}

/** The post step of a run. */
export async function postAfter(simulator: Simulator, state: ReadonlyMap<string, string>): Promise<readonly string[]> {
  const nothing: Report = {
    conclusion: 'success',
    verdict: 'none',
    headline: '',
    outputs: {},
    summary: '',
    annotations: [],
  };
  const action = {
    name: 'deploy-ecs',
    main: async (context: ActionContext, api: AwsApi) => {
      await post(context, api);
      return nothing;
    },
  };
  const run = await runInProcess(action, { simulator, api: directDoor(simulator), inputs: {}, state });
  return run.lines;
}

/** The door to AWS, with somebody beside it who acts before a request is sent, or after it was answered. */
export function disturbedDoor(
  simulator: Simulator,
  { before, after }: Partial<Record<'before' | 'after', (operation: string) => Promise<void>>>,
): AwsApi {
  const door = directDoor(simulator);
  const disturbed = async <T>(operation: string, ask: () => Promise<T>): Promise<T> => {
    await before?.(operation);
    const answer = await ask();
    await after?.(operation);
    return answer;
  };
  return {
    call: (service, operation, input, options) =>
      disturbed(operation, () => door.call(service, operation, input, options)),
    raw: (service, operation, input) => disturbed(operation, () => door.raw(service, operation, input)),
  };
}

/** How often ECS has taken this request. */
export const asked = (simulator: Simulator, operation: string) =>
  simulator.diary.filter((entry) => entry.operation === operation && entry.outcome === 'ok').length;
export const statuses = (simulator: Simulator) =>
  Object.values(simulator.world.ecs.serviceDeployments).map(({ status }) => status);
