// Task definitions as raw JSON: which members are AWS's to write, and how an image gets into a named container. Unknown members survive.

import type { Raw } from './snapshots.ts';

/** Members of the answer that RegisterTaskDefinition does not take. */
const READ_ONLY = [
  'taskDefinitionArn',
  'revision',
  'status',
  'requiresAttributes',
  'compatibilities',
  'registeredAt',
  'registeredBy',
  'deregisteredAt',
  'deleteRequestedAt',
] as const;

export interface ContainerImage {
  readonly container: string;
  readonly image: string;
}

/** What can be sent to RegisterTaskDefinition: read-only members gone, everything else as it was. */
export function registrable(definition: Raw): Raw {
  return Object.fromEntries(
    Object.entries(definition).filter(([member]) => !READ_ONLY.some((name) => name === member)),
  );
}

export function containersOf(definition: Raw): readonly Raw[] {
  const list = definition.containerDefinitions;
  return Array.isArray(list) ? list.filter(isRaw) : [];
}

export function containerNames(definition: Raw): string[] {
  return containersOf(definition).map((container) => String(container.name ?? ''));
}

export function imageOf(definition: Raw, container: string): string | undefined {
  const image = containersOf(definition).find(({ name }) => name === container)?.image;
  return typeof image === 'string' ? image : undefined;
}

/** Containers that are not named keep their image; every other member stays as it is. */
export function withImages(definition: Raw, images: readonly ContainerImage[]): Raw {
  const byName = new Map(images.map(({ container, image }) => [container, image]));
  const containers = definition.containerDefinitions;
  if (!Array.isArray(containers)) return definition;
  return {
    ...definition,
    containerDefinitions: containers.map((container: unknown) => {
      const image = isRaw(container) ? byName.get(String(container.name)) : undefined;
      return image === undefined || !isRaw(container) ? container : { ...container, image };
    }),
  };
}

/**
 * Paths that were sent and did not come back as they were sent: AWS dropped or changed them. What AWS adds (defaults) is no loss;
 * nor is an empty value that it leaves out. `containerDefinitions[0].newMember`
 */
export function lostMembers(sent: unknown, returned: unknown, path = ''): string[] {
  if (isEmpty(sent)) return [];
  if (Array.isArray(sent)) {
    const list: readonly unknown[] = Array.isArray(returned) ? returned : [];
    return sent.flatMap((item, index) => lostMembers(item, counterpart(item, index, list), `${path}[${index}]`));
  }
  if (isRaw(sent)) {
    const members = rawOf(returned);
    return Object.entries(sent).flatMap(([name, value]) =>
      lostMembers(value, members[name], path === '' ? name : `${path}.${name}`),
    );
  }
  // AWS answers some numbers as text and some text as numbers (cpu, memory): same words, same value.
  return String(sent) === String(returned) ? [] : [path];
}

/** AWS returns lists of named things in an order of its own (environment, secrets). */
function counterpart(item: unknown, index: number, list: readonly unknown[]): unknown {
  if (!isRaw(item)) return list.includes(item) ? item : list[index];
  // One that lacks nothing goes first: a port for TCP and UDP, or a volume that is mounted twice, share their key.
  const whole = [list[index], ...list].find((other) => lostMembers(item, other).length === 0);
  if (whole !== undefined) return whole;
  const key = ['name', 'key', 'containerPort', 'sourceVolume', 'containerName'].find((candidate) => candidate in item);
  if (key === undefined) return list[index];
  return list.find((other) => isRaw(other) && other[key] === item[key]) ?? list[index];
}

/** JSON null is how some tools write "not set"; ECS takes no null. Empty lists, empty text and zeros mean something and stay. */
export function withoutNulls(definition: Raw): Raw {
  const given = (value: unknown) => value !== null;
  return JSON.parse(
    JSON.stringify(definition, (_name, value: unknown) =>
      Array.isArray(value) ? value.filter(given) : (value ?? undefined),
    ),
  ) as Raw;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRaw(value) && Object.keys(value).length === 0;
}

export function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is not there, or is no object, has no members. */
export function rawOf(value: unknown): Raw {
  return isRaw(value) ? value : {};
}
