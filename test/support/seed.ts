// In CI the random tests draw the same worlds every time, so that a red run is about the change it runs for. Elsewhere they draw new ones:
// a failure prints its seed, and `npm run stories -- --seed S` plays as many as one likes.

import process from 'node:process';
import fc from 'fast-check';

const SEED = 1_973;

if (process.env.CI === 'true') fc.configureGlobal({ seed: SEED });
