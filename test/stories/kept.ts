// Stories that a version of Slipway got wrong, kept so that it does not happen twice.

import type { Story } from './world.ts';

/** A good release of a service that serves, and nobody else about. */
const CALM: Story = {
  order: 'deploy',
  headStartSeconds: 60,
  before: 'serves',
  fate: 'healthy',
  otherFate: 'healthy',
  acts: [],
  onInProgress: 'wait',
  requestMs: 0,
  scheduling: 'REPLICA',
  desiredCount: 2,
  loadBalancer: false,
  circuitBreaker: { enable: true, rollback: true },
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  strategy: 'ROLLING',
  alarms: 'none',
  earlySuccess: 'off',
  setDesiredCount: undefined,
  waitUntil: 'deployed',
  timeoutMinutes: undefined,
  rollbackMinutes: 60,
  pollSeconds: 5,
  maxFailedTasks: 3,
  rollbackOnFailure: true,
  onCancel: 'rollback',
  cancelAfterSeconds: undefined,
  faults: 'none',
  seed: 1,
};

export const KEPT: readonly { readonly why: string; readonly story: Story }[] = [
  {
    why: 'a waiter who never saw the other deployment said that it had not ended',
    story: { ...CALM, before: 'moving', faults: 'blind' },
  },
  {
    why: 'a person forced a deployment of just our definition before ours was listed, and theirs was taken for ours',
    story: { ...CALM, acts: [{ kind: 'person forces', afterSeconds: 1, number: 0 }] },
  },
  {
    why: 'with no tasks wanted, a deployment that somebody else had just followed was called idle',
    story: {
      ...CALM,
      before: 'moving',
      desiredCount: 0,
      acts: [{ kind: 'other deploy', afterSeconds: 28, number: 0 }],
    },
  },
  {
    why: 'a release to which ECS was just rolling the next one back was called superseded',
    story: {
      ...CALM,
      acts: [
        { kind: 'person stops', afterSeconds: 58, number: 73 },
        { kind: 'other deploy', afterSeconds: 46, number: 44 },
      ],
      desiredCount: 0,
      circuitBreaker: { enable: false, rollback: false },
      minimumHealthyPercent: 0,
      pollSeconds: 22,
      seed: 2091327941,
    },
  },
  {
    why: 'a release was called rolled back in the second in which somebody else began the next one',
    story: {
      ...CALM,
      fate: 'hangs',
      loadBalancer: true,
      acts: [
        { kind: 'person stops', afterSeconds: 30, number: 0 },
        { kind: 'other deploy', afterSeconds: 32, number: 0 },
      ],
    },
  },
  {
    why: 'of two deployments that were made at the same instant, the older one was taken for the newer',
    story: {
      ...CALM,
      onInProgress: 'replace',
      alarms: 'no-rollback',
      minimumHealthyPercent: 0,
      pollSeconds: 30,
      acts: [
        { kind: 'other deploy', afterSeconds: 0, number: 0 },
        { kind: 'alarm rings', afterSeconds: 48, number: 0 },
      ],
    },
  },
  {
    why: "a way back whose request was lost twice was taken for somebody else's deployment",
    story: {
      ...CALM,
      fate: 'silent-target',
      loadBalancer: true,
      circuitBreaker: { enable: true, rollback: false },
      minimumHealthyPercent: 50,
      maximumPercent: 150,
      timeoutMinutes: 29,
      pollSeconds: 15,
      onCancel: 'leave',
      faults: 'flaky',
      seed: 458838336,
    },
  },
  {
    why: 'old tasks that never ran were said to stand still when the traffic was over',
    story: {
      ...CALM,
      headStartSeconds: 150,
      before: 'moving',
      fate: 'heals-from-spot',
      otherFate: 'slow-start',
      acts: [{ kind: 'person scales', afterSeconds: 3, number: 0 }],
      loadBalancer: true,
      minimumHealthyPercent: 0,
      strategy: 'LINEAR',
      setDesiredCount: 3,
      waitUntil: 'shifted',
      rollbackMinutes: 60,
      pollSeconds: 15,
      seed: 562788106,
    },
  },
  {
    why: 'a first release that was overtaken before it had any traffic shared the target group, and so the traffic, of the next',
    story: {
      ...CALM,
      headStartSeconds: 89,
      before: 'never-served',
      acts: [
        { kind: 'person stops a task', afterSeconds: 40, number: 13 },
        { kind: 'other deploy', afterSeconds: 14, number: 3 },
        { kind: 'autoscaling shrinks', afterSeconds: 48, number: 84 },
      ],
      onInProgress: 'replace',
      loadBalancer: true,
      circuitBreaker: { enable: true, rollback: false },
      maximumPercent: 150,
      strategy: 'BLUE_GREEN',
      waitUntil: 'shifted',
      rollbackMinutes: 20,
      maxFailedTasks: 5,
      onCancel: 'leave',
      cancelAfterSeconds: 181,
      seed: 538138257,
    },
  },
  {
    why: 'a definition was registered a second time because somebody else had begun a deployment in between',
    story: { ...CALM, requestMs: 300, acts: [{ kind: 'person forces', afterSeconds: 0, number: 0 }] },
  },
  {
    why: 'who was told to wait for nobody met somebody after the definition was registered, and was refused',
    story: {
      ...CALM,
      onInProgress: 'fail',
      requestMs: 300,
      acts: [{ kind: 'person forces', afterSeconds: 0, number: 0 }],
    },
  },
];
