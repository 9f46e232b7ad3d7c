// The tables of a README that come from action.yml. Pure: it decides what the text is to be, and refuses what has no description.

export interface Manifest {
  readonly name?: string;
  readonly description?: string;
  readonly inputs?: Readonly<Record<string, Described | null>>;
  readonly outputs?: Readonly<Record<string, Described | null>>;
  readonly runs?: { readonly using?: string; readonly main?: string; readonly post?: string };
}

/** `on.workflow_call` of a reusable workflow. */
export interface Callable {
  readonly inputs?: Readonly<Record<string, Described | null>>;
  readonly secrets?: Readonly<Record<string, Described | null>>;
  readonly outputs?: Readonly<Record<string, Described | null>>;
}

interface Described {
  readonly description?: string;
  readonly required?: boolean;
  readonly default?: unknown;
}

/** An action's README with fresh tables between its markers. Throws an Error that names what is missing. */
export function withActionTables(readme: string, manifest: Manifest): string {
  const inputs = table(['Input', 'Description'], manifest.inputs ?? {}, 'input');
  const outputs = table(['Output', 'Description'], manifest.outputs ?? {}, 'output');
  return replaceBetween(replaceBetween(readme, 'inputs', inputs), 'outputs', outputs);
}

/** A document with fresh tables of a reusable workflow between `<!-- NAME inputs -->`, `<!-- NAME outputs -->` and, where it has some, `<!-- NAME secrets -->`. */
export function withWorkflowTables(document: string, name: string, call: Callable): string {
  const inputs = table(['Input', 'Description'], call.inputs ?? {}, 'input');
  const outputs = table(['Output', 'Description'], call.outputs ?? {}, 'output');
  const both = replaceBetween(replaceBetween(document, `${name} inputs`, inputs), `${name} outputs`, outputs);
  if (call.secrets === undefined) return both;
  return replaceBetween(both, `${name} secrets`, table(['Secret', 'Description'], call.secrets, 'secret'));
}

/** The root README with a fresh table of the actions, given by folder name. */
export function withActionList(readme: string, actions: Readonly<Record<string, Manifest>>): string {
  const rows = Object.entries(actions).map(([name, { description }]) => {
    if (!description) throw new Error(`actions/${name}/action.yml has no description`);
    return [`[\`${name}\`](actions/${name}/README.md)`, cell(description)];
  });
  return replaceBetween(readme, 'actions', render(['Action', 'What it does'], rows));
}

function table(head: readonly string[], members: NonNullable<Manifest['inputs']>, kind: string): string {
  const rows = Object.entries(members).map(([name, member]) => {
    if (!member?.description?.trim()) throw new Error(`${kind} "${name}" has no description`);
    return [`\`${name}\`${member.required ? ' (required)' : ''}`, cell(member.description) + defaultOf(member)];
  });
  return render(head, rows);
}

/** An empty default is a way to say "not given", which the description explains. */
function defaultOf({ default: value }: Described): string {
  return value === undefined || value === '' ? '' : ` Default ${value}.`;
}

function render(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** One line of a Markdown table: paragraphs become breaks, and a bar may not end the cell. */
function cell(text: string): string {
  return text
    .trim()
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.replace(/\s*\n\s*/g, ' '))
    .join('<br>')
    .replaceAll('|', '\\|');
}

function replaceBetween(text: string, marker: string, content: string): string {
  const [open, close] = [`<!-- ${marker} -->`, `<!-- /${marker} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`has no ${open} … ${close}`);
  return `${text.slice(0, from + open.length)}\n\n${content}\n\n${text.slice(to)}`;
}
