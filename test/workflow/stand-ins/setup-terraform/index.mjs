import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

if (process.env.INPUT_TERRAFORM_WRAPPER !== 'false')
  throw new Error('the wrapper would write its own lines between the outputs');
appendFileSync(process.env.GITHUB_PATH, `${join(import.meta.dirname, 'bin')}\n`);
