// How a registry refuses: the distribution specification's codes, and what ECR's own refusals become there.

import type { AwsError } from '../operations/operation.ts';

export class RegistryError extends Error {
  readonly code: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, status: number, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.name = 'RegistryError';
    this.code = code;
    this.status = status;
    this.headers = headers;
  }
}

const translated: Readonly<Record<string, readonly [code: string, status: number]>> = {
  RepositoryNotFoundException: ['NAME_UNKNOWN', 404],
  ImageTagAlreadyExistsException: ['TAG_INVALID', 400],
  LayersNotFoundException: ['MANIFEST_BLOB_UNKNOWN', 400],
  ReferencedImagesNotFoundException: ['MANIFEST_BLOB_UNKNOWN', 400],
  ImageDigestDoesNotMatchException: ['DIGEST_INVALID', 400],
  InvalidParameterException: ['MANIFEST_INVALID', 400],
};

export function registryErrorOf(error: AwsError): RegistryError {
  const [code, status] = translated[error.code] ?? ['UNSUPPORTED', error.status];
  return new RegistryError(code, status, error.message);
}
