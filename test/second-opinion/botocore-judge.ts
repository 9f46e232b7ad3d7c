// Judges one exchange with the local AWS by botocore's models: status, headers, envelope, and every member of answer or error.

import { type ServiceName, services } from '../../simulator/protocols/services.ts';
import type { WireAnswer, WireRequest } from '../../simulator/protocols/wire.ts';
import type { BotocoreModel, BotocoreOperation } from './botocore-model.ts';
import { type Deviation, walk } from './botocore-walk.ts';
import { childOf, type Element, parseXml, readValue } from './botocore-xml.ts';

export interface Exchange {
  readonly request: WireRequest;
  readonly answer: WireAnswer;
}

export interface Asked {
  readonly service: ServiceName;
  readonly operation: string;
}

export type Models = Readonly<Record<ServiceName, BotocoreModel>>;

/** Codes that any operation may refuse with, though no model lists them: the "common errors" of AWS's API references. */
const COMMON_CODES = [
  'AccessDenied',
  'AccessDeniedException',
  'ExpiredToken',
  'ExpiredTokenException',
  'InternalFailure',
  'InvalidAction',
  'MalformedInput',
  'SerializationException',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'UnknownOperationException',
  'UnrecognizedClientException',
  'ValidationError',
  'ValidationException',
];

/** What the request asked for, read without the simulator's help; undefined when botocore knows no such service or operation. */
export function askedOf({ request }: Exchange, models: Models): Asked | undefined {
  const target = request.headers['x-amz-target'];
  const form = new URLSearchParams(textOf(request.body));
  for (const service of Object.keys(services) as ServiceName[]) {
    const { metadata, operations } = models[service];
    const operation = target === undefined ? (form.get('Action') ?? '') : target.slice(target.indexOf('.') + 1);
    const meant =
      target === undefined
        ? metadata.protocol === 'query' && metadata.apiVersion === form.get('Version')
        : target.slice(0, target.indexOf('.')) === metadata.targetPrefix;
    if (meant && operations[operation] !== undefined) return { service, operation };
  }
  return undefined;
}

/** Each deviation as `service Operation path: what`; none is what everybody wants. */
export function judge(exchange: Exchange, models: Models): string[] {
  const asked = askedOf(exchange, models);
  if (asked === undefined)
    return [`not known to botocore: ${exchange.request.headers['x-amz-target'] ?? textOf(exchange.request.body)}`];
  const model = models[asked.service];
  const operation = model.operations[asked.operation];
  if (operation === undefined) return [];
  const { answer, request } = exchange;
  // CloudWatch speaks both: it is answered as it was asked.
  const isJson = request.headers['x-amz-target'] !== undefined;
  const found = [
    ...judgeHeaders(answer, isJson ? `application/x-amz-json-${model.metadata.jsonVersion}` : 'text/xml'),
    ...(isJson ? judgeJson(answer, model, operation) : judgeXml(answer, model, operation)),
  ];
  return found.map(({ path, what }) => `${asked.service} ${asked.operation} ${path}: ${what}`);
}

function judgeHeaders({ headers }: WireAnswer, type: string): Deviation[] {
  return [
    ...claim(headers['content-type'] === type, '', `has the content type ${headers['content-type']}, not ${type}`),
    ...claim(
      /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(headers['x-amzn-requestid'] ?? ''),
      '',
      'has no request id',
    ),
  ];
}

function judgeJson(answer: WireAnswer, model: BotocoreModel, operation: BotocoreOperation): Deviation[] {
  const text = textOf(answer.body);
  if (answer.status === 200) {
    if (operation.output === undefined) return claim(text === '', '', 'must have no body at all');
    return walk(model, operation.output.shape, parsed(text), 'json');
  }
  const body = parsed(text);
  if (typeof body !== 'object' || body === null) return [{ path: '', what: 'is an error without a body' }];
  const { __type: type, ...members } = { __type: '', ...body };
  const header = answer.headers['x-amzn-errortype'];
  return [
    ...claim(
      header === undefined || header === type,
      '',
      `has the error type ${header} in its header, ${type} in its body`,
    ),
    ...judgeError({ model, operation, code: String(type), status: answer.status, members }),
  ];
}

