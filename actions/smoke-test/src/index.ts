import { runAction } from '../../../lib/github/run-action.ts';
import { main } from './main.ts';

await runAction({ name: 'smoke-test', main });
