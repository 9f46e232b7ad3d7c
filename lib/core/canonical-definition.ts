// One way of writing a task definition: what ECS adds by itself, or writes in its own way, is taken away. For comparing, never for sending.

import type { Raw } from './snapshots.ts';
import { containersOf, isRaw } from './task-definition.ts';

/** Equal for definitions that mean the same to ECS, as far as is known of its defaults. Tags are no part of what runs. */
export function canonicalDefinition(definition: Raw): Raw {
  const { tags: _, cpu, memory, networkMode, requiresCompatibilities, ...rest } = definition;
  const ports = networkMode === 'awsvpc' || networkMode === 'host' ? 'same' : 'mapped';
  return withoutEmpty({
    ...rest,
    cpu: units(cpu, 1_024),
    memory: units(memory, 1_024),
    networkMode: networkMode === 'bridge' ? undefined : networkMode,
    requiresCompatibilities: Array.isArray(requiresCompatibilities) ? requiresCompatibilities.toSorted() : undefined,
    enableFaultInjection: definition.enableFaultInjection === true ? true : undefined,
    containerDefinitions: containersOf(definition).map((container) => canonicalContainer(container, ports)),
  }) as Raw;
}

function canonicalContainer(container: Raw, ports: 'same' | 'mapped'): Raw {
  const { healthCheck, portMappings } = container;
  return {
    ...without(container, { cpu: 0, essential: true }),
    ...(isRaw(healthCheck)
      ? { healthCheck: without(healthCheck, { interval: 30, timeout: 5, retries: 3, startPeriod: 0 }) }
      : {}),
    ...(Array.isArray(portMappings) ? { portMappings: portMappings.map((port) => canonicalPort(port, ports)) } : {}),
    environment: byName(container.environment),
    secrets: byName(container.secrets),
  };
}

/** Where the task has an address of its own, both ports are one; elsewhere 0 means any. */
function canonicalPort(port: unknown, ports: 'same' | 'mapped'): unknown {
  if (!isRaw(port)) return port;
  return without(port, { protocol: 'tcp', hostPort: ports === 'same' ? port.containerPort : 0 });
}

/** ECS gives lists of named values in an order of its own. */
function byName(list: unknown): unknown {
  if (!Array.isArray(list)) return list;
  const nameOf = (item: unknown) => (isRaw(item) ? String(item.name) : '');
  return list.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

/** `1 vCPU` → `1024`, `0.5 GB` → `512`, 256 → `256`. */
function units(size: unknown, perUnit: number): string | undefined {
  if (size === undefined || size === null) return undefined;
  const match = /^\s*(\d*\.?\d+)\s*(?:vcpu|gb)\s*$/i.exec(String(size));
  return match === null ? String(size).trim() : String(Math.round(Number(match[1]) * perUnit));
}

function without(value: Raw, defaults: Raw): Raw {
  return Object.fromEntries(
    Object.entries(value).filter(([name, item]) => !(name in defaults && item === defaults[name])),
  );
}

/** Maps whose names are the user's own: a label without a value is one all the same. */
const OWN_NAMES = ['dockerLabels', 'options', 'labels', 'driverOpts'];

function withoutEmpty(value: unknown, member = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutEmpty(item));
  if (!isRaw(value)) return value;
  const kept = Object.entries(value).map(([name, item]) => [name, withoutEmpty(item, name)] as const);
  const isSaid = (item: unknown) => item === '' && OWN_NAMES.includes(member);
  return Object.fromEntries(kept.filter(([, item]) => !isEmpty(item) || isSaid(item)));
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isRaw(value) && Object.keys(value).length === 0;
}
