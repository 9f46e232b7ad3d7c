// The policies of examples/oidc-role, the README of each action and the code say the same: what may be called is what is called.

import { expect, test } from 'vitest';
import { actions, code, files, importsOf, read } from '../support/repository.ts';

const ACTION = /\b(?:cloudwatch|ecr|ecs|elasticloadbalancing|iam|logs|secretsmanager|ssm|sts):[A-Z][A-Za-z]+/g;

/** What needs a permission, but is no call of ours: docker pushes and pulls, and AWS checks these two on the way. */
const NO_CALL = [
  'ecr:BatchCheckLayerAvailability',
  'ecr:InitiateLayerUpload',
  'ecr:UploadLayerPart',
  'ecr:CompleteLayerUpload',
  'ecr:GetDownloadUrlForLayer',
  'ecs:TagResource',
  'iam:PassRole',
];
const NEEDS_NO_PERMISSION = 'sts:GetCallerIdentity';
/** deploy.yml never asks for it: a repository is Terraform's to make. */
const ON_REQUEST = 'ecr:CreateRepository';

test('the role of the build may do what the README of build-push says, and no more', () => {
  const said = documented('build-push').filter((action) => ![ON_REQUEST, NEEDS_NO_PERMISSION].includes(action));
  expect(allowed('build-policy.tf')).toEqual(said);
});

test('the role of the release may do what the READMEs of its actions say, and no more', () => {
  const said = ['deploy-ecs', 'migrate', 'smoke-test'].flatMap(documented);
  expect(allowed('release-policy.tf')).toEqual(unique(said));
});

test.each(actions())('the README of %s names no permission for which the action has no use', (action) => {
  const needed = [...callsWithin(action), ...NO_CALL];
  expect(documented(action).filter((name) => !needed.includes(name))).toEqual([]);
});

test('whatever the code calls, a README says that it needs', () => {
  const called = unique(actions().flatMap(callsWithin));
  expect(called.length).toBeGreaterThan(20);
  const said = actions().flatMap(documented);
  expect(called.filter((name) => !said.includes(name))).toEqual([]);
});

/** The IAM actions of a README's requirements. */
function documented(action: string): string[] {
  const requirements = /^## Requirements\n(.*?)^## /ms.exec(read(`actions/${action}/README.md`))?.[1] ?? '';
  return unique([...requirements.matchAll(ACTION)].map(([name]) => name));
}

function allowed(file: string): string[] {
  const statements = read(`examples/oidc-role/${file}`).matchAll(/^\s*actions\s*=\s*\[(.*?)\]/gms);
  return unique([...statements].flatMap(([, list = '']) => [...list.matchAll(ACTION)].map(([name]) => name)));
}

/** Operations that are called somewhere in the files that an action is made of. */
function callsWithin(action: string): string[] {
  const seen = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { from, typeOnly } of importsOf(file)) if (!typeOnly && /^(actions|lib)\//.test(from)) visit(from);
  };
  for (const file of files(`actions/${action}/src/index.ts`)) visit(file);
  const calls = [...seen].flatMap((file) => [...code(file).matchAll(/\.(?:call|raw)\(\s*'([\w-]+)',\s*'([A-Z]\w+)'/g)]);
  return unique(calls.map(([, service = '', operation = '']) => `${service}:${operation}`));
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)].sort();
}
