// What was asked of the local AWS, in order, and how each request ended. Tests assert on it; IAM policies are computed from it.

import type { FaultKind } from './faults.ts';
import type { ServiceName } from './protocols/services.ts';

export interface DiaryEntry {
  /** the world's clock */
  readonly at: number;
  /** `registry` is the OCI endpoint behind ECR: its operations are `PutManifest`, `GetBlob` … */
  readonly service: ServiceName | 'registry' | 'unknown';
  readonly operation: string;
  /** without secrets */
  readonly input: unknown;
  /** `ok` means that the operation was carried out, even if its answer was lost on the way */
  readonly outcome: string;
  readonly status: number;
  /** where request or answer (`answer: …`) differ from AWS's model, and what is not implemented here; a test with one has failed */
  readonly problems: readonly string[];
  /** the fault that was played, if any */
  readonly fault?: FaultKind;
}

const reads = /^(Describe|List|Get|Head|BatchGet|BatchCheck|Filter|AssumeRole|Ping)/;

/** Requests that ask for a change, refused ones included: a run that touched nothing has none. */
export function mutations(diary: readonly DiaryEntry[]): DiaryEntry[] {
  return diary.filter(({ operation }) => !reads.test(operation));
}

const secretMembers = new Set([
  'WebIdentityToken',
  'TokenCode',
  'SAMLAssertion',
  'imageLayerBlob',
  'layerPartBlob',
  'SecretString',
  'SecretBinary',
]);

/** Names stay, so that one sees what was sent; the values of members that carry secrets do not. */
export function withoutSecrets(input: unknown): unknown {
  if (Array.isArray(input)) return input.map(withoutSecrets);
  if (typeof input !== 'object' || input === null) return input;
  const isParameter = 'Type' in input && /^(String|StringList|SecureString)$/.test(String(input.Type));
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      name,
      (isParameter && name === 'Value') || secretMembers.has(name) ? '(secret)' : withoutSecrets(value),
    ]),
  );
}
