import { openAws } from '../../../lib/aws/sdk.ts';
import { runAction } from '../../../lib/github/run-action.ts';
import { main } from './main.ts';
import { post } from './post.ts';

await runAction({
  name: 'migrate',
  main: (context) => main(context, openAws(context)),
  post: (context) => post(context, openAws(context)),
});
