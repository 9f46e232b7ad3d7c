import { openAws } from '../../../lib/aws/sdk.ts';
import { runAction } from '../../../lib/github/run-action.ts';
import { main, post } from './main.ts';

await runAction({ name: 'build-push', main: (context) => main(context, openAws(context)), post });
