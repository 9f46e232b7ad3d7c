// A task definition in YAML. What ECS takes as text stays as it is written: 012345678901 is an account, and 1.10 a version.

import { isPair, isScalar, type Pair, parseDocument, visit } from 'yaml';

/** Members whose values are text for ECS. Of a size (`cpu`, `memory`) the number is meant. */
const TEXTS = ['environment', 'systemControls', 'dockerLabels', 'options', 'tags'];

/** Merge keys (`<<`) are merged. Throws the library's error where this is no YAML. */
export function parseYaml(text: string): unknown {
  const document = parseDocument(text, { merge: true });
  const [error] = document.errors;
  if (error !== undefined) throw error;
  visit(document, {
    Scalar(key, node, path) {
      const isText = typeof node.value === 'number' || typeof node.value === 'boolean';
      if (isText && key === 'value' && path.some((one) => isPair(one) && isOneOfTexts(one))) node.value = node.source;
    },
  });
  return document.toJS();
}

function isOneOfTexts({ key }: Pair): boolean {
  return isScalar(key) && TEXTS.includes(String(key.value));
}
