// MigrateRequest × what the service runs → the task definition and the RunTask input of the migration, and the sentences that explain them.
// It decides everything before anything is touched; problems come back all at once.

import { familyOf, shortTaskDefinition } from '../../../lib/core/arn.ts';
import { renderCommand } from '../../../lib/core/command-line.ts';
import { defined } from '../../../lib/core/defined.ts';
import type { RequestedImage } from '../../../lib/core/requested-images.ts';
import type { Raw, ServiceSnapshot } from '../../../lib/core/snapshots.ts';
import { type ContainerImage, containerNames } from '../../../lib/core/task-definition.ts';
import type { Migration } from './identity.ts';
import type { MigrateRequest } from './inputs.ts';
import {
  type Companions,
  chooseContainer,
  companionsOf,
  containerImages,
  migrationDefinition,
  unknownContainers,
} from './migration-definition.ts';
import { planRun } from './run-settings.ts';

/** With the digest that ECR says the reference means, where ECR knows. */
export type ResolvedImage = RequestedImage & { readonly digest?: string };

export interface MigrationPlan {
  readonly cluster: string;
  readonly family: string;
  readonly container: string;
  readonly command: readonly string[];
  /** image of the container that runs the command, as it is sent */
  readonly image: string;
  /** for RegisterTaskDefinition */
  readonly definition: Raw;
  /** for RunTask, without task definition, startedBy and client token */
  readonly run: Raw;
  readonly identity: Migration;
  readonly explanation: readonly string[];
}

export type Planned =
  | { readonly kind: 'plan'; readonly plan: MigrationPlan }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

export function planMigration(
  request: MigrateRequest,
  service: ServiceSnapshot,
  source: Raw,
  images: readonly ResolvedImage[],
): Planned {
  const chosen = chooseContainer({
    definition: source,
    images,
    balanced: service.loadBalancers.map(({ containerName }) => containerName),
    ...defined({ named: request.container }),
  });
  const serviceFamily = String(source.family ?? familyOf(service.taskDefinitionArn));
  const family = request.family ?? `${serviceFamily}-migrate`;
  const run = planRun(service.raw, source, request.settings);
  const problems = [
    ...unknownContainers(source, request.container, images),
    ...(chosen === undefined ? ['container: the task definition of the service has no container'] : []),
    ...(family === serviceFamily
      ? [`family: "${family}" is the family of the service itself; a migration is registered in one of its own`]
      : []),
    ...run.problems,
  ];
  if (problems.length > 0 || chosen === undefined) return { kind: 'problems', problems };
  const container = chosen.name;
  const sent = containerImages(images, container);
  const image = sent.find((each) => each.container === container)?.image;
  if (image === undefined)
    return {
      kind: 'problems',
      problems: [
        `image: names no image for the container "${container}", which runs the command (${chosen.because}); add "${container}=…", or name another container`,
      ],
    };
  const companions = companionsOf(source, container);
  const needed = sent.filter((each) => each.container === container || companions.kept.includes(each.container));
  const overrides = overridesOf(request, container, run.input);
  const { clusterArn: cluster } = service;
  return {
    kind: 'plan',
    plan: {
      cluster,
      family,
      container,
      command: request.command,
      image,
      definition: migrationDefinition(source, {
        family,
        container,
        images: needed,
        variables: request.environment.map(({ name }) => name),
        ...defined({ entryPoint: request.entryPoint }),
      }),
      run: { ...run.input, cluster, count: 1, overrides },
      identity: { cluster, family, images: needed, entryPoint: request.entryPoint ?? [], overrides },
      explanation: [
        `service ${service.name} has ${shortTaskDefinition(service.taskDefinitionArn)} (${containerNames(source).join(', ')})`,
        `container "${container}" runs the command: ${chosen.because}`,
        ...explained(request, needed, companions),
        ...run.notes,
        `family ${family}, so that the service's own revisions stay its own`,
      ],
    },
  };
}

function overridesOf({ command, environment }: MigrateRequest, container: string, run: Raw): Raw {
  return {
    ...(run.overrides as Raw | undefined),
    containerOverrides: [{ name: container, command, ...(environment.length === 0 ? {} : { environment }) }],
  };
}

function explained(
  { command, environment }: MigrateRequest,
  images: readonly ContainerImage[],
  { kept, dropped }: Companions,
): string[] {
  return [
    `command: ${renderCommand(command)}`,
    ...images.map((each) => `image of "${each.container}": ${each.image}`),
    ...(environment.length === 0 ? [] : [`variables set for it: ${environment.map(({ name }) => name).join(', ')}`]),
    ...(kept.length === 0 ? [] : [`beside it, because it needs them: ${kept.join(', ')}`]),
    ...(dropped.length === 0 ? [] : [`left out, because a migration has no use for them: ${dropped.join(', ')}`]),
  ];
}
