import { describe, expect, test } from 'vitest';
import { operations } from '../../simulator/operations/index.ts';
import { loadServiceModel, type Shape, type StructureShape } from '../../simulator/protocols/model.ts';
import type { ServiceName } from '../../simulator/protocols/services.ts';
import { anAccount, CLUSTER, SERVICE } from '../support/a-service.ts';
import { wireDoor } from '../support/aws-doors.ts';
import { pathOf, tool } from '../support/tool.ts';
import { recordExchanges } from './botocore-door.ts';
import { judge } from './botocore-judge.ts';
import { type BotocoreModel, type BotocoreShape, loadBotocoreModels } from './botocore-model.ts';
import { NEWER_MEMBERS, NO_LONGER_REQUIRED, ONLY_DOCUMENTED_VALUES } from './botocore-newer.ts';

const botocore = tool('aws');

/** Everything in which the SDK's model of an operation differs from botocore's, as `Structure.member`. */
interface Differences {
  readonly onlySdk: Set<string>;
  readonly onlyBotocore: Set<string>;
  readonly requiredByOne: Set<string>;
  readonly types: Set<string>;
}

const KINDS: Readonly<Record<Shape['kind'], readonly string[]>> = {
  string: ['string'],
  number: ['integer', 'long', 'short', 'double', 'float'],
  boolean: ['boolean'],
  timestamp: ['timestamp'],
  blob: ['blob'],
  document: ['structure'],
  list: ['list'],
  map: ['map'],
  structure: ['structure'],
};

function compare(model: BotocoreModel, differences: Differences): (shape: Shape, name: string | undefined) => void {
  const seen = new Set<string>();
  const visit = (shape: Shape, name: string | undefined): void => {
    const other = model.shapes[name ?? ''];
    if (other === undefined || !KINDS[shape.kind].includes(other.type)) differences.types.add(`${name}: ${shape.kind}`);
    else if (shape.kind === 'list') visit(shape.item(), other.member?.shape);
    else if (shape.kind === 'map') visit(shape.value(), other.value?.shape);
    else if (shape.kind === 'structure' && !seen.has(shape.name)) {
      seen.add(shape.name);
      compareMembers(shape, other, differences);
      for (const [member, inner] of shape.members) {
        const reference = other.members?.[member];
        if (reference !== undefined) visit(inner(), reference.shape);
      }
    }
  };
  return visit;
}

function compareMembers(shape: StructureShape, other: BotocoreShape, differences: Differences): void {
  const theirs = Object.keys(other.members ?? {});
  const named = (member: string) => `${shape.name}.${member}`;
  for (const member of shape.members.keys()) if (!theirs.includes(member)) differences.onlySdk.add(named(member));
  for (const member of theirs) if (!shape.members.has(member)) differences.onlyBotocore.add(named(member));
  const required = new Set([...(other.required ?? []), ...shape.required]);
  for (const member of required) {
    const byBoth = other.required?.includes(member) === true && shape.required.includes(member);
    if (!byBoth) differences.requiredByOne.add(named(member));
  }
}

describe.skipIf(botocore.missing !== undefined)(`botocore's models ${botocore.missing ?? ''}`, () => {
  test("agree with the SDK's in all that is implemented here, but for what is newer", async () => {
    const models = loadBotocoreModels(pathOf(botocore));
    const differences: Differences = {
      onlySdk: new Set(),
      onlyBotocore: new Set(),
      requiredByOne: new Set(),
      types: new Set(),
    };
    const missing: string[] = [];
    for (const service of Object.keys(operations) as ServiceName[]) {
      const visit = compare(models[service], differences);
      const model = await loadServiceModel(service);
      for (const name of Object.keys(operations[service])) {
        const ours = model.operations.get(name);
        const theirs = models[service].operations[name];
        if (ours === undefined || theirs === undefined) missing.push(`${service} ${name}`);
        else {
          if (theirs.input !== undefined) visit(ours.input, theirs.input.shape);
          if (theirs.output !== undefined) visit(ours.output, theirs.output.shape);
        }
      }
    }
    expect(missing).toEqual([]);
    expect([...differences.onlySdk].sort()).toEqual([...NEWER_MEMBERS].sort());
    expect(differences.onlyBotocore).toEqual(new Set());
    expect(differences.types).toEqual(new Set());
    expect(differences.requiredByOne).toEqual(NO_LONGER_REQUIRED);
  });

  test('have no value yet of which only the documentation knows', () => {
    const { enum: stages = [] } = loadBotocoreModels(pathOf(botocore)).ecs.shapes.ServiceDeploymentLifecycleStage ?? {};
    const documented = [...ONLY_DOCUMENTED_VALUES].map((named) => named.slice(named.indexOf(' ') + 1));
    expect(stages).toContain('PRODUCTION_TRAFFIC_SHIFT');
    expect(documented.filter((value) => stages.includes(value))).toEqual([]);
  });

  test('blame no answer for what is newer', async () => {
    const models = loadBotocoreModels(pathOf(botocore));
    const account = anAccount();
    await account.pushImage('v1');
    await account.createService();
    const { simulator, exchanges } = recordExchanges(account.simulator);
    const { service } = await wireDoor(simulator).raw('ecs', 'UpdateService', {
      cluster: CLUSTER,
      service: SERVICE,
      deploymentConfiguration: {
        earlySuccessCriteria: { enable: true, healthyPercent: 100, sourceServiceRevisionCleanup: 'BLOCKING' },
      },
    });
    expect(service).toMatchObject({ deploymentConfiguration: { earlySuccessCriteria: { healthyPercent: 100 } } });
    expect(exchanges.flatMap((exchange) => judge(exchange, models))).toEqual([]);
  });
});
