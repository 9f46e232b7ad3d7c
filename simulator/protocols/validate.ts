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
  walk(shape, value, { name: '', up: undefined, constraint: FREE, rules, findings });
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

/** Where a value stands. Its path is spelled out only where something is found: nearly every value is as it should be. */
interface Place {
  readonly name: string;
  readonly up: Place | undefined;
  readonly constraint: Constraint;
  readonly rules: Rules;
  readonly findings: Finding[];
}

const FREE: Constraint = {};

function pathOf({ name, up }: Place): string {
  const above = up === undefined ? '' : pathOf(up);
  return above === '' ? name : `${above}.${name}`;
}

/** A member, an item or an entry of what stands here. */
function under(up: Place, name: string, constraint: Constraint | undefined): Place {
  return { name, up, constraint: constraint ?? FREE, rules: up.rules, findings: up.findings };
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
  const constraints = place.rules.constraints[shape.name];
  for (const name of shape.required) {
    if (value[name] === undefined || value[name] === null) {
      place.findings.push({ kind: 'missing', path: pathOf(under(place, name, FREE)), detail: 'is required' });
    }
  }
  for (const name of Object.keys(value)) {
    const item = value[name];
    const member = shape.members.get(name);
    if (member === undefined) {
      if (!place.rules.allowUnknown.has(name)) {
        const path = pathOf(under(place, name, FREE));
        place.findings.push({ kind: 'unknown-member', path, detail: `is no member of ${shape.name}` });
      }
    } else if (item !== undefined && !(item === null && place.rules.nullIsAbsent)) {
      walk(member(), item, under(place, name, constraints?.[name]));
    }
  }
}

function walkList(shape: Shape & { kind: 'list' }, value: unknown, place: Place): void {
  if (!Array.isArray(value)) {
    wrongType('a list', value, place);
    return;
  }
  checkRange(value.length, 'size', place);
  const { items } = place.constraint;
  value.forEach((item, index) => {
    walk(shape.item(), item, under(place, String(index), items));
  });
}

function walkMap(shape: Shape & { kind: 'map' }, value: unknown, place: Place): void {
  if (!isRecord(value)) {
    wrongType('a map', value, place);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    checkText(key, under(place, key, place.constraint.keys));
    walk(shape.value(), item, under(place, key, place.constraint.values));
  }
}

function checkText(text: string, place: Place): void {
  const { constraint, findings } = place;
  if (constraint.enum !== undefined && !constraint.enum.includes(text)) {
    findings.push({
      kind: 'enum',
      path: pathOf(place),
      detail: `must be one of [${constraint.enum.join(', ')}], is "${text}"`,
      value: text,
    });
  }
  if (constraint.pattern !== undefined && !matches(constraint.pattern, text)) {
    findings.push({
      kind: 'pattern',
      path: pathOf(place),
      detail: `does not match ${constraint.pattern}`,
      value: text,
    });
  }
  checkRange(text.length, 'length', place);
}

function checkRange(size: number, what: 'value' | 'length' | 'size', place: Place): void {
  const { constraint, findings } = place;
  if (constraint.min !== undefined && size < constraint.min) {
    findings.push({
      kind: 'range',
      path: pathOf(place),
      detail: `${what} ${size} is below ${constraint.min}`,
      value: size,
    });
  }
  if (constraint.max !== undefined && size > constraint.max) {
    findings.push({
      kind: 'range',
      path: pathOf(place),
      detail: `${what} ${size} is above ${constraint.max}`,
      value: size,
    });
  }
}

function wrongType(expected: string, value: unknown, place: Place): void {
  const got = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  place.findings.push({ kind: 'wrong-type', path: pathOf(place), detail: `must be ${expected}, is ${got}`, value });
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
