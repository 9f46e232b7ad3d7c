// Addresses of the AWS console, for people who want to look for themselves.

import { lastPart, parseArn } from './arn.ts';

/** One log stream in CloudWatch Logs. Its console encodes the parts twice, with `$` for the second `%`. */
export function logStreamUrl(of: { region: string; group: string; stream: string }): string {
  const part = (text: string) => encodeURIComponent(encodeURIComponent(text)).replaceAll('%', '$');
  return `https://${of.region}.console.${consoleHost(of.region)}/cloudwatch/home?region=${of.region}#logsV2:log-groups/log-group/${part(of.group)}/log-events/${part(of.stream)}`;
}

/** Undefined when the text is no ARN of a task. */
export function taskUrl(taskArn: string): string | undefined {
  const arn = parseArn(taskArn);
  const cluster = arn === undefined ? undefined : /^task\/([^/]+)\/[^/]+$/.exec(arn.resource)?.[1];
  if (arn === undefined || cluster === undefined) return undefined;
  return `https://${arn.region}.console.${consoleHost(arn.region)}/ecs/v2/clusters/${cluster}/tasks/${lastPart(taskArn)}?region=${arn.region}`;
}

function consoleHost(region: string): string {
  if (region.startsWith('cn-')) return 'amazonaws.cn';
  return region.startsWith('us-gov-') ? 'amazonaws-us-gov.com' : 'aws.amazon.com';
}

/** The service's page; its ARN tells the region. */
export function serviceConsoleUrl(serviceArn: string, cluster: string): string {
  const region = parseArn(serviceArn)?.region ?? '';
  return `https://${region}.console.${consoleHost(region)}/ecs/v2/clusters/${lastPart(cluster)}/services/${lastPart(serviceArn)}?region=${region}`;
}
