import { expect, test } from 'vitest';
import { logStreamUrl, serviceConsoleUrl, taskUrl } from './console-url.ts';

test('a log stream is addressed as the console does it', () => {
  expect(logStreamUrl({ region: 'eu-west-1', group: '/ecs/web', stream: 'ecs/app/0a1b' })).toBe(
    'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:log-groups/log-group/$252Fecs$252Fweb/log-events/ecs$252Fapp$252F0a1b',
  );
});

test('tasks and services are addressed in their own region and partition', () => {
  expect(taskUrl('arn:aws:ecs:eu-west-1:1:task/prod/0a1b')).toBe(
    'https://eu-west-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0a1b?region=eu-west-1',
  );
  expect(taskUrl('arn:aws-cn:ecs:cn-north-1:1:task/prod/0a1b')).toContain('cn-north-1.console.amazonaws.cn');
  expect(taskUrl('0a1b')).toBeUndefined();
  expect(serviceConsoleUrl('arn:aws:ecs:eu-west-1:1:service/prod/web', 'prod')).toContain(
    '/clusters/prod/services/web',
  );
});
