// What AWS answers when a request breaks its model, in each service's own words; findings that AWS is not known to refuse pass.

import { AwsError } from '../operations/operation.ts';
import type { ServiceDescription } from './services.ts';
import type { Finding } from './validate.ts';

export function refusalOf(service: ServiceDescription, findings: readonly Finding[]): AwsError | undefined {
  const mistyped = findings.find(({ kind }) => kind === 'wrong-type');
  if (mistyped !== undefined) {
    const code = service.wire.protocol === 'json' ? 'SerializationException' : 'MalformedInput';
    return new AwsError(code, `${mistyped.path} ${mistyped.detail}`);
  }
  const refused = findings.filter(({ kind }) => isRefused(service, kind));
  if (refused.length === 0) return undefined;
  return new AwsError(service.validationError, wording(service, refused));
}

/** ECS checks lengths and patterns in its own code, operation by operation; the others do it by their models. */
function isRefused(service: ServiceDescription, kind: Finding['kind']): boolean {
  if (kind === 'missing' || kind === 'enum') return true;
  return service.name !== 'ecs' && (kind === 'range' || kind === 'pattern');
}

function wording(service: ServiceDescription, findings: readonly Finding[]): string {
  if (service.name === 'ecr') {
    const first = findings[0];
    return `Invalid parameter at '${first?.path}' failed to satisfy constraint: '${constraintText(first)}'`;
  }
  const count = findings.length === 1 ? '1 validation error detected' : `${findings.length} validation errors detected`;
  const each = findings.map((finding) => {
    const value = finding.kind === 'missing' ? 'null' : `'${String(finding.value)}'`;
    return `Value ${value} at '${finding.path}' failed to satisfy constraint: ${constraintText(finding)}`;
  });
  return `${count}: ${each.join('; ')}`;
}

function constraintText(finding: Finding | undefined): string {
  if (finding === undefined || finding.kind === 'missing') return 'Member must not be null';
  if (finding.kind === 'enum')
    return `Member must satisfy enum value set: ${finding.detail.replace(/^must be one of |, is .*$/g, '')}`;
  if (finding.kind === 'pattern')
    return `Member must satisfy regular expression pattern: ${finding.detail.slice('does not match '.length)}`;
  return `Member must have a valid length or value: ${finding.detail}`;
}
