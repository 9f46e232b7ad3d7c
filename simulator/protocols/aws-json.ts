// AWS JSON 1.0 and 1.1: times are epoch seconds on the wire and epoch milliseconds in the world; everything else is plain JSON.
// (Event times of CloudWatch Logs are plain numbers in its model, so they stay milliseconds by themselves.)

import type { Shape } from './model.ts';

/** Wire → world. What is not what the model says stays as it is, for the validation to find. */
export function fromJsonWire(shape: Shape, value: unknown): unknown {
  return convert(shape, value, (time) => (typeof time === 'number' ? Math.round(time * 1000) : time));
}

/** World → wire. */
export function toJsonWire(shape: Shape, value: unknown): unknown {
  return convert(shape, value, (time) => (typeof time === 'number' ? time / 1000 : time));
}

function convert(shape: Shape, value: unknown, time: (value: unknown) => unknown): unknown {
  if (shape.kind === 'timestamp') return time(value);
  if (Array.isArray(value))
    return shape.kind === 'list' ? value.map((item) => convert(shape.item(), item, time)) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  if (shape.kind === 'map')
    return Object.fromEntries(entries.map(([key, item]) => [key, convert(shape.value(), item, time)]));
  if (shape.kind !== 'structure') return value;
  return Object.fromEntries(
    entries.map(([name, item]) => {
      const member = shape.members.get(name);
      return [name, member === undefined ? item : convert(member(), item, time)];
    }),
  );
}

export function jsonErrorBody(code: string, message: string, members: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({ __type: code, message, ...members });
}
