import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serviceSnapshot } from '../../../lib/aws/service-snapshot.ts';
import { createInputReader } from '../../../lib/core/input-reader.ts';
import type { Raw } from '../../../lib/core/snapshots.ts';
import { clientTokenOf, startedByOf } from './identity.ts';
import { parseInputs } from './inputs.ts';
import { companionsOf, migrationDefinition } from './migration-definition.ts';
import { planMigration } from './plan.ts';
import { planRun } from './run-settings.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;

function aService(members: Raw = {}): Raw {
  return {
    serviceArn: 'arn:aws:ecs:eu-west-1:1:service/prod/web',
    serviceName: 'web',
    clusterArn: 'arn:aws:ecs:eu-west-1:1:cluster/prod',
    status: 'ACTIVE',
    taskDefinition: 'arn:aws:ecs:eu-west-1:1:task-definition/web:7',
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    },
    ...members,
  };
}

function aDefinition(members: Raw = {}): Raw {
  return {
    taskDefinitionArn: 'arn:aws:ecs:eu-west-1:1:task-definition/web:7',
    revision: 7,
    status: 'ACTIVE',
    family: 'web',
    networkMode: 'awsvpc',
    newMemberOfEcs: { kept: true },
    containerDefinitions: [
      {
        name: 'nginx',
        image: 'nginx:1',
        essential: true,
        portMappings: [{ containerPort: 80 }],
        dependsOn: [{ containerName: 'app', condition: 'START' }],
      },
      {
        name: 'app',
        image: 'repo:old',
        essential: true,
        portMappings: [{ containerPort: 8080 }],
        healthCheck: { command: ['CMD', 'x'] },
        restartPolicy: { enabled: true },
        secrets: [
          { name: 'DATABASE_URL', valueFrom: 'arn:secret' },
          { name: 'MODE', valueFrom: 'arn:mode' },
        ],
        dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }],
        logConfiguration: { logDriver: 'awsfirelens' },
        newMemberOfContainer: 1,
      },
      { name: 'proxy', image: 'proxy:1', essential: true, healthCheck: { command: ['CMD', 'y'] }, links: ['base:b'] },
      { name: 'base', image: 'base:1', essential: false },
      { name: 'router', image: 'fluent:1', essential: true, firelensConfiguration: { type: 'fluentbit' } },
      { name: 'agent', image: 'agent:1', essential: true },
    ],
    ...members,
  };
}

function aRequest(inputs: Readonly<Record<string, string>> = {}) {
  return parseInputs(
    createInputReader({
      inputs: new Map(
        Object.entries({ cluster: 'prod', service: 'web', image: 'app=repo:new', command: 'migrate', ...inputs }),
      ),
    }),
  );
}

function plan(
  inputs: Readonly<Record<string, string>> = {},
  service: Raw = aService(),
  definition: Raw = aDefinition(),
) {
  const request = aRequest(inputs);
  const planned = planMigration(
    request,
    serviceSnapshot(service),
    definition,
    request.images.map((image) => ({ ...image, digest: DIGEST })),
  );
  if (planned.kind === 'problems') throw new Error(planned.problems.join('\n'));
  return planned.plan;
}

const problems = (inputs: Readonly<Record<string, string>>, definition: Raw = aDefinition()) => {
  const request = aRequest(inputs);
  const planned = planMigration(request, serviceSnapshot(aService()), definition, request.images);
  return planned.kind === 'problems' ? planned.problems : [];
};

test('it keeps what the migration needs to the last, and the router of its log; the rest is left out', () => {
  expect(companionsOf(aDefinition(), 'app')).toEqual({
    kept: ['proxy', 'base', 'router'],
    dropped: ['nginx', 'agent'],
  });
});

test('the definition has a family of its own, the new image by digest, and nothing that would harm', () => {
  const { definition } = plan({ environment: 'MODE=up' });
  expect(definition).toEqual({
    family: 'web-migrate',
    networkMode: 'awsvpc',
    newMemberOfEcs: { kept: true },
    containerDefinitions: [
      {
        name: 'app',
        image: `repo@${DIGEST}`,
        essential: true,
        secrets: [{ name: 'DATABASE_URL', valueFrom: 'arn:secret' }],
        dependsOn: [{ containerName: 'proxy', condition: 'HEALTHY' }],
        logConfiguration: { logDriver: 'awsfirelens' },
        newMemberOfContainer: 1,
      },
      { name: 'proxy', image: 'proxy:1', essential: false, healthCheck: { command: ['CMD', 'y'] }, links: ['base:b'] },
      { name: 'base', image: 'base:1', essential: false },
      { name: 'router', image: 'fluent:1', essential: false, firelensConfiguration: { type: 'fluentbit' } },
    ],
  });
});

test('a proxy configuration goes with its container', () => {
  const withProxy = (containerName: string) =>
    migrationDefinition(aDefinition({ proxyConfiguration: { containerName } }), {
      family: 'm',
      container: 'app',
      images: [],
      variables: [],
    });
  expect(withProxy('agent').proxyConfiguration).toBeUndefined();
  expect(withProxy('proxy').proxyConfiguration).toEqual({ containerName: 'proxy' });
});

test.each([
  { name: 'the one that is named', inputs: { container: 'proxy', image: 'proxy=p:1' }, container: 'proxy' },
  { name: 'the one whose image is given', inputs: {}, container: 'app' },
  { name: 'the one behind the load balancer', inputs: { image: 'repo:new' }, container: 'agent' },
])('the command runs in $name', ({ inputs, container }) => {
  const service = aService({ loadBalancers: [{ containerName: 'agent', containerPort: 1 }] });
  expect(plan(inputs, service).container).toBe(container);
});

