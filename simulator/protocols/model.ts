// The shapes of a service's requests and answers, read from the schemas that the AWS SDK's own clients carry.
// It decides nothing about values; `validate.ts` and the wire protocols do.

import { type ServiceName, services } from './services.ts';

export type Shape =
  | { readonly kind: 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'document' }
  | { readonly kind: 'list'; readonly item: () => Shape }
  | { readonly kind: 'map'; readonly value: () => Shape }
  | StructureShape;

export interface StructureShape {
  readonly kind: 'structure';
  readonly name: string;
  readonly members: ReadonlyMap<string, () => Shape>;
  readonly required: readonly string[];
}

export interface OperationModel {
  readonly name: string;
  readonly input: StructureShape;
  readonly output: StructureShape;
}

export interface ErrorModel {
  /** AWS's word on the wire, which for Query services is not always the shape's name */
  readonly wireCode: string;
  readonly status: number;
  /** how this error spells its message: `message` or `Message` */
  readonly messageMember: string;
}

export interface ServiceModel {
  readonly service: ServiceName;
  readonly operations: ReadonlyMap<string, OperationModel>;
  /** by shape name */
  readonly errors: ReadonlyMap<string, ErrorModel>;
}

const nothing: StructureShape = { kind: 'structure', name: 'Unit', members: new Map(), required: [] };

// Static schemas are arrays: [type, namespace, name, traits, …]; simple types are numbers, 64 and 128 make lists and maps of them.
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const ERROR = -3;
const OPERATION = 9;

const loaded = new Map<ServiceName, Promise<ServiceModel>>();

export function loadServiceModel(service: ServiceName): Promise<ServiceModel> {
  const known = loaded.get(service);
  if (known !== undefined) return known;
  const loading = services[service].loadModel().then((module) => readModel(service, module));
  loaded.set(service, loading);
  return loading;
}

function readModel(service: ServiceName, module: Readonly<Record<string, unknown>>): ServiceModel {
  const operations = new Map<string, OperationModel>();
  const errors = new Map<string, ErrorModel>();
  for (const value of Object.values(module)) {
    if (!isStaticSchema(value)) continue;
    const [kind, , name] = value;
    if (kind === OPERATION) {
      operations.set(String(name), { name: String(name), input: structureOf(value[4]), output: structureOf(value[5]) });
    }
    if (kind === ERROR) errors.set(String(name), readError(value));
  }
  return { service, operations, errors };
}

function readError(schema: readonly unknown[]): ErrorModel {
  const traits = isRecord(schema[3]) ? schema[3] : {};
  const query = Array.isArray(traits.awsQueryError) ? traits.awsQueryError : [];
  const names = namesOf(schema[4]);
  return {
    wireCode: typeof query[0] === 'string' ? query[0] : String(schema[2]),
    status: Number(query[1] ?? traits.httpError ?? (traits.error === 'server' ? 500 : 400)),
    messageMember: names.includes('Message') ? 'Message' : 'message',
  };
}

function structureOf(reference: unknown): StructureShape {
  const shape = shapeOf(reference);
  return shape.kind === 'structure' ? shape : nothing;
}

const shapes = new Map<unknown, Shape>();

function shapeOf(reference: unknown): Shape {
  const schema = unwrap(reference);
  if (typeof schema === 'number') return simpleShape(schema);
  if (!isStaticSchema(schema)) return nothing;
  const known = shapes.get(schema);
  if (known !== undefined) return known;
  const shape = complexShape(schema);
  shapes.set(schema, shape);
  return shape;
}

function complexShape(schema: readonly unknown[]): Shape {
  switch (schema[0]) {
    case LIST:
      return { kind: 'list', item: () => shapeOf(schema[4]) };
    case MAP:
      return { kind: 'map', value: () => shapeOf(schema[5]) };
    case STRUCTURE:
    case UNION:
    case ERROR:
      return structureShape(schema);
    default:
      return shapeOf(schema[4]);
  }
}

function structureShape(schema: readonly unknown[]): StructureShape {
  const names = namesOf(schema[4]);
  const references = Array.isArray(schema[5]) ? schema[5] : [];
  return {
    kind: 'structure',
    name: String(schema[2]),
    members: new Map(names.map((name, index) => [name, () => shapeOf(references[index])])),
    // The SDK lists required members first and says how many they are.
    required: names.slice(0, typeof schema[6] === 'number' ? schema[6] : 0),
  };
}

function simpleShape(sentinel: number): Shape {
  if (sentinel >= 128) return { kind: 'map', value: () => simpleShape(sentinel - 128) };
  if (sentinel >= 64) return { kind: 'list', item: () => simpleShape(sentinel - 64) };
  switch (sentinel) {
    case 1:
    case 17:
    case 19:
      return { kind: 'number' };
    case 2:
      return { kind: 'boolean' };
    case 4:
    case 5:
    case 6:
    case 7:
      return { kind: 'timestamp' };
    case 15:
      return { kind: 'document' };
    case 21:
    case 42:
      return { kind: 'blob' };
    default:
      return { kind: 'string' };
  }
}

/** A reference is a schema, a function that returns one, or a pair of either and its traits. */
function unwrap(reference: unknown): unknown {
  if (typeof reference === 'function') return unwrap(reference());
  if (Array.isArray(reference) && reference.length === 2) return unwrap(reference[0]);
  return reference;
}

function isStaticSchema(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length >= 5 && typeof value[0] === 'number' && typeof value[2] === 'string';
}

function namesOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
