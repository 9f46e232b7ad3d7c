// Two doors of the product to the simulator in the same process: straight to its operations (fast), and through the SDK and AWS's wire.

import type { AwsApi, Json, Service } from '../../lib/aws/api.ts';
import { everyService } from '../../lib/aws/every-service.ts';
import { translateError } from '../../lib/aws/failures.ts';
import { createAwsApi } from '../../lib/aws/sdk.ts';
import { AwsError } from '../../simulator/operations/operation.ts';
import type { ServiceName } from '../../simulator/protocols/services.ts';
import { requestHandlerFor } from '../../simulator/request-handler.ts';
import type { Simulator } from '../../simulator/simulator.ts';

const NAMES: Readonly<Partial<Record<Service, ServiceName>>> = {
  ecs: 'ecs',
  ecr: 'ecr',
  logs: 'logs',
  cloudwatch: 'cloudwatch',
  elasticloadbalancing: 'elb',
  secretsmanager: 'secretsmanager',
  ssm: 'ssm',
  sts: 'sts',
};

/** No SDK, no wire. The world counts in milliseconds: the SDK's shapes have Dates instead, the wire has seconds. */
export function directDoor(simulator: Simulator): AwsApi {
  const send = async (service: Service, operation: string, input: object): Promise<Json> => {
    const name = NAMES[service];
    if (name === undefined) throw new Error(`the local AWS has no ${service}`);
    try {
      return await simulator.call(name, operation, input);
    } catch (error) {
      // An answer that breaks off: the SDK's error carries what it had of the answer.
      if (error instanceof SyntaxError)
        throw translateError(Object.assign(error, { $response: {} }), { service, operation, authenticated: true });
      if (!(error instanceof AwsError)) throw translateError(error, { service, operation, authenticated: true });
      const sdkError = Object.assign(new Error(error.message), { $metadata: { httpStatusCode: error.status } });
      sdkError.name = error.code;
      throw translateError(sdkError, { service, operation, authenticated: true });
    }
  };
  return {
    call: async <Output>(service: Service, operation: string, input: object) =>
      withTimes(await send(service, operation, input), (ms) => new Date(ms)) as Output,
    raw: async (service, operation, input) =>
      withTimes(await send(service, operation, input), (ms) => ms / 1_000) as Json,
  };
}

export function wireDoor(simulator: Simulator): AwsApi {
  return createAwsApi({
    services: everyService,
    environment: { AWS_REGION: simulator.world.region },
    requestHandler: requestHandlerFor(simulator),
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  });
}

/** ECS's and ECR's times are the members whose names end in `At`. In place: an answer is a copy that nobody else has. */
function withTimes(value: unknown, convert: (ms: number) => unknown): unknown {
  if (Array.isArray(value)) {
    for (const item of value) withTimes(item, convert);
  } else if (isRecord(value)) {
    for (const member of Object.keys(value)) {
      const item = value[member];
      if (typeof item === 'number') {
        if (member.endsWith('At')) value[member] = convert(item);
      } else if (typeof item === 'object') withTimes(item, convert);
    }
  }
  return value;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
