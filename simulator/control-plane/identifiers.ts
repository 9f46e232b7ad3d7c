// Ids and ARNs. Every id comes from the world's own sequence, so that the same requests make the same world.

import type { World } from './world.ts';

/** As after `arn:aws:ecs:<region>:<account>:`. */
export function ecsArn(world: World, resource: string): string {
  return `arn:aws:ecs:${world.region}:${world.account}:${resource}`;
}

/** The last part of an ARN, or the name itself. */
export function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf('/') + 1);
}

/** 32 hexadecimal digits, as of a task. */
export function nextHexId(world: World): string {
  return letters(world, 32, '0123456789abcdef');
}

/** 19 digits, as in `ecs-svc/<N>`; AWS's begin with 0 as well as with any other. */
export function nextNumericId(world: World): string {
  return letters(world, 19, '0123456789');
}

/** 21 characters, as of a service deployment. */
export function nextOpaqueId(world: World): string {
  return letters(world, 21, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');
}

/** As of a pause hook, 43 characters after its kind. */
export function nextHookId(world: World): string {
  return `ecs-pause-${letters(world, 43, 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_')}`;
}

export function nextUuid(world: World): string {
  const hex = nextHexId(world);
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}

/** Addresses are never given twice, so a late answer of a target that is gone cannot meet another one. */
export function nextAddress(world: World): string {
  const n = world.ecs.addresses;
  world.ecs.addresses += 1;
  return `10.${Math.floor(n / 62_500) % 256}.${Math.floor(n / 250) % 250}.${4 + (n % 250)}`;
}

function letters(world: World, length: number, alphabet: string): string {
  world.sequence += 1;
  let text = '';
  for (let position = 0; position < length; position += 1) {
    text += alphabet[scramble(world.sequence * 64 + position) % alphabet.length];
  }
  return text;
}

/** The finalizer of MurmurHash3: neighbouring numbers become unlike ones, and no two become the same. */
function scramble(n: number): number {
  let h = (n + 0x9e3779b9) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
