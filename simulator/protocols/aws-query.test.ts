import { XMLParser } from 'fast-xml-parser';
import { expect, test } from 'vitest';
import { fromQueryForm, queryAnswerBody, queryErrorBody } from './aws-query.ts';
import { loadServiceModel } from './model.ts';

const { operations } = await loadServiceModel('elb');

function modelOf(operation: string) {
  const model = operations.get(operation);
  if (model === undefined) throw new Error(`no ${operation}`);
  return model;
}

const read = (operation: string, form: string) => fromQueryForm(modelOf(operation).input, new URLSearchParams(form));

test('a form becomes nested structures with types, members in the order of their numbers', () => {
  const form =
    'Action=CreateTargetGroup&Version=2015-12-01&Name=web&Port=8080&HealthCheckEnabled=true&Matcher.HttpCode=200-399' +
    '&Tags.member.2.Key=b&Tags.member.10.Key=c&Tags.member.1.Key=a&Tags.member.1.Value=1';
  expect(read('CreateTargetGroup', form)).toEqual({
    Name: 'web',
    Port: 8080,
    HealthCheckEnabled: true,
    Matcher: { HttpCode: '200-399' },
    Tags: [{ Key: 'a', Value: '1' }, { Key: 'b' }, { Key: 'c' }],
  });
});

test('an empty list is a list, and what is no number stays what it is', () => {
  expect(read('DescribeTargetGroups', 'Names=&PageSize=many')).toEqual({ Names: [], PageSize: 'many' });
});

test('what the model does not know stays in, to be found', () => {
  expect(read('DescribeTargetGroups', 'Colour.member.1=blue')).toEqual({ Colour: { member: { '1': 'blue' } } });
});

test('an answer is XML that says the same', () => {
  const body = queryAnswerBody({
    operation: 'DescribeLoadBalancers',
    xmlNamespace: 'http://example',
    requestId: 'r-1',
    shape: modelOf('DescribeLoadBalancers').output,
    output: { LoadBalancers: [{ LoadBalancerName: 'a & <b>', CreatedTime: 1_000, AvailabilityZones: [] }] },
  });
  expect(new XMLParser().parse(body)).toEqual({
    DescribeLoadBalancersResponse: {
      DescribeLoadBalancersResult: {
        LoadBalancers: {
          member: { LoadBalancerName: 'a & <b>', CreatedTime: '1970-01-01T00:00:01.000Z', AvailabilityZones: '' },
        },
      },
      ResponseMetadata: { RequestId: 'r-1' },
    },
  });
});

test('an error says whose fault it is', () => {
  const error = { xmlNamespace: 'x', requestId: 'r', code: 'Throttling', message: 'Rate exceeded' };
  expect(queryErrorBody({ ...error, status: 400 })).toContain('<Type>Sender</Type><Code>Throttling</Code>');
  expect(queryErrorBody({ ...error, status: 500 })).toContain('<Type>Receiver</Type>');
});
