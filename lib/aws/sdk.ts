// AwsApi over the AWS SDK. Clients are imported when first needed (a client costs 40 ms of start), make one attempt, and answer in time.

import type { Clock } from '../core/clock.ts';
import { AwsFailure, UserError } from '../core/errors.ts';
import type { AwsApi, CallOptions, Json, Modules, OutputOf, Service } from './api.ts';
import { translateError } from './failures.ts';
import { captureAnswer, replaceRequest } from './raw-json.ts';
import { type AssumedRole, assumeRole, type RoleOptions, type Session } from './role.ts';
import { type RoleSurroundings, readRole } from './role-inputs.ts';

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

/**
 * The services that an action may ask, each as a plain dynamic import: the bundler makes a chunk of it, and what an action does not name does not
 * weigh in its bundle. STS is for the role.
 */
export type Services = { readonly [S in Service]?: () => Promise<Modules[S]> };

const CONNECT_TIMEOUT_MS = 5_000;
const REQUEST_TIMEOUT_MS = 20_000;

export interface SdkOptions {
  readonly services: Services;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Stands in for the network, in tests. */
  readonly requestHandler?: object;
  /** Default: the SDK's own chain (environment, web identity, instance). */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** A role to assume by OIDC, which goes before all other credentials. */
  readonly role?: Omit<RoleOptions, 'assume'>;
}

/** What the door takes of an action's context. */
export interface AwsSurroundings extends RoleSurroundings {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: { mask(secret: string): void };
}

/** The door of an action: reads the inputs of the role, beside which the action reads its own. */
export function openAws(surroundings: AwsSurroundings, services: Services): AwsApi {
  const { environment, clock, signal, log, idToken } = surroundings;
  const role = readRole(surroundings);
  if (role === undefined) return createAwsApi({ environment, services });
  const { request, problem = 'role-to-assume: there is no OIDC token' } = role;
  const refuse = () => Promise.reject(new UserError(problem));
  const door = role.problem === undefined ? (idToken ?? refuse) : refuse;
  return createAwsApi({ environment, services, role: { request, idToken: door, clock, signal, mask: log.mask } });
}

export function createAwsApi(options: SdkOptions): AwsApi {
  let authenticated = false;
  const clients = new Map<string, Promise<{ client: SdkClient; module: Readonly<Record<string, unknown>> }>>();
  const clientOf = (service: Service, region: string) => {
    const key = `${service} ${region}`;
    const known = clients.get(key);
    if (known !== undefined) return known;
    const made = makeClient(service, region, { ...options, ...credentialsOf(options, role) });
    clients.set(key, made);
    return made;
  };
  const sendOnce = async <Output>(sending: Sending, byClockOfAws = false): Promise<Output> => {
    const { service, operation, input, call = {}, prepare } = sending;
    const { client, module } = await clientOf(service, call.region ?? regionOf(options.environment));
    const command = new (module[`${operation}Command`] as Constructor<SdkCommand>)(input);
    prepare?.(command);
    try {
      const output = (await client.send(command)) as Output;
      authenticated = true;
      return output;
    } catch (error) {
      const failure = translateError(error, { service, operation, authenticated });
      if (!byClockOfAws && isRefusedForClock(error, failure)) return sendOnce(sending, true);
      throw failure;
    }
  };
  const role =
    options.role &&
    assumeRole({
      ...options.role,
      assume: async (input) =>
        sessionIn(await sendOnce({ service: 'sts', operation: 'AssumeRoleWithWebIdentity', input })),
    });
  const send = <Output>(sending: Sending): Promise<Output> =>
    role === undefined ? sendOnce(sending) : withSession(role, () => sendOnce<Output>(sending));
  return {
    call: (service, operation, input, call = {}) => send({ service, operation, input: input as object, call }),
    raw: async (service, operation, input) => {
      const answer: { body?: string } = {};
      const prepare = ({ middlewareStack }: SdkCommand) => {
        middlewareStack.add(replaceRequest(input), { step: 'build', priority: 'high', name: 'slipwayRawRequest' });
        middlewareStack.add(captureAnswer(answer), { step: 'deserialize', priority: 'low', name: 'slipwayRawAnswer' });
      };
      await send({ service, operation, input, prepare });
      return JSON.parse(answer.body ?? '{}') as Json;
    },
  };
}

interface Sending {
  readonly service: Service;
  readonly operation: string;
  readonly input: object;
  readonly call?: CallOptions;
  readonly prepare?: (command: SdkCommand) => void;
}

/**
 * The clock of this machine is minutes off, so that no signature of it is taken. The SDK has learned the time of AWS from the refusal and says so; it
 * leaves asking again to its own retries, which are off. Nothing was carried out.
 */
function isRefusedForClock(error: unknown, failure: Error): boolean {
  if (!(failure instanceof AwsFailure) || (failure.kind !== 'denied' && failure.kind !== 'expired')) return false;
  const metadata = error instanceof Error && '$metadata' in error ? error.$metadata : undefined;
  return typeof metadata === 'object' && metadata !== null && 'clockSkewCorrected' in metadata;
}

/** What AWS refuses for an ended session was not carried out, whatever it is: with a new session it is asked for once more. */
async function withSession<Output>(role: AssumedRole, send: () => Promise<Output>): Promise<Output> {
  const session = await role.session();
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof AwsFailure) || error.kind !== 'expired') throw error;
    role.ended(session);
    await role.session();
    return send();
  }
}

function sessionIn({ Credentials }: OutputOf<'sts', 'AssumeRoleWithWebIdentity'>): Session {
  const { AccessKeyId, SecretAccessKey, SessionToken } = Credentials ?? {};
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) throw new Error('STS gave a session without credentials');
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}

/** `memoized`: the SDK would keep a session by its own clock and rules. */
function credentialsOf({ credentials }: SdkOptions, role: AssumedRole | undefined): { credentials?: object } {
  if (role === undefined) return credentials === undefined ? {} : { credentials };
  return { credentials: Object.assign(async () => role.latest() ?? role.session(), { memoized: true }) };
}

interface ClientOptions extends Pick<SdkOptions, 'requestHandler' | 'services'> {
  readonly credentials?: object;
}

async function makeClient(service: Service, region: string, options: ClientOptions) {
  const load = options.services[service];
  if (load === undefined) throw new Error(`this action does not name the service ${service} among those that it asks`);
  const module: Readonly<Record<string, unknown>> = await load();
  return {
    module,
    client: new (module.Client as Constructor<SdkClient>)({
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
