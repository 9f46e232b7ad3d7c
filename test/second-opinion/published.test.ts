import { describe, expect, it } from 'vitest';
import { describeService, describeTaskDefinition, registerTaskDefinition, updateService } from '../../lib/aws/ecs.ts';
import type { Raw } from '../../lib/core/snapshots.ts';
import { answeringDoor, type PublishedAnswer, publishedAnswer, publishedAnswers } from './published-answers.ts';
import { readings } from './published-readings.ts';

/** The same answer as AWS may send it one day: with a member that neither the SDK nor we know. */
function withNewMember({ operation, answer }: PublishedAnswer, member: string): { operation: string; answer: Raw } {
  return { operation, answer: { ...answer, [member]: { ...(answer[member] as Raw), memberOfTomorrow: { depth: 1 } } } };
}

describe('the published answers', () => {
  it('name a public source, and what was taken from it', () => {
    for (const { name, source, taken } of publishedAnswers()) {
      expect(source.url, name).toMatch(/^https:\/\/(github\.com\/(aws|boto)|docs\.aws\.amazon\.com)\//);
      expect(taken, name).not.toBe('');
    }
  });

  it('are of operations that the product reads', () => {
    const operations = publishedAnswers().map(({ operation }) => operation);
    expect(operations.filter((operation) => !Object.hasOwn(readings, operation))).toEqual([]);
    expect(operations.length).toBeGreaterThanOrEqual(25);
  });

  it.each(['cli-update-service-1', 'cli-update-service-4'])('%s comes through whole', async (name) => {
    const answer = withNewMember(publishedAnswer(name), 'service');
    expect((await updateService(answeringDoor(answer), {})).raw).toEqual(answer.answer.service);
  });

  it.each(['botocore-describe-services-1', 'cli-describe-services-1'])('%s comes through whole', async (name) => {
    const answer = publishedAnswer(name);
    const [service] = answer.answer.services as Raw[];
    const sent = { ...service, memberOfTomorrow: [1, 2] };
    const door = answeringDoor({ operation: answer.operation, answer: { services: [sent], failures: [] } });
    expect((await describeService(door, { cluster: 'a', service: 'b' })).raw).toEqual(sent);
  });

  it.each(['botocore-describe-task-definition-1', 'cli-describe-task-definition-1'])(
    '%s comes through whole',
    async (name) => {
      const answer = withNewMember(publishedAnswer(name), 'taskDefinition');
      const { definition } = await describeTaskDefinition(answeringDoor(answer), 'hello_world:8');
      expect(definition).toEqual(answer.answer.taskDefinition);
    },
  );

  it.each(['botocore-register-task-definition-1', 'cli-register-task-definition-1'])(
    '%s comes through whole',
    async (name) => {
      const answer = withNewMember(publishedAnswer(name), 'taskDefinition');
      const { definition } = await registerTaskDefinition(answeringDoor(answer), {});
      expect(definition).toEqual(answer.answer.taskDefinition);
    },
  );
});
