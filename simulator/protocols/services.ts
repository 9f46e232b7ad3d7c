// Which AWS services the local AWS speaks for: how a request names each of them on the wire, and where its model is found.

export type ServiceName = 'ecs' | 'ecr' | 'elb' | 'logs' | 'cloudwatch' | 'secretsmanager' | 'ssm' | 'sts';

export interface ServiceDescription {
  readonly name: ServiceName;
  /** the word before the colon in an IAM action */
  readonly iamPrefix: string;
  readonly wire:
    | { readonly protocol: 'json'; readonly targetPrefix: string; readonly version: '1.0' | '1.1' }
    | { readonly protocol: 'query'; readonly apiVersion: string; readonly xmlNamespace: string };
  /** what AWS calls a request that breaks its model */
  readonly validationError: string;
  readonly loadModel: () => Promise<Readonly<Record<string, unknown>>>;
}

export const services: Readonly<Record<ServiceName, ServiceDescription>> = {
  ecs: {
    name: 'ecs',
    iamPrefix: 'ecs',
    wire: { protocol: 'json', targetPrefix: 'AmazonEC2ContainerServiceV20141113', version: '1.1' },
    validationError: 'InvalidParameterException',
    loadModel: () => import('@aws-sdk/client-ecs'),
  },
  ecr: {
    name: 'ecr',
    iamPrefix: 'ecr',
    wire: { protocol: 'json', targetPrefix: 'AmazonEC2ContainerRegistry_V20150921', version: '1.1' },
    validationError: 'InvalidParameterException',
    loadModel: () => import('@aws-sdk/client-ecr'),
  },
  elb: {
    name: 'elb',
    iamPrefix: 'elasticloadbalancing',
    wire: {
      protocol: 'query',
      apiVersion: '2015-12-01',
      xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    },
    validationError: 'ValidationError',
    loadModel: () => import('@aws-sdk/client-elastic-load-balancing-v2'),
  },
  logs: {
    name: 'logs',
    iamPrefix: 'logs',
    wire: { protocol: 'json', targetPrefix: 'Logs_20140328', version: '1.1' },
    validationError: 'InvalidParameterException',
    loadModel: () => import('@aws-sdk/client-cloudwatch-logs'),
  },
  cloudwatch: {
    name: 'cloudwatch',
    iamPrefix: 'cloudwatch',
    wire: { protocol: 'json', targetPrefix: 'GraniteServiceVersion20100801', version: '1.0' },
    validationError: 'ValidationError',
    loadModel: () => import('@aws-sdk/client-cloudwatch'),
  },
  secretsmanager: {
    name: 'secretsmanager',
    iamPrefix: 'secretsmanager',
    wire: { protocol: 'json', targetPrefix: 'secretsmanager', version: '1.1' },
    validationError: 'ValidationException',
    loadModel: () => import('@aws-sdk/client-secrets-manager'),
  },
  ssm: {
    name: 'ssm',
    iamPrefix: 'ssm',
    wire: { protocol: 'json', targetPrefix: 'AmazonSSM', version: '1.1' },
    validationError: 'ValidationException',
    loadModel: () => import('@aws-sdk/client-ssm'),
  },
  sts: {
    name: 'sts',
    iamPrefix: 'sts',
    wire: { protocol: 'query', apiVersion: '2011-06-15', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    validationError: 'ValidationError',
    loadModel: () => import('@aws-sdk/client-sts'),
  },
};

export function serviceByTarget(prefix: string): ServiceDescription | undefined {
  return Object.values(services).find(({ wire }) => wire.protocol === 'json' && wire.targetPrefix === prefix);
}

export function serviceByApiVersion(version: string): ServiceDescription | undefined {
  return Object.values(services).find(({ wire }) => wire.protocol === 'query' && wire.apiVersion === version);
}
