// Stories that a version of Slipway got wrong, kept so that it does not happen twice.

import type { Story } from './world.ts';

export const KEPT: readonly { readonly why: string; readonly story: Story }[] = [];
