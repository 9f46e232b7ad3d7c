import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Raw } from './snapshots.ts';
import { containerNames, imageOf, lostMembers, registrable, withImages } from './task-definition.ts';

const definition: Raw = {
  taskDefinitionArn: 'arn',
  revision: 3,
  status: 'ACTIVE',
  registeredAt: 1,
  family: 'web',
  memberOfTomorrow: { deep: [1, { x: 'y' }] },
  containerDefinitions: [
    { name: 'app', image: 'a:1', unknownMember: true },
    { name: 'router', image: 'r:1' },
  ],
};

test('what is registered again has no member that AWS writes, and every other', () => {
  const { containerDefinitions, family, memberOfTomorrow } = definition;
  expect(registrable(definition)).toEqual({ containerDefinitions, family, memberOfTomorrow });
});

test('containers are found by name', () => {
  expect(containerNames(definition)).toEqual(['app', 'router']);
  expect(imageOf(definition, 'router')).toBe('r:1');
  expect(imageOf(definition, 'nobody')).toBeUndefined();
  expect(containerNames({})).toEqual([]);
});

test('setting images touches only the containers that are named, and keeps unknown members', () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 1, maxLength: 5 });
  const extra = fc.dictionary(fc.stringMatching(/^x[A-Za-z]{1,6}$/), fc.jsonValue());
  fc.assert(
    fc.property(names, extra, extra, fc.array(fc.nat(9)), (containers, ofTask, ofContainer, picks) => {
      const before: Raw = {
        ...ofTask,
        containerDefinitions: containers.map((name) => ({ ...ofContainer, name, image: `${name}:old` })),
      };
      const chosen = [...new Set(picks.map((pick) => containers[pick % containers.length] ?? ''))];
      const after = withImages(
        before,
        chosen.map((container) => ({ container, image: 'new:1' })),
      );
      for (const name of containers) expect(imageOf(after, name)).toBe(chosen.includes(name) ? 'new:1' : `${name}:old`);
      const back = withImages(
        after,
        containers.map((container) => ({ container, image: `${container}:old` })),
      );
      expect(back).toEqual(before);
    }),
  );
});

test.each([
  { name: 'nothing', sent: { a: 1 }, returned: { a: 1, added: true }, lost: [] },
  { name: 'a member', sent: { a: 1, b: { c: 2 } }, returned: { a: 1, b: {} }, lost: ['b.c'] },
  { name: 'a value that changed', sent: { a: 'x' }, returned: { a: 'y' }, lost: ['a'] },
  { name: 'numbers as text', sent: { cpu: 256 }, returned: { cpu: '256' }, lost: [] },
  { name: 'empty values', sent: { a: [], b: '', c: null, d: {} }, returned: {}, lost: [] },
  { name: 'false and zero', sent: { a: false, b: 0 }, returned: {}, lost: ['a', 'b'] },
  {
    name: 'a list in another order',
    sent: {
      environment: [
        { name: 'A', value: '1' },
        { name: 'B', value: '2' },
      ],
    },
    returned: {
      environment: [
        { name: 'B', value: '2' },
        { name: 'A', value: '1' },
      ],
    },
    lost: [],
  },
  {
    name: 'two ports with one number',
    sent: {
      portMappings: [
        { containerPort: 53, protocol: 'tcp' },
        { containerPort: 53, protocol: 'udp' },
      ],
    },
    returned: {
      portMappings: [
        { containerPort: 53, protocol: 'udp', x: 1 },
        { containerPort: 53, protocol: 'tcp' },
      ],
    },
    lost: [],
  },
  {
    name: 'a member of one container',
    sent: { containerDefinitions: [{ name: 'a', new: 1 }, { name: 'b' }] },
    returned: { containerDefinitions: [{ name: 'b' }, { name: 'a' }] },
    lost: ['containerDefinitions[0].new'],
  },
])('what was lost on the way to AWS: $name', ({ sent, returned, lost }) => {
  expect(lostMembers(sent, returned)).toEqual(lost);
});

test('what comes back as it was sent has lost nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(lostMembers(value, value)).toEqual([]);
    }),
  );
});
