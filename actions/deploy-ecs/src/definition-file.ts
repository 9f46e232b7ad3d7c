// A task definition that lies in a file: JSON or YAML, bare or as `aws ecs describe-task-definition` prints it.

import { UserError } from '../../../lib/core/errors.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { containersOf, isRaw, withoutNulls } from '../../../lib/core/task-definition.ts';

export function isYaml(path: string): boolean {
  return /\.ya?ml$/i.test(path);
}

/** Throws UserError where this is no task definition. */
export function definitionFrom(parsed: unknown, path: string): Raw {
  const definition = isRaw(parsed) && isRaw(parsed.taskDefinition) ? parsed.taskDefinition : parsed;
  if (!isRaw(definition) || containersOf(definition).length === 0 || typeof definition.family !== 'string') {
    throw new UserError(
      `task-definition: "${path}" is no task definition: "family" and a non-empty list "containerDefinitions" are needed`,
    );
  }
  return asText(withoutNulls(definition));
}

/** ECS takes sizes and values of variables as text only; in YAML people write `cpu: 512` and `value: 8080`. */
function asText(definition: Raw): Raw {
  return {
    ...definition,
    ...textOf(definition, 'cpu'),
    ...textOf(definition, 'memory'),
    containerDefinitions: containersOf(definition).map((container) =>
      Array.isArray(container.environment)
        ? {
            ...container,
            environment: container.environment.map((entry: unknown) =>
              isRaw(entry) ? { ...entry, ...textOf(entry, 'value') } : entry,
            ),
          }
        : container,
    ),
  };
}

function textOf(value: Raw, member: string): Raw {
  const given = value[member];
  return typeof given === 'number' || typeof given === 'boolean' ? { [member]: String(given) } : {};
}
