import { describe, expect, test } from 'vitest';
import { UserError } from '../../../../lib/core/errors.ts';
import { parseImage } from '../../../../lib/core/image.ts';
import type { RequestedImage } from '../../../../lib/core/requested-images.ts';
import type { DeployRequest } from '../inputs.ts';
import { aDefinition, aRequest, aService, imageOf } from '../rollout/a-rollout.ts';
import { assignImages, editedDefinition, wantedDefinition } from './wanted.ts';

function problemsOf(check: () => unknown): readonly string[] {
  try {
    check();
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  return [];
}

test('the size of a task is judged where somebody gives the definition, and left to ECS where it is what runs', () => {
  const service = aService({ raw: { launchType: 'FARGATE' } });
  const running = aDefinition(imageOf('v1'), { cpu: '256', memory: '512' });
  const odd = aDefinition(imageOf('v2'), { cpu: '256', memory: '4096' });
  const problems = (source: DeployRequest['source']) =>
    editedDefinition(aRequest({ source }), odd, { service, running }).problems;
  expect(problems({ kind: 'file', path: 'web.json' })).toEqual([
    expect.stringMatching(/^task-definition: Fargate has no task of 256 CPU units with 4096 MiB/),
  ]);
  expect(problems({ kind: 'what-runs' })).toEqual([]);
});

describe('the container that an image goes to', () => {
  const image = parseImage('team/app:v2') as RequestedImage['image'];
  const two = aDefinition(imageOf('v1'), {
    containerDefinitions: [
      { name: 'app', image: 'a' },
      { name: 'envoy', image: 'b' },
    ],
  });
  const behind = aService({ loadBalancers: [{ containerName: 'envoy', containerPort: 8080 }] });

  test('is the only one', () => {
    expect(assignImages([{ image }], aDefinition(imageOf('v1')), aService())).toMatchObject([{ container: 'app' }]);
  });

  test('is the one behind the load balancer', () => {
    expect(assignImages([{ image }], two, behind)).toMatchObject([{ container: 'envoy' }]);
  });

  test('is the one that was named', () => {
    expect(assignImages([{ container: 'app', image }], two, behind)).toMatchObject([{ container: 'app' }]);
  });

  test('must be named where nobody can know it', () => {
    expect(problemsOf(() => assignImages([{ image }], two, aService()))).toEqual([
      expect.stringMatching(/app, envoy.*container=reference/),
    ]);
  });

  test('must exist; every name that does not is told, with one that is near', () => {
    const problems = problemsOf(() =>
      assignImages(
        [
          { container: 'ap', image },
          { container: 'evnoy', image },
        ],
        two,
        aService(),
      ),
    );
    expect(problems).toEqual([expect.stringMatching(/"ap".*"app"/), expect.stringMatching(/"evnoy".*"envoy"/)]);
  });
});

test('only the containers that are named get another image; all else is sent as it was, but for what is ECS’s to write', () => {
  const source = aDefinition(imageOf('v1'), {
    newMember: { deep: [1] },
    registeredAt: 1,
    requiresAttributes: [],
    containerDefinitions: [
      { name: 'app', image: 'a', newMember: true },
      { name: 'envoy', image: 'b' },
    ],
  });
  expect(wantedDefinition(source, [{ container: 'app', image: 'c' }])).toEqual({
    family: 'web',
    newMember: { deep: [1] },
    containerDefinitions: [
      { name: 'app', image: 'c', newMember: true },
      { name: 'envoy', image: 'b' },
    ],
  });
});
