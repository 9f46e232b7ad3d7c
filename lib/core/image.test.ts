import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ecrHost, parseImage, pinned, renderImage, shortDigest } from './image.ts';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

test.each([
  { text: 'node', image: { repository: 'node' } },
  { text: 'library/node:24', image: { repository: 'library/node', tag: '24' } },
  { text: '127.0.0.1:5000/team/web:v1', image: { registry: '127.0.0.1:5000', repository: 'team/web', tag: 'v1' } },
  { text: `localhost/web@${DIGEST}`, image: { registry: 'localhost', repository: 'web', digest: DIGEST } },
  {
    text: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/web:main@${DIGEST}`,
    image: { registry: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', repository: 'web', tag: 'main', digest: DIGEST },
  },
])('$text', ({ text, image }) => {
  expect(parseImage(text)).toEqual(image);
});

test.each([
  '',
  'Web',
  'web:',
  'web@sha256:abc',
  'web:a b',
  `web@${DIGEST}@${DIGEST}`,
  'https://x/web',
  'web:-x',
  '/web',
])('"%s" is no image', (text) => {
  expect(parseImage(text)).toBeUndefined();
});

test('what is rendered can be read again', () => {
  const part = fc.stringMatching(/^[a-z0-9]{1,8}(?:[._-][a-z0-9]{1,4})?$/);
  const images = fc
    .record({
      registry: fc.option(fc.constantFrom('localhost', '127.0.0.1:5000', 'registry.example.com'), { nil: undefined }),
      repository: fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/')),
      tag: fc.option(fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,20}$/), { nil: undefined }),
      digest: fc.option(fc.constant(DIGEST), { nil: undefined }),
    })
    // Without a registry, `localhost/x` or `a.b/x` would be read as one.
    .filter(({ registry, repository }) => registry !== undefined || !/^(localhost|[^/]*[.:][^/]*)\//.test(repository));
  fc.assert(
    fc.property(images, ({ registry, repository, tag, digest }) => {
      const image = {
        repository,
        ...(registry === undefined ? {} : { registry }),
        ...(tag === undefined ? {} : { tag }),
        ...(digest === undefined ? {} : { digest }),
      };
      expect(parseImage(renderImage(image))).toEqual(image);
    }),
  );
});

test('what is pinned has no tag', () => {
  expect(pinned({ registry: 'localhost', repository: 'web', tag: 'latest' }, DIGEST)).toBe(`localhost/web@${DIGEST}`);
  expect(shortDigest(DIGEST)).toBe('sha256:0123456789ab');
});

test.each([
  { host: '123456789012.dkr.ecr.eu-west-1.amazonaws.com', is: { account: '123456789012', region: 'eu-west-1' } },
  {
    host: '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com',
    is: { account: '123456789012', region: 'us-gov-west-1' },
  },
  { host: '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn', is: { account: '123456789012', region: 'cn-north-1' } },
  { host: '123456789012.dkr-ecr.eu-west-1.on.aws', is: { account: '123456789012', region: 'eu-west-1' } },
  { host: 'public.ecr.aws', is: undefined },
  { host: 'ghcr.io', is: undefined },
])('$host', ({ host, is }) => {
  expect(ecrHost(host)).toEqual(is);
});
