// Parameters of Parameter Store: put, shown without their values, deleted. Nobody here reads a value but the tasks of ECS.

import type {
  DeleteParameterRequest,
  DescribeParametersRequest,
  ParameterStringFilter,
  PutParameterRequest,
} from '@aws-sdk/client-ssm';
import type { Parameter } from '../../control-plane/secrets-state.ts';
import type { World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json, type Operation } from '../operation.ts';
import { pageOf } from '../paging.ts';

export const ssmOperations: Record<string, Operation> = {
  DeleteParameter: deleteParameter,
  DescribeParameters: describeParameters,
  PutParameter: putParameter,
};

function putParameter(draft: World, input: Json): Json {
  const { Name: name = '', Value: value = '', Type, Overwrite } = input as Partial<PutParameterRequest>;
  const before = draft.ssm.parameters[name];
  if (before !== undefined && Overwrite !== true) {
    throw new AwsError(
      'ParameterAlreadyExists',
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
    );
  }
  const type = Type ?? before?.type;
  if (type === undefined)
    throw new AwsError('ValidationException', 'A parameter type is required when you create a parameter.');
  const version = (before?.version ?? 0) + 1;
  draft.ssm.parameters[name] = { name, type, value, version, lastModifiedDate: draft.now };
  return { Version: version, Tier: 'Standard' };
}

function describeParameters(world: World, input: Json): Json {
  const { Filters, ParameterFilters = [], MaxResults, NextToken, Shared } = input as Partial<DescribeParametersRequest>;
  if (Filters !== undefined || Shared === true) throw notImplemented('DescribeParameters with Filters or Shared');
  const found = Object.values(world.ssm.parameters)
    .filter((parameter) => ParameterFilters.every((filter) => fits(parameter, filter)))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
  const page = pageOf(found, { token: NextToken, size: MaxResults ?? 50 });
  if (page === undefined) throw new AwsError('InvalidNextToken', 'The specified token is not valid.');
  return {
    Parameters: page.items.map((parameter) => describe(world, parameter)),
    ...(page.nextToken === undefined ? {} : { NextToken: page.nextToken }),
  };
}

function deleteParameter(draft: World, input: Json): Json {
  const { Name: name = '' } = input as Partial<DeleteParameterRequest>;
  if (draft.ssm.parameters[name] === undefined) throw new AwsError('ParameterNotFound', `Parameter ${name} not found.`);
  delete draft.ssm.parameters[name];
  return {};
}

function fits({ name }: Parameter, { Key, Option = 'Equals', Values = [] }: ParameterStringFilter): boolean {
  if (Key !== 'Name') throw notImplemented(`DescribeParameters by ${Key}`);
  switch (Option) {
    case 'Equals':
      return Values.includes(name);
    case 'BeginsWith':
      return Values.some((value) => name.startsWith(value));
    case 'Contains':
      return Values.some((value) => name.includes(value));
    default:
      throw notImplemented(`DescribeParameters with the option ${Option}`);
  }
}

function describe({ region, account }: World, { name, type, version, lastModifiedDate }: Parameter): Json {
  return {
    Name: name,
    ARN: `arn:aws:ssm:${region}:${account}:parameter/${name.replace(/^\//, '')}`,
    Type: type,
    LastModifiedDate: lastModifiedDate,
    Version: version,
    Tier: 'Standard',
    Policies: [],
    DataType: 'text',
  };
}
