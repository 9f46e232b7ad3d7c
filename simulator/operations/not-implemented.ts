// What AWS can do and the local AWS cannot: said loudly, so that nobody takes it for AWS's own answer.

import { AwsError } from './operation.ts';

export const notImplementedCode = 'NotImplementedHere';

export function notImplemented(what: string): AwsError {
  return new AwsError(notImplementedCode, `${what} is not implemented here`, { status: 501 });
}