function judgeXml(answer: WireAnswer, model: BotocoreModel, operation: BotocoreOperation): Deviation[] {
  const root = parseXml(textOf(answer.body));
  const namespace = claim(
    root.attributes.xmlns === model.metadata.xmlNamespace,
    '',
    `has the namespace ${root.attributes.xmlns}`,
  );
  const { requestId, rest } =
    answer.status === 200
      ? judgeXmlAnswer(root, model, operation)
      : judgeXmlError(root, answer.status, model, operation);
  const agrees = requestId?.text === answer.headers['x-amzn-requestid'];
  return [...namespace, ...claim(agrees, '', 'has another request id in its body than in its header'), ...rest];
}

interface XmlJudgement {
  readonly requestId: Element | undefined;
  readonly rest: readonly Deviation[];
}

function judgeXmlAnswer(root: Element, model: BotocoreModel, { name, output }: BotocoreOperation): XmlJudgement {
  const requestId = childOf(childOf(root, 'ResponseMetadata'), 'RequestId');
  if (root.name !== `${name}Response`) return { requestId, rest: [{ path: '', what: `is a ${root.name}` }] };
  const result = childOf(root, output?.resultWrapper ?? '');
  if (output === undefined || result === undefined) return { requestId, rest: [{ path: '', what: 'has no result' }] };
  return { requestId, rest: walk(model, output.shape, readValue(model, output.shape, result), 'text') };
}

function judgeXmlError(
  root: Element,
  status: number,
  model: BotocoreModel,
  operation: BotocoreOperation,
): XmlJudgement {
  const requestId = childOf(root, 'RequestId');
  const error = childOf(root, 'Error');
  if (root.name !== 'ErrorResponse' || error === undefined)
    return { requestId, rest: [{ path: '', what: `is a ${root.name}` }] };
  const text = (name: string) => childOf(error, name)?.text ?? '';
  const fault = status < 500 ? 'Sender' : 'Receiver';
  return {
    requestId,
    rest: [
      ...claim(text('Type') === fault, 'Type', `is ${text('Type')} at status ${status}`),
      ...judgeError({ model, operation, code: text('Code'), status, members: { message: text('Message') } }),
    ],
  };
}

interface ErrorAnswer {
  readonly model: BotocoreModel;
  readonly operation: BotocoreOperation;
  readonly code: string;
  readonly status: number;
  readonly members: Readonly<Record<string, unknown>>;
}

function judgeError({ model, operation, code, status, members }: ErrorAnswer): Deviation[] {
  const modelled = (operation.errors ?? []).find(({ shape }) => (model.shapes[shape]?.error?.code ?? shape) === code);
  const message = members.message ?? members.Message;
  const said = claim(typeof message === 'string' && message !== '', 'message', 'is not there');
  if (modelled === undefined) {
    return [
      ...said,
      ...claim(COMMON_CODES.includes(code), '', `refuses with ${code}, which is no error of this operation`),
    ];
  }
  const shape = model.shapes[modelled.shape];
  const expected = shape?.error?.httpStatusCode ?? (shape?.fault === true ? 500 : 400);
  const statusAgrees = claim(status === expected, '', `refuses with ${code} at status ${status}, not ${expected}`);
  // In Query the envelope has been read already, and it has nothing else in it. In JSON some services say a message of which
  // their models know nothing, and botocore reads it all the same.
  const { message: _, ...rest } = members;
  const known = shape?.members?.message === undefined ? rest : members;
  const walked = model.metadata.protocol === 'json' ? walk(model, modelled.shape, known, 'json') : [];
  return [...said, ...statusAgrees, ...walked];
}

function claim(holds: boolean, path: string, what: string): Deviation[] {
  return holds ? [] : [{ path, what }];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function textOf(body: Uint8Array): string {
  return new TextDecoder().decode(body);
}
