import { expect, test } from 'vitest';
import { UserError } from './errors.ts';
import { createInputReader } from './input-reader.ts';
import { readImages } from './requested-images.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const ECR = '123456789012.dkr.ecr.eu-west-1.amazonaws.com';

function read(image: string, repository = '', outputs: Readonly<Record<string, string>> = {}) {
  const reader = createInputReader({
    inputs: new Map([
      ['image', image],
      ['repository', repository],
    ]),
    terraform: { values: new Map(Object.entries(outputs)), sensitive: [], from: 'outputs.json' },
  });
  const images = readImages(reader);
  try {
    reader.finish();
    return { images, problems: [], origins: reader.origins() };
  } catch (error) {
    return {
      images,
      problems: error instanceof UserError ? error.problems : [String(error)],
      origins: reader.origins(),
    };
  }
}

test('one reference, or a line for each container', () => {
  expect(read('repo:1')).toMatchObject({ images: [{ image: { repository: 'repo', tag: '1' } }], problems: [] });
  expect(read('web=repo:1\nworker = repo:2').images.map(({ container }) => container)).toEqual(['web', 'worker']);
});

test.each(['Not An Image', 'web=', '=repo:1', 'repo:1\nrepo:2', 'web=a:1\nweb=b:1'])('%s is refused', (text) => {
  expect(read(text).problems.length).toBeGreaterThan(0);
});

test('capital letters, as of a repository of GitHub, are told as what is wrong', () => {
  expect(read('ghcr.io/Owner/App:V1').problems).toEqual([
    'image: "ghcr.io/Owner/App:V1" has capital letters in its repository, where a registry takes none',
  ]);
  expect(read('ghcr.io/owner/app:V1').problems).toEqual([]);
});

test('nothing given is nothing', () => {
  expect(read('')).toMatchObject({ images: [], problems: [] });
});

test.each([
  ['a URI', `${ECR}/team/web`, { image: { registry: ECR, repository: 'team/web', digest: DIGEST } }],
  ['a name', 'team/web', { image: { repository: 'team/web', digest: DIGEST }, repository: { name: 'team/web' } }],
  [
    'an ARN',
    'arn:aws:ecr:us-east-1:210987654321:repository/web',
    {
      image: { repository: 'web', digest: DIGEST },
      repository: { name: 'web', account: '210987654321', region: 'us-east-1' },
    },
  ],
])('a digest alone is an image of the repository that is given as %s', (_kind, repository, image) => {
  expect(read(DIGEST, repository)).toMatchObject({ images: [image], problems: [] });
  expect(read(`app=${DIGEST}`, repository)).toMatchObject({ images: [{ container: 'app', ...image }], problems: [] });
});

test('the repository of a digest comes from Terraform where it is not given', () => {
  const { images, origins } = read(DIGEST, '', { ecr_repository_url: `${ECR}/web` });
  expect(images).toEqual([{ image: { registry: ECR, repository: 'web', digest: DIGEST } }]);
  expect(origins.get('repository')).toEqual({ kind: 'terraform', output: 'ecr_repository_url', from: 'outputs.json' });
});

test('lines with a reference of their own and lines with a digest alone go together', () => {
  const { images } = read(`app=${DIGEST}\nproxy=nginx:1`, 'web');
  expect(images.map(({ image }) => image)).toEqual([
    { repository: 'web', digest: DIGEST },
    { repository: 'nginx', tag: '1' },
  ]);
});

test.each([
  ['no repository', DIGEST, '', /^repository: is required, because image is given by its digest alone; /],
  ['a malformed repository', DIGEST, 'Team/Web', /^repository: "Team\/Web" is not a repository/],
  ['a repository with a tag', DIGEST, 'web:1', /^repository: "web:1" names an image; give the repository alone/],
  ['half a digest', 'sha256:abc', 'web', /^image: "sha256:abc" is not a whole digest/],
  ['no container before the sign', `=${DIGEST}`, 'web', /^image: .*neither an image reference/],
])('%s is one problem', (_what, image, repository, problem) => {
  expect(read(image, repository).problems).toEqual([expect.stringMatching(problem)]);
});

test('what is wrong with digest and repository is told together', () => {
  expect(read('sha256:abc', 'Team/Web').problems).toHaveLength(2);
});

test('a repository that no image needs is neither judged nor taken from Terraform', () => {
  const { problems, origins } = read('repo:1', 'Team/Web', { ecr_repository_url: 'x' });
  expect(problems).toEqual([]);
  expect(origins.get('repository')).toEqual({ kind: 'input' });
  expect(read('repo:1', '', { ecr_repository_url: 'x' }).origins.get('repository')).toEqual({ kind: 'default' });
});
