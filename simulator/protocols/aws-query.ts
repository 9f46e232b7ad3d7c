// AWS Query: a form goes in (`Targets.member.1.Id=…`), XML comes out. Both are steered by the model, since neither knows types.

import type { Shape, StructureShape } from './model.ts';

type Node = string | Map<string, Node>;

/** Form → the world's form. Keys that the model does not know stay in, for the validation to find. */
export function fromQueryForm(shape: StructureShape, form: URLSearchParams): Record<string, unknown> {
  const root = new Map<string, Node>();
  for (const [key, value] of form) {
    if (key !== 'Action' && key !== 'Version') plant(root, key.split('.'), value);
  }
  return readStructure(shape, root);
}

function plant(node: Map<string, Node>, [first, ...rest]: readonly string[], value: string): void {
  if (first === undefined) return;
  if (rest.length === 0) {
    if (!node.has(first)) node.set(first, value);
    return;
  }
  const known = node.get(first);
  const child = known instanceof Map ? known : new Map<string, Node>();
  node.set(first, child);
  plant(child, rest, value);
}

function readStructure(shape: StructureShape, node: Map<string, Node>): Record<string, unknown> {
  return Object.fromEntries(
    [...node].map(([name, child]) => {
      const member = shape.members.get(name);
      return [name, member === undefined ? plain(child) : readNode(member(), child)];
    }),
  );
}

function readNode(shape: Shape, node: Node): unknown {
  switch (shape.kind) {
    case 'structure':
      return node instanceof Map ? readStructure(shape, node) : node === '' ? {} : node;
    case 'list':
      return node === '' ? [] : inOrder(node, 'member').map((item) => readNode(shape.item(), item));
    case 'map':
      return Object.fromEntries(
        inOrder(node, 'entry').map((entry) => {
          const pair = entry instanceof Map ? entry : new Map<string, Node>();
          return [String(pair.get('key') ?? ''), readNode(shape.value(), pair.get('value') ?? '')];
        }),
      );
    case 'number':
      return typeof node === 'string' && node.trim() !== '' && Number.isFinite(Number(node))
        ? Number(node)
        : plain(node);
    case 'boolean':
      return node === 'true' ? true : node === 'false' ? false : plain(node);
    case 'timestamp':
      return typeof node === 'string' && !Number.isNaN(Date.parse(node)) ? Date.parse(node) : plain(node);
    default:
      return plain(node);
  }
}

function inOrder(node: Node, word: string): Node[] {
  const list = node instanceof Map ? node.get(word) : undefined;
  if (!(list instanceof Map)) return [];
  return [...list].sort(([left], [right]) => Number(left) - Number(right)).map(([, item]) => item);
}

function plain(node: Node): unknown {
  return node instanceof Map ? Object.fromEntries([...node].map(([key, value]) => [key, plain(value)])) : node;
}

export function queryAnswerBody(answer: {
  operation: string;
  xmlNamespace: string;
  requestId: string;
  shape: StructureShape;
  output: unknown;
}): string {
  const { operation, xmlNamespace, requestId, shape, output } = answer;
  return (
    `<${operation}Response xmlns="${xmlNamespace}">` +
    `<${operation}Result>${writeNode(shape, output)}</${operation}Result>` +
    `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata></${operation}Response>`
  );
}

export function queryErrorBody(error: {
  xmlNamespace: string;
  requestId: string;
  status: number;
  code: string;
  message: string;
}): string {
  const fault = error.status >= 500 ? 'Receiver' : 'Sender';
  return (
    `<ErrorResponse xmlns="${error.xmlNamespace}"><Error><Type>${fault}</Type>` +
    `<Code>${escapeXml(error.code)}</Code><Message>${escapeXml(error.message)}</Message></Error>` +
    `<RequestId>${error.requestId}</RequestId></ErrorResponse>`
  );
}

function writeNode(shape: Shape, value: unknown): string {
  if (shape.kind === 'list' && Array.isArray(value)) {
    return value.map((item) => `<member>${writeNode(shape.item(), item)}</member>`).join('');
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    if (shape.kind === 'map') {
      return entries
        .map(
          ([key, item]) =>
            `<entry><key>${escapeXml(key)}</key><value>${writeNode(shape.value(), item)}</value></entry>`,
        )
        .join('');
    }
    if (shape.kind === 'structure') {
      return entries
        .map(([name, item]) => {
          const member = shape.members.get(name);
          return member === undefined ? '' : `<${name}>${writeNode(member(), item)}</${name}>`;
        })
        .join('');
    }
  }
  if (shape.kind === 'timestamp' && typeof value === 'number') return new Date(value).toISOString();
  return escapeXml(String(value ?? ''));
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\r': '&#xD;',
};

function escapeXml(text: string): string {
  return text.replace(/[&<>"'\r]/g, (character) => escapes[character] ?? character);
}
