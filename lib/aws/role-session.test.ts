import { expect, test } from 'vitest';
import { everyService } from './every-service.ts';
import { createAwsApi } from './sdk.ts';

interface Request {
  readonly hostname: string;
  readonly headers: Readonly<Record<string, string>>;
}
interface Answer {
  readonly status: number;
  readonly body: string;
}

const session = (n: number): Answer => ({
  status: 200,
  body: `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>ASIA${n}</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token-${n}</SessionToken><Expiration>2000-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`,
});
const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  body: `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
});
const repositories: Answer = { status: 200, body: '{"repositories":[]}' };
const ended: Answer = {
  status: 400,
  body: '{"__type":"ExpiredTokenException","message":"The security token is expired"}',
};

/** AWS, where STS and ECR give these answers in turn, the last one for ever. */
function anAws(answers: { readonly sts: Answer[]; readonly ecr?: Answer[] }) {
  const asked: Request[] = [];
  const next = (list: Answer[]) => (list.length > 1 ? list.shift() : list[0]) ?? repositories;
  const api = createAwsApi({
    services: everyService,
    environment: { AWS_REGION: 'eu-central-1' },
    requestHandler: {
      handle: async (request: Request) => {
        asked.push(request);
        const { status, body } = next(request.hostname.startsWith('sts.') ? answers.sts : (answers.ecr ?? []));
        return { response: { statusCode: status, headers: {}, body: new TextEncoder().encode(body) } };
      },
      metadata: {},
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
      destroy() {},
    },
    role: {
      request: { arn: 'arn:aws:iam::123456789012:role/deploy', sessionName: 'ci', audience: 'sts.amazonaws.com' },
      idToken: async () => 'a.e30.c',
      clock: { now: () => 0 },
      mask: () => {},
    },
  });
  const repositoriesOf = (region?: string) =>
    api.call('ecr', 'DescribeRepositories', {}, region === undefined ? {} : { region });
  return { api, asked, repositoriesOf };
}

const signatureOf = ({ headers }: Request) => [
  /Credential=([^/]+)\/\d+\/([^/]+)/
    .exec(headers.authorization ?? '')
    ?.slice(1)
    .join(' in '),
  headers['x-amz-security-token'],
];

test('one session signs for all regions, though STS calls it ended by a clock that is not ours', async () => {
  const { asked, repositoriesOf } = anAws({ sts: [session(1), session(2)] });
  await repositoriesOf();
  await repositoriesOf('us-east-1');
  await repositoriesOf();
  expect(asked.map(({ hostname }) => hostname)).toEqual([
    'sts.eu-central-1.amazonaws.com',
    'api.ecr.eu-central-1.amazonaws.com',
    'api.ecr.us-east-1.amazonaws.com',
    'api.ecr.eu-central-1.amazonaws.com',
  ]);
  expect(asked.map(signatureOf)).toEqual([
    [undefined, undefined],
    ['ASIA1 in eu-central-1', 'token-1'],
    ['ASIA1 in us-east-1', 'token-1'],
    ['ASIA1 in eu-central-1', 'token-1'],
  ]);
});

test('a call that is refused for an ended session is made again with a new one', async () => {
  const { asked, repositoriesOf } = anAws({ sts: [session(1), session(2)], ecr: [ended, repositories] });
  await repositoriesOf();
  expect(asked.map(signatureOf).flatMap(([key]) => key ?? [])).toEqual([
    'ASIA1 in eu-central-1',
    'ASIA2 in eu-central-1',
  ]);
});

test('a call that is refused for a new session too is not made for ever', async () => {
  const { asked, repositoriesOf } = anAws({ sts: [session(1), session(2)], ecr: [ended] });
  await expect(repositoriesOf()).rejects.toMatchObject({ name: 'AwsFailure', kind: 'expired' });
  expect(asked).toHaveLength(4);
});

test.each([
  [400, 'IDPCommunicationError', 'An error occurred while communicating with the identity provider'],
  [400, 'InvalidIdentityToken', "Couldn't retrieve verification key from your identity provider"],
  [500, 'InternalFailure', 'x'],
])('%i %s is worth asking again', async (status, code, message) => {
  const { repositoriesOf } = anAws({ sts: [refusal(status, code, message), session(1)] });
  await expect(repositoriesOf()).rejects.toMatchObject({ name: 'AwsFailure', kind: 'unavailable' });
  await expect(repositoriesOf()).resolves.toBeDefined();
});

test.each([
  [403, 'AccessDenied', 'Not authorized to perform sts:AssumeRoleWithWebIdentity', /its trust policy does not let/],
  [400, 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account for x', /OIDC identity provider for/],
  [400, 'ExpiredTokenException', 'Token expired', /clock/],
  [403, 'IDPRejectedClaim', 'no', /Compare the role/],
  [400, 'ValidationError', 'no', /Compare the role/],
])('%i %s is the reader’s to mend', async (status, code, message, says) => {
  const { repositoriesOf, asked } = anAws({ sts: [refusal(status, code, message)] });
  await expect(repositoriesOf()).rejects.toMatchObject({ name: 'UserError', message: expect.stringMatching(says) });
  expect(asked).toHaveLength(1);
});
