import { expect, test } from 'vitest';
import { aCause, aLook, taskDefinitionArn } from '../rollout/a-rollout.ts';
import { onTheWayAnnotations, onTheWaySection } from './on-the-way.ts';

const after = (...causes: ReturnType<typeof aCause>[]) => ({
  seen: aLook({ causes }),
  taskDefinitionArn: taskDefinitionArn('web:2'),
});
const crashed = aCause({
  count: 2,
  sentence: '2 tasks stopped: container "app" exited with code 1 (last log line: bye)',
});
const interrupted = aCause({ fault: 'platform', sentence: 'Your Spot Task was interrupted.' });

test('what ended on the way to a release that serves is a warning, a sentence for each cause', () => {
  const told = [
    '2 tasks of web:2 ended on the way: container "app" exited with code 1 (last log line: bye).',
    '1 task of web:2 ended on the way: Your Spot Task was interrupted.',
  ];
  expect(onTheWayAnnotations(after(crashed, interrupted))).toEqual([
    { level: 'warning', title: 'Tasks ended on the way', message: told.join('\n') },
  ]);
  expect(onTheWaySection(after(interrupted))?.trim()).toBe(`**On the way**\n\n- ${told[1]}`);
  expect(onTheWaySection(after(crashed, interrupted))?.split('\n- ')).toHaveLength(3);
});

test('it is told once the deployment has succeeded, too, whatever their number', () => {
  const many = aCause({ count: 12, sentence: '12 tasks stopped: container "app" exited with code 1' });
  const seen = aLook({ causes: [many], deployment: { status: 'SUCCESSFUL' } });
  expect(onTheWayAnnotations({ ...after(), seen })).toMatchObject([
    { message: '12 tasks of web:2 ended on the way: container "app" exited with code 1.' },
  ]);
});

test('what a failed health check ended is a warning, what the platform took is a notice', () => {
  expect(onTheWayAnnotations(after(aCause({ fault: 'health' })))).toMatchObject([{ level: 'warning' }]);
  expect(onTheWayAnnotations(after(interrupted))).toMatchObject([{ level: 'notice' }]);
});

test('where nothing ended, where nobody watched, and where one went back from it, there is nothing to tell', () => {
  const back = aLook({ causes: [crashed], deployment: { status: 'ROLLBACK_SUCCESSFUL' } });
  for (const outcome of [after(), { ...after(), seen: back }, { taskDefinitionArn: taskDefinitionArn('web:2') }]) {
    expect(onTheWayAnnotations(outcome)).toEqual([]);
    expect(onTheWaySection(outcome)).toBeUndefined();
  }
});
