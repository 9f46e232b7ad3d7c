// From an HTTP request to (service, operation, input), and from an outcome back to an HTTP answer, whichever protocol the service speaks.

import { AwsError, type Json } from '../operations/operation.ts';
import { fromJsonWire, jsonErrorBody, toJsonWire } from './aws-json.ts';
import { fromQueryForm, queryAnswerBody, queryErrorBody } from './aws-query.ts';
import type { OperationModel } from './model.ts';
import { loadServiceModel } from './model.ts';
import { type ServiceDescription, serviceByApiVersion, serviceByTarget } from './services.ts';

export interface WireRequest {
  readonly method: string;
  readonly path: string;
  /** names in lower case */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What a request asks for. `model` is absent when AWS has no such operation. */
export interface Asked {
  readonly service: ServiceDescription;
  readonly operation: string;
  readonly model?: OperationModel;
  readonly input: unknown;
  /** the body could not be read at all */
  readonly unreadable?: string;
  /** whose signature the request bears; absent where it bears none */
  readonly accessKeyId?: string;
}

/** Undefined when the request names no service that is spoken here. */
export async function readRequest(request: WireRequest): Promise<Asked | undefined> {
  const asked = await readBody(request);
  const [, accessKeyId] = /^AWS4-\S+ Credential=([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  return asked === undefined || accessKeyId === undefined ? asked : { ...asked, accessKeyId };
}

async function readBody(request: WireRequest): Promise<Asked | undefined> {
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return readJsonRequest(target, request.body);
  const form = new URLSearchParams(
    request.method === 'GET' ? (request.path.split('?')[1] ?? '') : textOf(request.body),
  );
  return readQueryRequest(form);
}

async function readJsonRequest(target: string, body: Uint8Array): Promise<Asked | undefined> {
  const dot = target.lastIndexOf('.');
  const service = serviceByTarget(target.slice(0, dot));
  if (service === undefined) return undefined;
  const operation = target.slice(dot + 1);
  const model = (await loadServiceModel(service.name)).operations.get(operation);
  if (model === undefined) return { service, operation, input: {} };
  try {
    const text = textOf(body);
    return { service, operation, model, input: fromJsonWire(model.input, text === '' ? {} : JSON.parse(text)) };
  } catch (error) {
    return { service, operation, model, input: {}, unreadable: error instanceof Error ? error.message : String(error) };
  }
}

async function readQueryRequest(form: URLSearchParams): Promise<Asked | undefined> {
  const service = serviceByApiVersion(form.get('Version') ?? '');
  if (service === undefined) return undefined;
  const operation = form.get('Action') ?? '';
  const model = (await loadServiceModel(service.name)).operations.get(operation);
  if (model === undefined) return { service, operation, input: {} };
  return { service, operation, model, input: fromQueryForm(model.input, form) };
}

export function writeOutput(asked: Asked, output: Json, requestId: string): WireAnswer {
  const { service, operation, model } = asked;
  if (model === undefined) return emptyAnswer(requestId);
  if (service.wire.protocol === 'json') {
    // Where the model has no answer at all, AWS sends no body, not an empty object.
    if (model.output.name === 'Unit') return answer(200, jsonHeaders(service, requestId), '');
    return answer(200, jsonHeaders(service, requestId), JSON.stringify(toJsonWire(model.output, output)));
  }
  const { xmlNamespace } = service.wire;
  const body = queryAnswerBody({ operation, xmlNamespace, requestId, shape: model.output, output });
  return answer(200, xmlHeaders(requestId), body);
}

export function writeError(service: ServiceDescription, error: AwsError, requestId: string): WireAnswer {
  const { code, message, status, members } = error;
  if (service.wire.protocol === 'json') {
    const headers = { ...jsonHeaders(service, requestId), 'x-amzn-errortype': code };
    return answer(status, headers, jsonErrorBody(code, message, members));
  }
  const { xmlNamespace } = service.wire;
  return answer(status, xmlHeaders(requestId), queryErrorBody({ xmlNamespace, requestId, status, code, message }));
}

/** Asked in a language that is not spoken here at all. */
export function writeNotSpoken(requestId: string): WireAnswer {
  const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-requestid': requestId };
  return answer(404, headers, jsonErrorBody('UnknownOperationException', 'No such service here', {}));
}

export function unknownOperation({ service, operation }: Asked): AwsError {
  if (service.wire.protocol === 'json')
    return new AwsError('UnknownOperationException', `Unknown operation ${operation}`);
  return new AwsError('InvalidAction', `Could not find operation ${operation} for version ${service.wire.apiVersion}`);
}

function emptyAnswer(requestId: string): WireAnswer {
  return answer(200, { 'x-amzn-requestid': requestId }, '');
}

function jsonHeaders({ wire }: ServiceDescription, requestId: string): Record<string, string> {
  const version = wire.protocol === 'json' ? wire.version : '1.1';
  return { 'content-type': `application/x-amz-json-${version}`, 'x-amzn-requestid': requestId };
}

function xmlHeaders(requestId: string): Record<string, string> {
  return { 'content-type': 'text/xml', 'x-amzn-requestid': requestId };
}

function answer(status: number, headers: Record<string, string>, body: string): WireAnswer {
  return { status, headers, body: new TextEncoder().encode(body) };
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
