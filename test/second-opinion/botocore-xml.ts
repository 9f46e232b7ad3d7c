// XML of AWS's Query protocol as plain values, steered by botocore's shapes: only they know a list of one from a structure.
// What the shapes do not know stays in, for the walk to find.

import { XMLParser } from 'fast-xml-parser';
import type { BotocoreModel } from './botocore-model.ts';

/** An element: its name, the elements in it, or its text. */
export interface Element {
  readonly name: string;
  readonly children: readonly Element[];
  readonly text: string;
  readonly attributes: Readonly<Record<string, string>>;
}

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  trimValues: false,
});

/** The root element; throws when the text is no XML. */
export function parseXml(text: string): Element {
  const [root] = elementsOf(parser.parse(text, true));
  if (root === undefined) throw new Error('There is no element.');
  return root;
}

export function childOf(element: Element | undefined, name: string): Element | undefined {
  return element?.children.find((child) => child.name === name);
}

/** A member that is there twice, or a list with other things in it than members, comes out as what no shape allows: null. */
export function readValue(model: BotocoreModel, shapeName: string, element: Element): unknown {
  const shape = model.shapes[shapeName];
  if (shape?.type === 'structure') {
    const names = element.children.map(({ name }) => name);
    return Object.fromEntries(
      element.children.map((child) => {
        const member = shape.members?.[child.name];
        const twice = names.filter((name) => name === child.name).length > 1;
        return [child.name, twice ? null : member === undefined ? child.text : readValue(model, member.shape, child)];
      }),
    );
  }
  if (shape?.type === 'list') {
    return element.children.map((child) =>
      child.name === 'member' ? readValue(model, shape.member?.shape ?? '', child) : null,
    );
  }
  if (shape?.type === 'map') {
    return Object.fromEntries(
      element.children.map((entry) => {
        const value = childOf(entry, 'value');
        const key = childOf(entry, 'key')?.text ?? '';
        return [key, value === undefined ? null : readValue(model, shape.value?.shape ?? '', value)];
      }),
    );
  }
  return element.children.length > 0 ? null : element.text;
}

function elementsOf(parsed: unknown): Element[] {
  if (!Array.isArray(parsed)) return [];
  return parsed.flatMap((node: unknown) => {
    if (typeof node !== 'object' || node === null) return [];
    const [name, inside] = Object.entries(node).find(([key]) => key !== ':@') ?? [];
    if (name === undefined || name.startsWith('#') || name.startsWith('?')) return [];
    return [{ name, children: elementsOf(inside), text: textIn(inside), attributes: attributesOf(node) }];
  });
}

function textIn(parsed: unknown): string {
  if (!Array.isArray(parsed)) return '';
  return parsed
    .map((node: unknown) => (typeof node === 'object' && node !== null && '#text' in node ? String(node['#text']) : ''))
    .join('');
}

function attributesOf(node: object): Readonly<Record<string, string>> {
  const attributes: unknown = ':@' in node ? node[':@'] : {};
  return Object.fromEntries(Object.entries(attributes ?? {}).map(([name, value]) => [name, String(value)]));
}
