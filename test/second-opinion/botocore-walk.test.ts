import { describe, expect, test } from 'vitest';
import { type Exchange, judge, type Models } from './botocore-judge.ts';
import type { BotocoreModel } from './botocore-model.ts';
import { walk } from './botocore-walk.ts';

const shapes: BotocoreModel['shapes'] = {
  Text: { type: 'string' },
  Size: { type: 'integer' },
  Flag: { type: 'boolean' },
  Time: { type: 'timestamp' },
  Bytes: { type: 'blob' },
  Status: { type: 'string', enum: ['ACTIVE', 'INACTIVE'] },
  Things: { type: 'list', member: { shape: 'Thing' } },
  Labels: { type: 'map', key: { shape: 'Text' }, value: { shape: 'Text' } },
  Thing: {
    type: 'structure',
    required: ['name'],
    members: {
      name: { shape: 'Text' },
      size: { shape: 'Size' },
      flag: { shape: 'Flag' },
      at: { shape: 'Time' },
      bytes: { shape: 'Bytes' },
      status: { shape: 'Status' },
      labels: { shape: 'Labels' },
      parts: { shape: 'Things' },
      inner: { shape: 'Thing' },
    },
  },
  Gone: { type: 'structure', members: { message: { shape: 'Text' } }, error: { code: 'Gone', httpStatusCode: 410 } },
};
const operation = {
  name: 'Look',
  output: { shape: 'Thing', resultWrapper: 'LookResult' },
  errors: [{ shape: 'Gone' }],
};
const model = (metadata: BotocoreModel['metadata']): BotocoreModel => ({
  metadata,
  shapes,
  operations: { Look: operation },
});
const json = model({ apiVersion: '1', protocol: 'json', targetPrefix: 'T', jsonVersion: '1.1' });
const query = model({ apiVersion: '2', protocol: 'query', xmlNamespace: 'urn:x' });
const models: Models = {
  ecs: json,
  ecr: json,
  logs: json,
  cloudwatch: json,
  elb: query,
  secretsmanager: json,
  ssm: json,
  sts: query,
};

describe('in JSON', () => {
  test('what the model says is no deviation', () => {
    const thing = {
      name: 'a',
      size: 1,
      flag: true,
      at: 1_700_000_000.123,
      bytes: 'YWI=',
      status: 'ACTIVE',
      labels: { a: 'b' },
    };
    expect(walk(json, 'Thing', { ...thing, parts: [thing], inner: { name: 'b' } }, 'json')).toEqual([]);
  });

  test('what is required must be there', () => {
    expect(walk(json, 'Thing', {}, 'json')).toEqual([{ path: 'name', what: 'is required in Thing' }]);
  });

  test.each([
    ['colour', { colour: 'red' }, 'is no member of Thing'],
    ['name', { name: 7 }, 'must be a text, is 7'],
    ['name', { name: null }, 'must be a text, is null'],
    ['name', { name: '' }, 'is an empty text, where AWS leaves it out'],
    ['size', { size: 1.5 }, 'must be a whole number, is 1.5'],
    ['size', { size: '1' }, 'must be a whole number, is "1"'],
    ['flag', { flag: 'true' }, 'must be a boolean, is "true"'],
    ['at', { at: 1_700_000_000_123 }, 'must be epoch seconds, is 1700000000123'],
    ['at', { at: '2026-01-01T00:00:00Z' }, 'must be epoch seconds, is "2026-01-01T00:00:00Z"'],
    ['bytes', { bytes: 'a b' }, 'must be base64, is "a b"'],
    ['status', { status: 'active' }, 'must be one of ACTIVE, INACTIVE, is "active"'],
    ['labels.a', { labels: { a: 1 } }, 'must be a text, is 1'],
    ['labels', { labels: [] }, 'must be a map, is []'],
    ['parts', { parts: {} }, 'must be a list, is {}'],
    ['parts.0.name', { parts: [{ size: 1 }] }, 'is required in Thing'],
    ['inner', { inner: {} }, 'is empty, where AWS leaves it out'],
  ])('%s of %j deviates', (path, change, what) => {
    expect(walk(json, 'Thing', { name: 'a', ...change }, 'json')).toEqual([{ path, what }]);
  });
});

