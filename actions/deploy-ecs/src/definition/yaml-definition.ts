// A task definition in YAML. What ECS takes as text stays as it is written: 012345678901 is an account, and 1.10 a version.

import { type Document, parseDocument, visit } from 'yaml';
import { isRaw } from '../../../../lib/core/task-definition.ts';

/** Members whose values are text for ECS. Of a size (`cpu`, `memory`) the number is meant. */
const TEXTS = [
  ...['family', 'name', 'user', 'hostname', 'command', 'entryPoint'],
  ...['environment', 'systemControls', 'resourceRequirements', 'properties'],
  ...['dockerLabels', 'labels', 'options', 'driverOpts', 'tags'],
];

/** Merge keys (`<<`) are merged. Throws an Error, mostly the library's, where this is no YAML of one document. */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error?.code === 'MULTIPLE_DOCS') throw new Error('it holds several documents (---), of which only one may stay');
  if (error !== undefined) throw error;
  // An anchor may stand anywhere, and be text only where its alias stands: both readings are had, and each is taken where it belongs.
  asWritten(document, 'key');
  const meant: unknown = document.toJS();
  asWritten(document, 'value');
  return withTexts(meant, document.toJS());
}

function asWritten(document: Document, which: 'key' | 'value'): void {
  visit(document, {
    Scalar(position, node) {
      const isMore = typeof node.value !== 'string' && node.value !== null;
      if (isMore && (position === 'key') === (which === 'key')) node.value = node.source;
    },
  });
}

function withTexts(meant: unknown, written: unknown, isText = false): unknown {
  if (Array.isArray(meant) && Array.isArray(written))
    return meant.map((item: unknown, index) => withTexts(item, written[index], isText));
  if (isRaw(meant) && isRaw(written))
    return Object.fromEntries(
      Object.entries(meant).map(([name, value]) => [
        name,
        withTexts(value, written[name], isText || TEXTS.includes(name)),
      ]),
    );
  return isText ? written : meant;
}
