// The faults that look like an answer of AWS's, in AWS's words.

import type { World } from './control-plane/world.ts';
import type { FaultKind } from './faults.ts';
import { AwsError, type Json } from './operations/operation.ts';
import { callerArn } from './operations/sts/index.ts';
import type { ServiceDescription } from './protocols/services.ts';

export function faultError(
  kind: FaultKind,
  asked: { world: World; service: ServiceDescription; operation: string; input: unknown },
): AwsError | undefined {
  const query = asked.service.wire.protocol === 'query';
  switch (kind) {
    case 'throttled':
      return new AwsError(query ? 'Throttling' : 'ThrottlingException', 'Rate exceeded');
    case 'concurrent-registration':
      return new AwsError(
        'ClientException',
        'Too many concurrent attempts to create a new revision of the specified family.',
      );
    case 'server-error':
      return new AwsError(brokenCode(asked.service), 'Service Unavailable. Please try again later.', { status: 500 });
    case 'expired-token':
      return new AwsError(
        query ? 'ExpiredToken' : 'ExpiredTokenException',
        'The security token included in the request is expired',
        {
          status: query ? 403 : 400,
        },
      );
    case 'access-denied':
      return new AwsError(query ? 'AccessDenied' : 'AccessDeniedException', denial(asked), {
        status: query ? 403 : 400,
      });
    case 'connection-reset':
    case 'answer-lost':
    case 'truncated':
    case 'latency':
      return undefined;
  }
}

/** CloudWatch Logs has a word of its own for its own fault. */
function brokenCode({ name, wire }: ServiceDescription): string {
  if (wire.protocol === 'query') return 'InternalFailure';
  return name === 'logs' ? 'ServiceUnavailableException' : 'ServerException';
}

/** The connection broke; as Node's own HTTP client says it. */
export function connectionReset(): Error {
  return Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
}

function denial({
  world,
  service,
  operation,
  input,
}: {
  world: World;
  service: ServiceDescription;
  operation: string;
  input: unknown;
}): string {
  const action = `${service.iamPrefix}:${operation}`;
  return `User: ${callerArn(world)} is not authorized to perform: ${action} on resource: ${resourceOf(world, service, input)} because no identity-based policy allows the ${action} action`;
}

/** The resource as AWS would name it where the request tells; else `*`. */
function resourceOf({ region, account }: World, service: ServiceDescription, input: unknown): string {
  const request = (typeof input === 'object' && input !== null ? input : {}) as Json;
  const texts = Object.values(request).flat();
  const named = texts.find((text): text is string => typeof text === 'string' && text.startsWith('arn:'));
  if (named !== undefined) return named;
  const arn = (resource: string) => `arn:aws:${service.iamPrefix}:${region}:${account}:${resource}`;
  const first = (member: string) => [request[member]].flat()[0];
  const { cluster = 'default', repositoryName, logGroupName } = request;
  const serviceName = first('service') ?? first('services');
  const taskId = first('task') ?? first('tasks');
  if (service.name === 'ecs' && serviceName !== undefined) return arn(`service/${cluster}/${serviceName}`);
  if (service.name === 'ecs' && taskId !== undefined) return arn(`task/${cluster}/${taskId}`);
  if (service.name === 'ecr' && repositoryName !== undefined) return arn(`repository/${repositoryName}`);
  if (service.name === 'logs' && logGroupName !== undefined) return arn(`log-group:${logGroupName}:*`);
  return '*';
}