const exchange = (
  request: Partial<Exchange['request']>,
  answer: { status?: number; type: string; body: string },
): Exchange => ({
  request: { method: 'POST', path: '/', headers: {}, body: new Uint8Array(), ...request },
  answer: {
    status: answer.status ?? 200,
    headers: { 'content-type': answer.type, 'x-amzn-requestid': '00000000-0000-4000-8000-000000000001' },
    body: Buffer.from(answer.body),
  },
});
const inJson = (body: string, status = 200) =>
  judge(
    exchange({ headers: { 'x-amz-target': 'T.Look' } }, { status, type: 'application/x-amz-json-1.1', body }),
    models,
  );
const inXml = (body: string, status = 200) =>
  judge(exchange({ body: Buffer.from('Action=Look&Version=2') }, { status, type: 'text/xml', body }), models);
const id = '<RequestId>00000000-0000-4000-8000-000000000001</RequestId>';
const envelope = (inside: string) =>
  `<LookResponse xmlns="urn:x"><LookResult>${inside}</LookResult><ResponseMetadata>${id}</ResponseMetadata></LookResponse>`;
const refusal = (code: string) =>
  `<ErrorResponse xmlns="urn:x"><Error><Type>Sender</Type><Code>${code}</Code><Message>m</Message></Error>${id}</ErrorResponse>`;

describe('an exchange', () => {
  test('that is right has nothing against it', () => {
    expect(inJson('{"name":"a"}')).toEqual([]);
    expect(inJson('{"__type":"Gone","message":"m"}', 410)).toEqual([]);
    const part = '<member><name>b</name><at>2026-01-01T00:00:00.000Z</at><flag>true</flag></member>';
    const labels = '<labels><entry><key>k</key><value>v</value></entry></labels>';
    expect(inXml(envelope(`<name>a</name><parts>${part}</parts>${labels}`))).toEqual([]);
    expect(inXml(refusal('Gone'), 410)).toEqual([]);
  });

  test.each([
    [inJson('{"name":1}'), 'name: must be a text'],
    [inJson('nothing'), 'must be a structure'],
    [inJson('{"__type":"Lost","message":"m"}', 400), 'refuses with Lost, which is no error of this operation'],
    [inJson('{"__type":"Gone","message":"m"}', 400), 'refuses with Gone at status 400, not 410'],
    [inJson('{"__type":"Gone","message":"m","who":"me"}', 410), 'who: is no member of Gone'],
    [inJson('{"__type":"Gone"}', 410), 'message: is not there'],
    [inXml(envelope('<name>a</name><name>b</name>')), 'name: must be a text, is null'],
    [inXml(envelope('<name>a</name><parts><Thing/></parts>')), 'parts.0: must be a structure'],
    [inXml(envelope('<name>a</name><flag>yes</flag>')), 'flag: must be a boolean'],
    [inXml(envelope('<name>a</name><size>many</size>')), 'size: must be a whole number'],
    [inXml(envelope('<name>a</name><at>1700000000</at>')), 'at: must be a time'],
    [inXml(envelope('<name>a</name><colour>red</colour>')), 'colour: is no member of Thing'],
    [inXml(envelope('<name>a</name>').replaceAll('LookResult', 'Result')), 'has no result'],
    [inXml(envelope('<name>a</name>').replace('urn:x', 'urn:y')), 'has the namespace urn:y'],
    [inXml(envelope('<name>a</name>').replace('0001<', '0002<')), 'has another request id in its body'],
    [inXml(refusal('Lost'), 400), 'refuses with Lost'],
    [inXml(refusal('Gone'), 500), 'is Sender at status 500'],
  ])('%j is found', (found, what) => {
    expect(found.join('\n')).toContain(what);
  });
});
