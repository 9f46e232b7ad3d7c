// The task definition of a migration, made from the service's: who runs the command, who has to stand beside it, and what would do harm
// in a task that is to end. Unknown members survive.

import { pinned, renderImage } from '../../../lib/core/image.ts';
import { suggestion } from '../../../lib/core/near-names.ts';
import type { RequestedImage } from '../../../lib/core/requested-images.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import {
  type ContainerImage,
  containerNames,
  containersOf,
  isRaw,
  registrable,
  withImages,
} from '../../../lib/core/task-definition.ts';

export interface ChosenContainer {
  readonly name: string;
  /** why it is this one, for the log */
  readonly because: string;
}

/** The one that is named, else the one whose image is given, else the only one, else the one behind the load balancer, else the first essential one. */
export function chooseContainer(of: {
  readonly definition: Raw;
  readonly named?: string;
  readonly images: readonly RequestedImage[];
  readonly balanced: readonly string[];
}): ChosenContainer | undefined {
  const names = containerNames(of.definition);
  if (of.named !== undefined) return { name: of.named, because: 'the input names it' };
  const [image] = of.images;
  if (of.images.length === 1 && image?.container !== undefined)
    return { name: image.container, because: 'the image is given for it' };
  const [first] = names;
  if (first !== undefined && names.length === 1) return { name: first, because: 'it is the only one' };
  const behind = of.balanced.find((name) => names.includes(name));
  if (behind !== undefined) return { name: behind, because: 'it is the one behind the load balancer' };
  const essential = containersOf(of.definition).find((container) => container.essential !== false);
  return essential === undefined
    ? undefined
    : { name: String(essential.name), because: 'it is the first essential one' };
}

/** Every name that the request uses and the definition does not have. */
export function unknownContainers(
  definition: Raw,
  named: string | undefined,
  images: readonly RequestedImage[],
): string[] {
  const names = containerNames(definition);
  const missing = (input: string, name: string) =>
    `${input}: the task definition of the service has no container "${name}".${suggestion(name, names)}`;
  return [
    ...(named === undefined || names.includes(named) ? [] : [missing('container', named)]),
    ...images.flatMap(({ container }) =>
      container === undefined || names.includes(container) ? [] : [missing('image', container)],
    ),
  ];
}

/** Names of the containers beside the one that runs the command. */
export interface Companions {
  readonly kept: readonly string[];
  readonly dropped: readonly string[];
}

/**
 * The container itself, what it depends on (dependsOn, links, volumesFrom; to the last), and log routers that one of them logs through.
 * Everything else is left out: a web server beside the migration would run for ever.
 */
export function companionsOf(definition: Raw, container: string): Companions {
  const containers = new Map(containersOf(definition).map((each) => [String(each.name), each]));
  const kept = new Set<string>();
  const queue = [container];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    const found = containers.get(name);
    if (found === undefined || kept.has(name)) continue;
    kept.add(name);
    queue.push(...neededBy(found));
    if (logsThroughRouter(found)) {
      queue.push(
        ...[...containers.values()]
          .filter(({ firelensConfiguration }) => isRaw(firelensConfiguration))
          .map(({ name: router }) => String(router)),
      );
    }
  }
  const names = [...containers.keys()];
  return {
    kept: names.filter((name) => kept.has(name) && name !== container),
    dropped: names.filter((name) => !kept.has(name)),
  };
}

export interface DefinitionRequest {
  readonly family: string;
  readonly container: string;
  readonly images: readonly ContainerImage[];
  readonly entryPoint?: readonly string[];
  /** names of the variables that the run sets: a secret of the same name gives way */
  readonly variables: readonly string[];
}

/** What is sent to RegisterTaskDefinition. */
export function migrationDefinition(source: Raw, request: DefinitionRequest): Raw {
  const { dropped } = companionsOf(source, request.container);
  const definition = withImages(registrable(source), request.images);
  const containers = containersOf(definition)
    .filter((container) => !dropped.includes(String(container.name)))
    .map((container) => (container.name === request.container ? migrating(container, request) : companion(container)));
  const proxy = isRaw(definition.proxyConfiguration) ? String(definition.proxyConfiguration.containerName) : undefined;
  return {
    ...without(definition, proxy !== undefined && dropped.includes(proxy) ? ['proxyConfiguration'] : []),
    family: request.family,
    containerDefinitions: containers,
  };
}

/** The image of each container, by the digest that is known of it; a bare reference belongs to the one that runs the command. */
export function containerImages(
  images: readonly (RequestedImage & { readonly digest?: string })[],
  container: string,
): ContainerImage[] {
  return images.map(({ container: named = container, image, digest }) => ({
    container: named,
    image: digest === undefined ? renderImage(image) : pinned(image, digest),
  }));
}

/**
 * Ports would clash with the service's own task on an EC2 host; a health check of a server would call a migration sick;
 * a restart policy would run it again and hide its exit code.
 */
function migrating(container: Raw, request: DefinitionRequest): Raw {
  const { secrets } = container;
  return {
    ...without(container, ['portMappings', 'healthCheck', 'restartPolicy']),
    essential: true,
    ...(request.entryPoint === undefined ? {} : { entryPoint: request.entryPoint }),
    ...(Array.isArray(secrets)
      ? { secrets: secrets.filter((secret) => !isRaw(secret) || !request.variables.includes(String(secret.name))) }
      : {}),
  };
}

/** Not essential: when the migration ends ECS stops it, and its exit code then says nothing about the migration. */
function companion(container: Raw): Raw {
  return { ...without(container, ['portMappings']), essential: false };
}

function neededBy(container: Raw): string[] {
  const named = (list: unknown, read: (item: unknown) => unknown) =>
    (Array.isArray(list) ? list : []).map(read).filter((name): name is string => typeof name === 'string');
  return [
    ...named(container.dependsOn, (item) => (isRaw(item) ? item.containerName : undefined)),
    ...named(container.volumesFrom, (item) => (isRaw(item) ? item.sourceContainer : undefined)),
    ...named(container.links, (item) => (typeof item === 'string' ? item.split(':')[0] : undefined)),
  ];
}

function logsThroughRouter(container: Raw): boolean {
  return isRaw(container.logConfiguration) && container.logConfiguration.logDriver === 'awsfirelens';
}

function without(raw: Raw, members: readonly string[]): Raw {
  return Object.fromEntries(Object.entries(raw).filter(([member]) => !members.includes(member)));
}
