import { expect, test } from 'vitest';
import { AwsFailure } from '../core/errors.ts';
import { everyService } from './every-service.ts';
import { createAwsApi } from './sdk.ts';

interface Request {
  readonly headers: Readonly<Record<string, string>>;
}

/** AWS at another time than this machine: it takes no signature that is more than five minutes off, and `says` what else it has to say. */
function anAws(aheadMs: number, says: { readonly status: number; readonly body: string }) {
  const asked: number[] = [];
  const api = createAwsApi({
    services: everyService,
    environment: { AWS_REGION: 'eu-central-1' },
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
    requestHandler: {
      handle: async ({ headers }: Request) => {
        const now = Date.now() + aheadMs;
        const [, year, month, day, ...time] = /^(....)(..)(..)T(..)(..)(..)Z$/.exec(headers['x-amz-date'] ?? '') ?? [];
        const off = Math.abs(Date.parse(`${year}-${month}-${day}T${time.join(':')}Z`) - now);
        asked.push(off);
        const { status, body } =
          off > 5 * 60_000
            ? {
                status: 400,
                body: '{"__type":"InvalidSignatureException","message":"Signature expired: 20261121T200000Z is now earlier than 20261121T201000Z"}',
              }
            : says;
        return {
          response: {
            statusCode: status,
            headers: { date: new Date(now).toUTCString() },
            body: new TextEncoder().encode(body),
          },
        };
      },
      metadata: {},
      updateHttpClientConfig() {},
      httpHandlerConfigs: () => ({}),
      destroy() {},
    },
  });
  return { api, asked };
}

test.each([-20 * 60_000, 20 * 60_000])(
  'on a machine whose clock is off by %d ms the first request of each service is asked once more, by the clock of AWS',
  async (aheadMs) => {
    const { api, asked } = anAws(aheadMs, { status: 200, body: '{"services":[],"clusterArns":[]}' });
    expect(await api.raw('ecs', 'DescribeServices', { services: ['web'] })).toMatchObject({ services: [] });
    expect(asked).toHaveLength(2);
    expect(await api.call('ecs', 'ListClusters', {})).toMatchObject({ clusterArns: [] });
    expect(asked).toHaveLength(3);
  },
);

test('what AWS refuses, or fails at, for other reasons is asked once, whatever the clock', async () => {
  const failing = anAws(4.5 * 60_000, { status: 500, body: '{"__type":"ServerException","message":"try later"}' });
  await expect(failing.api.raw('ecs', 'UpdateService', {})).rejects.toBeInstanceOf(AwsFailure);
  expect(failing.asked).toHaveLength(1);
  const wrong = anAws(0, { status: 400, body: '{"__type":"InvalidSignatureException","message":"does not match"}' });
  await expect(wrong.api.raw('ecs', 'UpdateService', {})).rejects.toMatchObject({ kind: 'denied' });
  expect(wrong.asked).toHaveLength(1);
});