test('or in the first essential one', () => {
  expect(plan({ image: 'repo:new' }).container).toBe('nginx');
});

test('problems come all at once', () => {
  expect(problems({ container: 'ap', image: 'ngnix=x:1', family: 'web' })).toEqual([
    'container: the task definition of the service has no container "ap". Did you mean "app"?',
    'image: the task definition of the service has no container "ngnix". Did you mean "nginx"?',
    'family: "web" is the family of the service itself; a migration is registered in one of its own',
  ]);
});

test('an image that is only for another container is refused: the old release would migrate', () => {
  expect(problems({ container: 'app', image: 'nginx=x:1' })).toEqual([
    expect.stringContaining('image: names no image for the container "app"'),
  ]);
});

test('the run takes network, launch type and platform version from the service', () => {
  expect(plan().run).toMatchObject({
    launchType: 'FARGATE',
    platformVersion: '1.4.0',
    networkConfiguration: {
      awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
    },
  });
});

test('what is given goes before what the service has, and the rest stays', () => {
  const { run } = plan({ subnets: 'subnet-8, subnet-9', cpu: '512', 'task-role': 'arn:role', tags: 'team=a' });
  expect(run).toMatchObject({
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-8', 'subnet-9'], securityGroups: ['sg-1'] } },
    overrides: { cpu: '512', taskRoleArn: 'arn:role' },
    tags: [{ key: 'team', value: 'a' }],
  });
});

test.each([
  {
    name: 'Spot beside Fargate becomes Fargate',
    service: {
      launchType: undefined,
      capacityProviderStrategy: [
        { capacityProvider: 'FARGATE_SPOT', weight: 4 },
        { capacityProvider: 'FARGATE', weight: 1, base: 1 },
      ],
    },
    input: { launchType: 'FARGATE' },
  },
  {
    name: 'Spot alone becomes Fargate',
    service: { launchType: undefined, capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1 }] },
    input: { launchType: 'FARGATE' },
  },
  {
    name: 'another provider stays',
    service: {
      launchType: undefined,
      capacityProviderStrategy: [
        { capacityProvider: 'ec2', weight: 1 },
        { capacityProvider: 'FARGATE_SPOT', weight: 1 },
      ],
    },
    input: { capacityProviderStrategy: [{ capacityProvider: 'ec2', weight: 1 }] },
  },
  {
    name: 'the primary task set of an external controller goes before the service',
    service: {
      launchType: 'EC2',
      taskSets: [
        { status: 'ACTIVE', launchType: 'EC2' },
        {
          status: 'PRIMARY',
          launchType: 'FARGATE',
          networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
        },
      ],
    },
    input: { launchType: 'FARGATE' },
  },
])('$name', ({ service, input }) => {
  const run = planRun(aService(service), aDefinition(), aRequest().settings);
  expect(run.input).toMatchObject(input);
  expect(Object.keys(run.input).filter((key) => key === 'launchType' || key === 'capacityProviderStrategy')).toEqual(
    Object.keys(input),
  );
});

test('never Spot, whatever the service has', () => {
  const providers = fc.array(
    fc.record({
      capacityProvider: fc.constantFrom('FARGATE', 'FARGATE_SPOT', 'ec2'),
      weight: fc.integer({ min: 0, max: 5 }),
    }),
    { minLength: 1, maxLength: 4 },
  );
  fc.assert(
    fc.property(providers, (capacityProviderStrategy) => {
      const { input } = planRun(
        aService({ launchType: undefined, capacityProviderStrategy }),
        aDefinition(),
        aRequest().settings,
      );
      expect(JSON.stringify(input)).not.toContain('FARGATE_SPOT');
      expect('launchType' in input || 'capacityProviderStrategy' in input).toBe(true);
    }),
  );
});

test('network settings are refused for tasks that have none of their own', () => {
  const bridge = aDefinition({ networkMode: 'bridge' });
  expect(problems({ subnets: 'subnet-1', 'assign-public-ip': 'ENABLED' }, bridge)).toHaveLength(2);
  expect(plan({}, aService({ networkConfiguration: undefined, launchType: 'EC2' }), bridge).run).not.toHaveProperty(
    'networkConfiguration',
  );
});

test('the same migration has the same name, whatever else of the definition changed; another command another one', () => {
  const identity = { runId: '1', job: 'release' };
  const name = (inputs: Readonly<Record<string, string>>, definition = aDefinition()) =>
    startedByOf(identity, plan(inputs, aService(), definition).identity);
  expect(name({})).toBe(name({}, aDefinition({ cpu: '1024' })));
  expect(name({})).not.toBe(name({ command: 'seed' }));
  expect(name({})).not.toBe(name({ environment: 'A=1' }));
  expect(name({})).not.toBe(startedByOf({ runId: '2', job: 'release' }, plan().identity));
});

test('names and tokens fit what ECS allows', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.nat(), (runId, job, attempt) => {
      const startedBy = startedByOf({ runId, job }, plan().identity);
      expect(startedBy).toMatch(/^[A-Za-z0-9/_-]{1,128}$/);
      expect(clientTokenOf(startedBy, job, attempt)).toMatch(/^[!-~]{1,64}$/);
    }),
    { numRuns: 20 },
  );
});
