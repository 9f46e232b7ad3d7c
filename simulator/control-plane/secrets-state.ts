// Secrets Manager and Parameter Store as plain data.

import type { Instant } from './world.ts';

export interface SecretsManagerState {
  /** by ARN */
  secrets: Record<string, Secret>;
}

export interface Secret {
  readonly arn: string;
  readonly name: string;
  readonly createdDate: Instant;
  lastChangedDate: Instant;
  /** when it was asked to go; it gives no value from then on */
  deletedDate?: Instant;
  description?: string;
  /** by version id */
  versions: Record<string, { readonly value: string; readonly createdDate: Instant; stages: string[] }>;
  tags: { Key: string; Value: string }[];
}

export interface SsmState {
  /** by name */
  parameters: Record<string, Parameter>;
}

export interface Parameter {
  readonly name: string;
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  readonly lastModifiedDate: Instant;
}
