import { expect, test } from 'vitest';
import { eventLines } from './event-lines.ts';

const GROUP = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/web/50dc6c495c0c9188';

test.each([
  [`(service web) registered 1 targets in (target-group ${GROUP})`, 'registered 1 targets in target group web'],
  [
    '(service web, taskSet ecs-svc/2119) has begun draining connections on 1 tasks.',
    'has begun draining connections on 1 tasks.',
  ],
  ['(service web) has started 1 tasks: (task 084e354296a0).', 'has started 1 tasks: (task 084e354296a0).'],
  ['(service web) (deployment ecs-svc/197) deployment completed.', '(deployment ecs-svc/197) deployment completed.'],
  [
    `(service web) (port 8080) is unhealthy in (target-group ${GROUP}) due to (reason Health checks failed)`,
    '(port 8080) is unhealthy in target group web due to (reason Health checks failed)',
  ],
  ['something that ECS never said before', 'something that ECS never said before'],
  ['it said so of (service web) and of others', 'it said so of (service web) and of others'],
])('what every event repeats is left out: %s', (message, line) => {
  expect(eventLines([message])).toEqual([line]);
});

test('the same twice in one look is one line', () => {
  const event = `(service web) registered 1 targets in (target-group ${GROUP})`;
  expect(eventLines([event, '(service web) has reached a steady state.', event])).toEqual([
    'registered 1 targets in target group web (2 times)',
    'has reached a steady state.',
  ]);
});
