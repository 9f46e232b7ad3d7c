import { expect, test } from 'vitest';
import { withActionList, withActionTables, withWorkflowTables } from './readme-tables.ts';

const readme = 'Top\n<!-- inputs -->\nstale\n<!-- /inputs -->\nMiddle\n<!-- outputs --><!-- /outputs -->\nEnd\n';

test('tables stand between their markers, and what is around them stays', () => {
  const fresh = withActionTables(readme, {
    inputs: { cluster: { description: 'Name of\nthe cluster.\n\nOr its ARN.', required: true } },
    outputs: { verdict: { description: 'a|b' } },
  });
  expect(fresh).toBe(
    [
      'Top',
      '<!-- inputs -->',
      '',
      '| Input | Description |',
      '| --- | --- |',
      '| `cluster` (required) | Name of the cluster.<br>Or its ARN. |',
      '',
      '<!-- /inputs -->',
      'Middle',
      '<!-- outputs -->',
      '',
      '| Output | Description |',
      '| --- | --- |',
      '| `verdict` | a\\|b |',
      '',
      '<!-- /outputs -->',
      'End',
      '',
    ].join('\n'),
  );
});

test('generating twice changes nothing', () => {
  const manifest = { inputs: { a: { description: 'x' } } };
  const once = withActionTables(readme, manifest);
  expect(withActionTables(once, manifest)).toBe(once);
});

test('an input without a description is refused by name', () => {
  expect(() => withActionTables(readme, { inputs: { cluster: null } })).toThrow('input "cluster" has no description');
  expect(() => withActionTables(readme, { outputs: { arn: { description: ' ' } } })).toThrow('output "arn"');
});

test('a README without markers is refused, never appended to', () => {
  expect(() => withActionTables('no markers', {})).toThrow('has no <!-- inputs -->');
});

test('the root README lists every action with its own description', () => {
  const fresh = withActionList('<!-- actions -->\n<!-- /actions -->', { migrate: { description: 'Runs one task.' } });
  expect(fresh).toContain('| [`migrate`](actions/migrate/README.md) | Runs one task. |');
});

test('tables of several workflows stand in one document, with the defaults that say something', () => {
  const at = (name: string) => `<!-- ${name} -->\n<!-- /${name} -->\n`;
  const document =
    at('deploy.yml inputs') + at('deploy.yml secrets') + at('deploy.yml outputs') + at('rollback.yml inputs');
  const fresh = withWorkflowTables(document, 'deploy.yml', {
    inputs: {
      'rollback-on-failure': { description: 'Whether.', default: true },
      url: { description: 'Where.', default: '' },
    },
    secrets: { token: { description: 'Which.', required: true } },
    outputs: { verdict: { description: 'How.' } },
  });
  expect(fresh).toContain('| `rollback-on-failure` | Whether. Default true. |\n| `url` | Where. |\n');
  expect(fresh).toContain('| Secret | Description |\n| --- | --- |\n| `token` (required) | Which. |\n');
  expect(fresh).toContain('| `verdict` | How. |\n');
  expect(fresh).toContain(at('rollback.yml inputs'));
});
