// Is this value what AWS's model says it is? Says where not, in findings; what AWS answers to them is `refusal.ts`.
// Values are in the world's form: times are epoch milliseconds. It refuses to know operations and wires.

import { type Constraint, matches, type ServiceConstraints } from './constraints.ts';
import type { Shape, StructureShape } from './model.ts';

export interface Finding {
  readonly kind: 'unknown-member' | 'wrong-type' | 'missing' | 'enum' | 'range' | 'pattern';
  /** `loadBalancers.0.containerPort` */
  readonly path: string;
  readonly detail: string;
  readonly value?: unknown;
}

export interface Rules {
  readonly constraints: ServiceConstraints;
  /** members that may be there although the model does not know them */
  readonly allowUnknown: ReadonlySet<string>;
  /** AWS reads a null in a request as absence; in an answer it is a mistake */
  readonly nullIsAbsent: boolean;
}

export function findDeviations(shape: StructureShape, value: unknown, rules: Rules): Finding[] {
  const findings: Finding[] = [];
  walk(shape, value, { path: '', constraint: {}, rules, findings });
  return findings;
}

/** The value as AWS takes it in: members that the model does not know are gone, but for those that are allowed. */
export function withoutUnknownMembers(shape: Shape, value: unknown, allowUnknown: ReadonlySet<string>): unknown {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => withoutUnknownMembers(shape.item(), item, allowUnknown));
  }
  if (!isRecord(value)) return value;
  if (shape.kind === 'map') {
    return mapEntries(value, (_, item) => withoutUnknownMembers(shape.value(), item, allowUnknown));
  }
  if (shape.kind !== 'structure') return value;
  const kept = Object.entries(value).filter(([name]) => shape.members.has(name) || allowUnknown.has(name));
  return mapEntries(Object.fromEntries(kept), (name, item) => {
    const member = shape.members.get(name);
    return member === undefined ? item : withoutUnknownMembers(member(), item, allowUnknown);
  });
}

interface Place {
  readonly path: string;
  readonly constraint: Constraint;
  readonly rules: Rules;
  readonly findings: Finding[];
}

function walk(shape: Shape, value: unknown, place: Place): void {
  switch (shape.kind) {
    case 'structure':
      walkStructure(shape, value, place);
      break;
    case 'list':
      walkList(shape, value, place);
      break;
    case 'map':
      walkMap(shape, value, place);
      break;
    case 'string':
      if (typeof value === 'string') checkText(value, place);
      else wrongType('a string', value, place);
      break;
    case 'number':
    case 'timestamp':
      if (typeof value === 'number' && Number.isFinite(value)) checkRange(value, 'value', place);
      else wrongType(shape.kind === 'number' ? 'a number' : 'a time', value, place);
      break;
    case 'boolean':
      if (typeof value !== 'boolean') wrongType('a boolean', value, place);
      break;
    case 'blob':
      if (typeof value !== 'string' && !(value instanceof Uint8Array)) wrongType('bytes', value, place);
      break;
    case 'document':
      break;
  }
}

function walkStructure(shape: StructureShape, value: unknown, place: Place): void {
  if (!isRecord(value)) {
    wrongType('a structure', value, place);
    return;
  }
  const constraints = place.rules.constraints[shape.name] ?? {};
  for (const name of shape.required) {
    if (value[name] === undefined || value[name] === null) {
      place.findings.push({ kind: 'missing', path: join(place.path, name), detail: 'is required' });
    }
  }
  for (const [name, item] of Object.entries(value)) {
    const member = shape.members.get(name);
    const path = join(place.path, name);
    if (member === undefined) {
      if (!place.rules.allowUnknown.has(name)) {
        place.findings.push({ kind: 'unknown-member', path, detail: `is no member of ${shape.name}` });
      }
    } else if (item !== undefined && !(item === null && place.rules.nullIsAbsent)) {
      walk(member(), item, { ...place, path, constraint: constraints[name] ?? {} });
    }
  }
}

function walkList(shape: Shape & { kind: 'list' }, value: unknown, place: Place): void {
  if (!Array.isArray(value)) {
    wrongType('a list', value, place);
    return;
  }
  checkRange(value.length, 'size', place);
  value.forEach((item, index) => {
    walk(shape.item(), item, {
      ...place,
      path: join(place.path, String(index)),
      constraint: place.constraint.items ?? {},
    });
  });
}

function walkMap(shape: Shape & { kind: 'map' }, value: unknown, place: Place): void {
  if (!isRecord(value)) {
    wrongType('a map', value, place);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    const path = join(place.path, key);
    checkText(key, { ...place, path, constraint: place.constraint.keys ?? {} });
    walk(shape.value(), item, { ...place, path, constraint: place.constraint.values ?? {} });
  }
}

function checkText(text: string, place: Place): void {
  const { constraint, path, findings } = place;
  if (constraint.enum !== undefined && !constraint.enum.includes(text)) {
    findings.push({
      kind: 'enum',
      path,
      detail: `must be one of [${constraint.enum.join(', ')}], is "${text}"`,
      value: text,
    });
  }
  if (constraint.pattern !== undefined && !matches(constraint.pattern, text)) {
    findings.push({ kind: 'pattern', path, detail: `does not match ${constraint.pattern}`, value: text });
  }
  checkRange(text.length, 'length', place);
}

function checkRange(size: number, what: 'value' | 'length' | 'size', { constraint, path, findings }: Place): void {
  if (constraint.min !== undefined && size < constraint.min) {
    findings.push({ kind: 'range', path, detail: `${what} ${size} is below ${constraint.min}`, value: size });
  }
  if (constraint.max !== undefined && size > constraint.max) {
    findings.push({ kind: 'range', path, detail: `${what} ${size} is above ${constraint.max}`, value: size });
  }
}

function wrongType(expected: string, value: unknown, { path, findings }: Place): void {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  findings.push({ kind: 'wrong-type', path, detail: `must be ${expected}, is ${got}`, value });
}

function join(path: string, member: string): string {
  return path === '' ? member : `${path}.${member}`;
}

function mapEntries(
  record: Readonly<Record<string, unknown>>,
  change: (name: string, value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)]));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
