import { expect, test } from 'vitest';
import { aSituation, type Chapter } from './a-rollout.ts';
import { describePlan } from './describe-plan.ts';
import { planPrevious } from './rollback.ts';

const said = (...chapters: readonly Chapter[]) => {
  const situation = aSituation(...chapters);
  return describePlan(planPrevious(situation), situation).join('\n');
};

test.each<[string, readonly Chapter[], string]>([
  [
    'the newest success',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
    ],
    'Will register web:1 anew, by the digests that ran, and deploy it\n  web:1 is the newest release that succeeded, differs from what serves and was not rolled back from',
  ],
  [
    'the source of what is in progress',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    'Going back by ending service deployment',
  ],
  [
    'the source of what is in progress, by rule',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'IN_PROGRESS'],
    ],
    '\n  while a deployment is in progress, "previous" is what it takes the place of',
  ],
  [
    'a way back that moves already',
    [
      ['v1', 'SUCCESSFUL'],
      ['v2', 'SUCCESSFUL'],
      ['v1', 'IN_PROGRESS'],
    ],
    '\n  it is a way back itself: web:3 had succeeded before what it takes the place of',
  ],
])('the plan of "previous" says which rule chose the target: %s', (_, chapters, words) => {
  expect(said(...chapters)).toContain(words);
});
