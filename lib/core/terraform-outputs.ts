// What `terraform output -json` says, or a plain name → value map. Knows nothing of inputs; the reader asks it by name.

export interface TerraformOutputs {
  /** where they came from, for messages: `the input "terraform-outputs"` or `file outputs.json` */
  readonly from: string;
  /** by output name; values that are not text are their JSON text */
  readonly values: ReadonlyMap<string, string>;
  /** names of outputs that Terraform marks as sensitive */
  readonly sensitive: readonly string[];
}

/** Throws an Error whose message says what was found instead; never with a value in it. */
export function parseTerraformOutputs(text: string, from: string): TerraformOutputs {
  const parsed = parsedJson(text, from);
  if (!isRecord(parsed))
    throw new Error(`${from} is ${kindOf(parsed)}; allowed is a JSON object, as "terraform output -json" prints it`);
  const values = new Map<string, string>();
  const sensitive: string[] = [];
  for (const [name, entry] of Object.entries(parsed)) {
    // Terraform wraps each output: { "value": …, "type": …, "sensitive": … }. A plain map has the values themselves.
    const wrapped = isRecord(entry) && 'value' in entry && ('type' in entry || 'sensitive' in entry);
    const value = wrapped ? entry.value : entry;
    if (value === null || value === undefined) continue;
    values.set(name, typeof value === 'string' ? value : JSON.stringify(value));
    if (wrapped && entry.sensitive === true) sensitive.push(name);
  }
  return { from, values, sensitive };
}

function parsedJson(text: string, from: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may hold a secret.
    throw new Error(`${from} is not JSON; allowed is what "terraform output -json" prints`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
