// Walks a raw answer along botocore's shapes and says where it is not what AWS's model says, or not how AWS writes it.
// botocore itself would say nothing: it drops what it does not know.

import type { BotocoreModel, BotocoreShape } from './botocore-model.ts';
import { NEWER_MEMBERS, NO_LONGER_REQUIRED, ONLY_DOCUMENTED_VALUES } from './botocore-newer.ts';

export interface Deviation {
  /** `services.0.deployments.1.status`; empty for the answer as a whole */
  readonly path: string;
  readonly what: string;
}

/** `json`: types are JSON's, and times are epoch seconds. `text`: all is text, as in XML, and times are ISO 8601. */
export type Scalars = 'json' | 'text';

export function walk(model: BotocoreModel, shapeName: string, value: unknown, scalars: Scalars): Deviation[] {
  const deviations: Deviation[] = [];
  walkShape({ model, scalars, deviations, path: '' }, shapeName, value);
  return deviations;
}

interface Place {
  readonly model: BotocoreModel;
  readonly scalars: Scalars;
  readonly deviations: Deviation[];
  readonly path: string;
}

function walkShape(place: Place, shapeName: string, value: unknown): void {
  const shape = place.model.shapes[shapeName];
  if (shape === undefined) throw new Error(`botocore has no shape ${shapeName}.`);
  if (shape.type === 'structure') walkStructure(place, shapeName, shape, value);
  else if (shape.type === 'list') walkList(place, shape, value);
  else if (shape.type === 'map') walkMap(place, shape, value);
  else walkScalar(place, shape, value);
}

function walkStructure(place: Place, shapeName: string, shape: BotocoreShape, value: unknown): void {
  if (shape.document === true) return;
  if (!isRecord(value)) {
    deviate(place, `must be a structure, is ${inWords(value)}`);
    return;
  }
  for (const name of shape.required ?? []) {
    if (value[name] === undefined && !NO_LONGER_REQUIRED.has(`${shapeName}.${name}`)) {
      deviate(below(place, name), `is required in ${shapeName}`);
    }
  }
  for (const [name, item] of Object.entries(value)) {
    const member = shape.members?.[name];
    if (member === undefined) {
      if (!NEWER_MEMBERS.has(`${shapeName}.${name}`)) deviate(below(place, name), `is no member of ${shapeName}`);
    } else if (isEmpty(item) && isStructureWithMembers(place.model, member.shape)) {
      deviate(below(place, name), 'is empty, where AWS leaves it out');
    } else walkShape(below(place, name), member.shape, item);
  }
}

function walkList(place: Place, shape: BotocoreShape, value: unknown): void {
  if (!Array.isArray(value)) {
    deviate(place, `must be a list, is ${inWords(value)}`);
    return;
  }
  value.forEach((item, index) => {
    walkShape(below(place, String(index)), shape.member?.shape ?? '', item);
  });
}

function walkMap(place: Place, shape: BotocoreShape, value: unknown): void {
  if (!isRecord(value)) {
    deviate(place, `must be a map, is ${inWords(value)}`);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    walkShape(below(place, key), shape.key?.shape ?? '', key);
    walkShape(below(place, key), shape.value?.shape ?? '', item);
  }
}

function walkScalar(place: Place, shape: BotocoreShape, value: unknown): void {
  const wrong = place.scalars === 'json' ? wrongInJson(shape, value) : wrongInText(shape, value);
  if (wrong !== undefined) deviate(place, `${wrong}, is ${inWords(value)}`);
  else if (value === '' && !isValueOfPair(place)) deviate(place, 'is an empty text, where AWS leaves it out');
  else if (shape.enum !== undefined && !shape.enum.includes(String(value)) && !isDocumented(place, value)) {
    deviate(place, `must be one of ${shape.enum.join(', ')}, is ${inWords(value)}`);
  }
}

function isDocumented({ path }: Place, value: unknown): boolean {
  return ONLY_DOCUMENTED_VALUES.has(`${path.slice(path.lastIndexOf('.') + 1)} ${String(value)}`);
}

const INTEGERS = ['integer', 'long', 'short', 'byte'];
const FRACTIONS = ['double', 'float'];

function wrongInJson(shape: BotocoreShape, value: unknown): string | undefined {
  if (shape.type === 'string') return typeof value === 'string' ? undefined : 'must be a text';
  if (shape.type === 'boolean') return typeof value === 'boolean' ? undefined : 'must be a boolean';
  if (INTEGERS.includes(shape.type)) return Number.isSafeInteger(value) ? undefined : 'must be a whole number';
  if (FRACTIONS.includes(shape.type)) return typeof value === 'number' ? undefined : 'must be a number';
  if (shape.type === 'timestamp') return isEpochSeconds(value) ? undefined : 'must be epoch seconds';
  if (shape.type === 'blob') return isBase64(value) ? undefined : 'must be base64';
  return `has the type ${shape.type}, which nobody reads here`;
}

function wrongInText(shape: BotocoreShape, value: unknown): string | undefined {
  if (typeof value !== 'string') return 'must be a text';
  if (shape.type === 'string') return undefined;
  if (shape.type === 'boolean') return /^(true|false)$/.test(value) ? undefined : 'must be a boolean';
  if (INTEGERS.includes(shape.type)) return /^-?\d+$/.test(value) ? undefined : 'must be a whole number';
  if (FRACTIONS.includes(shape.type)) return /^-?\d+(\.\d+)?$/.test(value) ? undefined : 'must be a number';
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/;
  if (shape.type === 'timestamp') return time.test(value) ? undefined : 'must be a time of ISO 8601 in UTC';
  return `has the type ${shape.type}, which nobody reads here`;
}

/** Between 2001 and 2065, to the millisecond at most: milliseconds taken for seconds are far outside. */
function isEpochSeconds(value: unknown): boolean {
  return (
    typeof value === 'number' && value > 1e9 && value < 3e9 && Math.abs(value * 1000 - Math.round(value * 1000)) < 0.01
  );
}

function isBase64(value: unknown): boolean {
  return typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
}

/** Some structures have no members at all: they say what they say by being there. */
function isStructureWithMembers(model: BotocoreModel, shapeName: string): boolean {
  const shape = model.shapes[shapeName];
  return shape?.type === 'structure' && Object.keys(shape.members ?? {}).length > 0;
}

/** The value of a tag, an attribute or an environment variable may be empty, and AWS says so. */
function isValueOfPair({ path }: Place): boolean {
  return /(^|\.)(value|Value)$/.test(path);
}

function isEmpty(value: unknown): boolean {
  return isRecord(value) && Object.keys(value).length === 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function inWords(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function below(place: Place, name: string): Place {
  return { ...place, path: place.path === '' ? name : `${place.path}.${name}` };
}

function deviate({ path, deviations }: Place, what: string): void {
  deviations.push({ path, what });
}
