// What ECS would refuse once something is registered: a definition that contradicts itself, or does not fit its service.

import { suggestion } from '../../../../lib/core/near-names.ts';
import type { Raw, ServiceSnapshot } from '../../../../lib/core/snapshots.ts';
import { containerNames, containersOf, isRaw } from '../../../../lib/core/task-definition.ts';
import type { DeployRequest } from '../inputs.ts';
import { settingMisfits } from '../settings/service-settings.ts';

/** What UpdateService would refuse, after the registration. */
export function misfits({ settings }: DeployRequest, definition: Raw, service: ServiceSnapshot): string[] {
  return [
    ...[...misfitsOf(definition, service), ...namedTwice(definition)].map((problem) => `task-definition: ${problem}`),
    ...settingMisfits(settings, service),
  ];
}

/** ECS refuses a name that is both; an edit moves it, a file has to be mended. */
function namedTwice(definition: Raw): string[] {
  const namesIn = (list: unknown) => (Array.isArray(list) ? list.filter(isRaw).map(({ name }) => name) : []);
  return containersOf(definition).flatMap(({ name, environment, secrets }) => {
    const variables = namesIn(environment);
    return namesIn(secrets)
      .filter((secret) => variables.includes(secret))
      .map(
        (both) =>
          `container "${name}" has "${both}" in its environment and in its secrets; ECS takes a name only once, so take one of them out.`,
      );
  });
}

/** A file or a foreign family has to fit the service's load balancer, or UpdateService refuses it after the registration. */
export function misfitsOf(definition: Raw, service: ServiceSnapshot): string[] {
  const names = containerNames(definition);
  return service.loadBalancers.flatMap(({ containerName, containerPort }) => {
    if (!names.includes(containerName)) {
      return [
        `the load balancer of "${service.name}" sends to container "${containerName}", which the definition does not have.${suggestion(containerName, names)}`,
      ];
    }
    const container = containersOf(definition).find(({ name }) => name === containerName);
    const mappings = (Array.isArray(container?.portMappings) ? container.portMappings : []).filter(isRaw);
    const ports = mappings.map((mapping) => String(mapping.containerPortRange ?? mapping.containerPort));
    return ports.some((port) => covers(port, containerPort))
      ? []
      : [
          `the load balancer of "${service.name}" sends to port ${containerPort} of container "${containerName}", which maps ${ports.length === 0 ? 'no port' : ports.join(', ')}.`,
        ];
  });
}

/** `8080` or `8000-8100`. Whether ECS takes a port of a range behind a load balancer is written nowhere, so it is not refused here. */
function covers(ports: string, port: number): boolean {
  const [first = Number.NaN, last = first] = ports.split('-').map(Number);
  return first <= port && port <= last;
}
