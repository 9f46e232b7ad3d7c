// moto as a server, and what it wants to exist before it takes a service on Fargate.

import {
  CreateClusterCommand,
  CreateServiceCommand,
  type ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CLUSTER, SERVICE } from '../support/a-service.ts';
import { type Emulator, startEmulator } from './emulator.ts';

export function startMoto(program: string): Promise<Emulator> {
  return startEmulator({
    program,
    args: ['-H', '127.0.0.1', '-p', '0'],
    // Without this a service never gets a running task.
    env: { MOTO_ECS_SERVICE_RUNNING: '1' },
    ready: /Running on (http:\S+)/,
  });
}

/** A service with one task. moto looks for its subnet and security group in its EC2, so they are those of the default VPC. */
export async function createService({ ecs, url, region }: Emulator, image: string): Promise<void> {
  const subnet = await idOf('subnetId', 'DescribeSubnets', { url, region });
  const group = await idOf('groupId', 'DescribeSecurityGroups', { url, region });
  await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
  await registerTaskDefinition(ecs, image);
  await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: SERVICE,
      taskDefinition: SERVICE,
      desiredCount: 1,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: [subnet], securityGroups: [group] } },
    }),
  );
}

async function registerTaskDefinition(ecs: ECSClient, image: string): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: SERVICE,
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      // The container's memory: moto's RunTask breaks without it.
      containerDefinitions: [{ name: 'app', image, essential: true, memory: 512 }],
    }),
  );
}

/** EC2 has no client here; moto only looks at the service that the signature is for. */
async function idOf(element: string, action: string, { url, region }: { url: string; region: string }) {
  const scope = `AKIALOCAL/20260101/${region}/ec2/aws4_request`;
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0` },
    body: new URLSearchParams({ Action: action, Version: '2016-11-15' }),
  });
  const [, id] = new RegExp(`<${element}>([^<]+)<`).exec(await answer.text()) ?? [];
  if (id === undefined) throw new Error(`moto has no ${element}.`);
  return id;
}
