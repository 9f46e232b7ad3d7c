// Which capacity provider takes the next task of a service, and what kind of host that is.

import type { RawJson, Task } from './ecs-state.ts';
import type { World } from './world.ts';

/** `base` tasks go to their provider first; the rest is shared by weight. Base 1 of FARGATE, 1 : 3 with FARGATE_SPOT, 5 tasks → 2 and 3. */
export function nextProvider(strategy: readonly RawJson[], tasks: readonly Task[]): RawJson | undefined {
  const items = strategy.map((item) => ({
    item,
    base: Number(item.base ?? 0),
    weight: Number(item.weight ?? 0),
    running: tasks.filter((task) => task.configuration.capacityProviderName === item.capacityProvider).length,
  }));
  const first = items.find(({ base, running }) => running < base);
  if (first !== undefined) return first.item;
  const weighted = items.filter(({ weight }) => weight > 0);
  const load = ({ base, running, weight }: (typeof items)[number]): number => (running - base + 1) / weight;
  const [least] = weighted.toSorted((a, b) => load(a) - load(b));
  return least?.item ?? strategy[0];
}

/** As DescribeTasks shows it. */
export function launchTypeOf(
  world: World,
  placement: { readonly launchType?: string; readonly provider?: string },
): string {
  const { launchType = 'EC2', provider } = placement;
  if (provider === undefined) return launchType;
  if (provider.startsWith('FARGATE')) return 'FARGATE';
  return world.ecs.capacityProviders[provider]?.type === 'MANAGED_INSTANCES' ? 'MANAGED_INSTANCES' : 'EC2';
}
