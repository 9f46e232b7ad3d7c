// Task definitions: registered, described, listed, deregistered.

import type {
  DeregisterTaskDefinitionRequest,
  DescribeTaskDefinitionRequest,
  ListTaskDefinitionFamiliesRequest,
  ListTaskDefinitionsRequest,
  RegisterTaskDefinitionRequest,
} from '@aws-sdk/client-ecs';
import type { TaskDefinitionRevision } from '../../control-plane/ecs-state.ts';
import { ecsArn } from '../../control-plane/identifiers.ts';
import { findRevision } from '../../control-plane/task-definitions.ts';
import type { World } from '../../control-plane/world.ts';
import type { Json } from '../operation.ts';
import { clientFault, ecsPage, invalidParameter, ownReference, present, rootOf, tagList } from './ecs-resources.ts';
import { definitionFrom, readOnlyMembers } from './registration.ts';

export function registerTaskDefinition(draft: World, input: Json): Json {
  const { tags } = input as Partial<RegisterTaskDefinitionRequest>;
  const definition = definitionFrom(input);
  const { family } = definition;
  draft.ecs.taskDefinitionFamilies[family] ??= { family, lastRevision: 0, revisions: {} };
  const known = draft.ecs.taskDefinitionFamilies[family];
  const number = known.lastRevision + 1;
  const revision: TaskDefinitionRevision = {
    taskDefinitionArn: ecsArn(draft, `task-definition/${family}:${number}`),
    family,
    revision: number,
    status: 'ACTIVE',
    registeredAt: draft.now,
    definition,
    tags: tagList(tags),
  };
  known.lastRevision = number;
  known.revisions[String(number)] = revision;
  return { taskDefinition: view(draft, revision), ...(tags === undefined ? {} : { tags: revision.tags }) };
}

export function describeTaskDefinition(world: World, input: Json): Json {
  const { taskDefinition, include } = input as Partial<DescribeTaskDefinitionRequest>;
  const revision = findRevision(world, ownReference(world, taskDefinition ?? ''));
  if (revision === undefined) throw clientFault('Unable to describe task definition.');
  return { taskDefinition: view(world, revision), ...(include?.includes('TAGS') ? { tags: revision.tags } : {}) };
}

export function listTaskDefinitions(world: World, input: Json): Json {
  const request = input as Partial<ListTaskDefinitionsRequest>;
  const status = request.status ?? 'ACTIVE';
  const arns = Object.values(world.ecs.taskDefinitionFamilies)
    .filter(({ family }) => request.familyPrefix === undefined || family === request.familyPrefix)
    .sort((a, b) => (a.family < b.family ? -1 : 1))
    .flatMap(({ revisions }) => Object.values(revisions).sort((a, b) => a.revision - b.revision))
    .filter((revision) => revision.status === status)
    .map((revision) => revision.taskDefinitionArn);
  if (request.sort === 'DESC') arns.reverse();
  const page = ecsPage(arns, request, { byDefault: 100, atMost: 100 });
  return { taskDefinitionArns: page.items, ...page.next };
}

export function listTaskDefinitionFamilies(world: World, input: Json): Json {
  const request = input as Partial<ListTaskDefinitionFamiliesRequest>;
  const families = Object.values(world.ecs.taskDefinitionFamilies)
    .filter(({ family }) => family.startsWith(request.familyPrefix ?? ''))
    .filter(({ revisions }) => {
      const active = Object.values(revisions).some((revision) => revision.status === 'ACTIVE');
      return request.status === undefined || request.status === 'ALL' || (request.status === 'ACTIVE') === active;
    })
    .map(({ family }) => family)
    .sort();
  const page = ecsPage(families, request, { byDefault: 100, atMost: 100 });
  return { families: page.items, ...page.next };
}

/** What runs it goes on running it. */
export function deregisterTaskDefinition(draft: World, input: Json): Json {
  const { taskDefinition = '' } = input as Partial<DeregisterTaskDefinitionRequest>;
  if (!/:\d+$/.test(taskDefinition)) throw invalidParameter('Revision is missing.');
  const revision = findRevision(draft, ownReference(draft, taskDefinition));
  if (revision === undefined) throw clientFault('Unable to describe task definition.');
  revision.status = 'INACTIVE';
  revision.deregisteredAt ??= draft.now;
  return { taskDefinition: view(draft, revision) };
}

function view(world: World, revision: TaskDefinitionRevision): Json {
  return present({
    ...revision.definition,
    ...readOnlyMembers(revision.definition),
    taskDefinitionArn: revision.taskDefinitionArn,
    revision: revision.revision,
    status: revision.status,
    registeredAt: revision.registeredAt,
    registeredBy: rootOf(world),
    deregisteredAt: revision.deregisteredAt,
  });
}
