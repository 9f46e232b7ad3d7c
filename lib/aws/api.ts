// The one door to AWS: call an operation by its name. Implemented over the SDK in sdk.ts; stories bring a door of their own.

export interface Modules {
  ecs: typeof import('./operations/ecs.ts');
  ecr: typeof import('./operations/ecr.ts');
  logs: typeof import('./operations/logs.ts');
  elasticloadbalancing: typeof import('./operations/elasticloadbalancing.ts');
  sts: typeof import('./operations/sts.ts');
  secretsmanager: typeof import('./operations/secretsmanager.ts');
  ssm: typeof import('./operations/ssm.ts');
  cloudwatch: typeof import('./operations/cloudwatch.ts');
}

/** As the prefix of its IAM actions spells it. */
export type Service = keyof Modules;

/** What an SDK command class looks like from outside; only its input and output matter here. */
type CommandClass = new (input: never) => { resolveMiddleware: CallableFunction };

export type OperationOf<S extends Service> = {
  [K in keyof Modules[S] & string]: K extends `${infer Operation}Command`
    ? Modules[S][K] extends CommandClass
      ? Operation
      : never
    : never;
}[keyof Modules[S] & string];

type CommandOf<S extends Service, O extends string> = `${O}Command` extends keyof Modules[S]
  ? Modules[S][`${O}Command`]
  : never;
type Shapes<C> = C extends new (
  ...input: infer Arguments
) => { resolveMiddleware(...rest: infer _Rest): infer Handler }
  ? Handler extends (...rest: infer _Arguments) => Promise<{ output: infer Output }>
    ? { input: Arguments extends [infer Input] ? Input : never; output: Output }
    : never
  : never;

export type InputOf<S extends Service, O extends string> = Shapes<CommandOf<S, O>>['input'];
export type OutputOf<S extends Service, O extends string> = Omit<Shapes<CommandOf<S, O>>['output'], '$metadata'>;

/** JSON as it stands on the wire: times are epoch seconds, members that the SDK does not know are there. */
export type Json = { readonly [member: string]: unknown };

export interface CallOptions {
  /** another region than the environment's */
  readonly region?: string;
}

/** Every failure is an AwsFailure, or a UserError where credentials or region are missing. One attempt; retrying is retry.ts's. */
export interface AwsApi {
  call<S extends Service, O extends OperationOf<S>>(
    service: S,
    operation: O,
    input: InputOf<S, O>,
    options?: CallOptions,
  ): Promise<OutputOf<S, O>>;
  /** The same without the SDK's shapes, for JSON services: what is sent and what comes back is untouched. */
  raw<S extends 'ecs' | 'ecr'>(service: S, operation: OperationOf<S>, input: Json): Promise<Json>;
}
