// AwsApi over the AWS SDK. Clients are imported when first needed (a client costs 40 ms of start), make one attempt, and answer in time.

import { UserError } from '../core/errors.ts';
import type { AwsApi, CallOptions, Json, Service } from './api.ts';
import { translateError } from './failures.ts';
import { captureAnswer, replaceRequest } from './raw-json.ts';

interface Stack {
  add(middleware: unknown, options: object): void;
}
export interface SdkCommand {
  readonly middlewareStack: Stack;
}
export interface SdkClient {
  send(command: SdkCommand): Promise<unknown>;
}
type Constructor<T> = new (input: object) => T;

/** Plain dynamic imports of named commands, so that the bundler makes a chunk of each client and leaves out the rest of it. */
const SERVICES: Readonly<Record<Service, { client: string; load: () => Promise<object> }>> = {
  ecs: { client: 'ECSClient', load: () => import('./operations/ecs.ts') },
  ecr: { client: 'ECRClient', load: () => import('./operations/ecr.ts') },
  'ecr-public': { client: 'ECRPUBLICClient', load: () => import('./operations/ecr-public.ts') },
  logs: { client: 'CloudWatchLogsClient', load: () => import('./operations/logs.ts') },
  elasticloadbalancing: {
    client: 'ElasticLoadBalancingV2Client',
    load: () => import('./operations/elasticloadbalancing.ts'),
  },
  sts: { client: 'STSClient', load: () => import('./operations/sts.ts') },
};

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 20_000;

export interface SdkOptions {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Stands in for the network, in tests. */
  readonly requestHandler?: object;
  /** Default: the SDK's own chain (environment, web identity, instance). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

export function createAwsApi(options: SdkOptions): AwsApi {
  let authenticated = false;
  const clients = new Map<string, Promise<{ client: SdkClient; module: Readonly<Record<string, unknown>> }>>();
  const clientOf = (service: Service, region: string) => {
    const key = `${service} ${region}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const made = makeClient(service, region, options);
    clients.set(key, made);
    return made;
  };
  const send = async <Output>(
    service: Service,
    operation: string,
    input: object,
    call: CallOptions,
    prepare?: (command: SdkCommand) => void,
  ): Promise<Output> => {
    const { client, module } = await clientOf(service, call.region ?? regionOf(options.environment));
    const command = new (module[`${operation}Command`] as Constructor<SdkCommand>)(input);
    prepare?.(command);
    try {
      const output = (await client.send(command)) as Output;
      authenticated = true;
      return output;
    } catch (error) {
      throw translateError(error, { service, operation, authenticated });
    }
  };
  return {
    call: (service, operation, input, call = {}) => send(service, operation, input as object, call),
    raw: async (service, operation, input) => {
      const answer: { body?: string } = {};
      await send(service, operation, input, {}, (command) => {
        command.middlewareStack.add(replaceRequest(input), {
          step: 'build',
          priority: 'high',
          name: 'slipwayRawRequest',
        });
        command.middlewareStack.add(captureAnswer(answer), {
          step: 'deserialize',
          priority: 'low',
          name: 'slipwayRawAnswer',
        });
      });
      return JSON.parse(answer.body ?? '{}') as Json;
    },
  };
}

async function makeClient(service: Service, region: string, options: SdkOptions) {
  const { client, load } = SERVICES[service];
  const module = (await load()) as Readonly<Record<string, unknown>>;
  return {
    module,
    client: new (module[client] as Constructor<SdkClient>)({
      region,
      maxAttempts: 1,
      ...(options.credentials === undefined ? {} : { credentials: options.credentials }),
      requestHandler: options.requestHandler ?? {
        connectionTimeout: CONNECT_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        throwOnRequestTimeout: true,
      },
    }),
  };
}

function regionOf(environment: SdkOptions['environment']): string {
  const region = environment.AWS_REGION || environment.AWS_DEFAULT_REGION;
  if (!region) {
    throw new UserError(
      'AWS_REGION is not set: give it as env, or run aws-actions/configure-aws-credentials (with aws-region) in an earlier step of this job.',
    );
  }
  if (!/^[a-z0-9-]+$/.test(region))
    throw new UserError(`AWS_REGION is "${region}", which is no region; allowed is a name such as eu-central-1.`);
  const endpoint = Object.entries(environment).find(
    ([name, url]) => /^AWS_ENDPOINT_URL(_|$)/.test(name) && url && !URL.canParse(url),
  );
  if (endpoint !== undefined) throw new UserError(`${endpoint[0]} is "${endpoint[1]}", which is no URL.`);
  return region;
}
