import { describe, expect, it } from 'vitest';
import { aDrivenWorld, createService, type DrivenWorld, register } from '../../control-plane/driven-world.ts';
import { aShiftingService, aShiftPlace, loadBalancerOf, type ShiftPlace } from '../../control-plane/shifting-world.ts';
import { constraintsOf } from '../../protocols/constraints.ts';
import { loadServiceModel } from '../../protocols/model.ts';
import { findDeviations } from '../../protocols/validate.ts';
import type { Json } from '../operation.ts';

const cluster = 'prod';

function aPlace(): { driven: DrivenWorld; place: ShiftPlace } {
  const driven = aDrivenWorld();
  register(driven);
  return { driven, place: aShiftPlace(driven) };
}

function refusal(driven: DrivenWorld, changes: Json): string {
  const input = {
    cluster,
    serviceName: 'web',
    taskDefinition: 'web',
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    deploymentConfiguration: { strategy: 'BLUE_GREEN' },
    ...changes,
  };
  const { code, message } = driven.refusal('CreateService', input);
  return `${code}: ${message}`;
}

describe('a service that shifts traffic is refused at once', () => {
  it('without an advancedConfiguration', () => {
    const { driven, place } = aPlace();
    const loadBalancers = [{ targetGroupArn: place.blue, containerName: 'app', containerPort: 80 }];
    expect(refusal(driven, { loadBalancers })).toBe(
      'InvalidParameterException: advancedConfiguration field is required for all loadBalancers when using a non-ROLLING deployment strategy',
    );
    expect(refusal(driven, { loadBalancers: [loadBalancerOf(place), ...loadBalancers] })).toBe(
      'InvalidParameterException: Either all or none of the provided loadBalancers must have advancedConfiguration defined',
    );
  });

  it.each<{ name: string; changes: (place: ShiftPlace) => Json; says: string }>([
    {
      name: 'with the ARN of a listener',
      changes: ({ productionListenerRule: rule }) => ({
        productionListenerRule: rule.replace(':listener-rule/', ':listener/'),
      }),
      says: 'productionListenerRule has an invalid ARN format. Must be RuleArn for ALB or ListenerArn for NLB. Got: arn:',
    },
    {
      name: 'with one rule for both',
      changes: ({ productionListenerRule }) => ({ testListenerRule: productionListenerRule }),
      says: 'The following rules cannot be used as both production and test listener rules: arn:',
    },
    {
      name: 'with one target group for both',
      changes: ({ blue }) => ({ alternateTargetGroupArn: blue }),
      says: 'Duplicate targetGroupArn found: arn:',
    },
  ])('$name', ({ changes, says }) => {
    const { driven, place } = aPlace();
    expect(refusal(driven, { loadBalancers: [loadBalancerOf(place, changes(place))] })).toContain(says);
  });

  it('without a test rule, unless the production rule leads to both target groups', () => {
    const { driven, place } = aPlace();
    const { testListenerRule: _test, ...advancedConfiguration } = loadBalancerOf(place).advancedConfiguration as Json;
    const loadBalancers = [{ ...loadBalancerOf(place), advancedConfiguration }];
    const deploymentConfiguration = { strategy: 'BLUE_GREEN' };
    createService(driven, { serviceName: 'other', deploymentConfiguration, loadBalancers });
    const forward = { Type: 'forward', TargetGroupArn: place.blue };
    driven.call('ModifyRule', { RuleArn: place.productionListenerRule, Actions: [forward] });
    expect(refusal(driven, { loadBalancers })).toContain(
      'For Application LoadBalancer, testListenerRule is required when productionListenerRule is not associated with both',
    );
  });

  it('with a pause where a rollback would pause too', () => {
    const { driven, place } = aPlace();
    const lifecycleHooks = [{ targetType: 'PAUSE', lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'] }];
    const deploymentConfiguration = { strategy: 'BLUE_GREEN', lifecycleHooks };
    expect(refusal(driven, { loadBalancers: [loadBalancerOf(place)], deploymentConfiguration })).toBe(
      'InvalidParameterException: Invalid lifecycle stage provided for Pause Hook',
    );
  });

  it.each<{ name: string; input: Json }>([
    { name: 'no load balancer', input: {} },
    { name: 'a Lambda hook', input: { deploymentConfiguration: lambdaHook() } },
    { name: 'a canary of 0 %', input: { deploymentConfiguration: canaryOf(0) } },
  ])('by name where nobody says what AWS does: $name', ({ input }) => {
    expect(refusal(aPlace().driven, input)).toMatch(/^NotImplementedHere: .* is not implemented here$/);
  });
});

function lambdaHook(): Json {
  const hook = {
    hookTargetArn: 'arn:aws:lambda:eu-central-1:123456789012:function:a',
    lifecycleStages: ['POST_SCALE_UP'],
  };
  return { strategy: 'BLUE_GREEN', lifecycleHooks: [hook] };
}

function canaryOf(canaryPercent: number): Json {
  return { strategy: 'CANARY', canaryConfiguration: { canaryPercent } };
}

describe('a service that shifts traffic is found wrong later', () => {
  const invalid = 'Service deployment rolled back because of invalid networking configuration';

  it.each<{ name: string; spoil: (driven: DrivenWorld, place: ShiftPlace) => void; says: RegExp }>([
    {
      name: 'when a rule is gone',
      spoil: (driven, { testListenerRule }) => driven.call('DeleteRule', { RuleArn: testListenerRule }),
      says: /\. One or more rules not found$/,
    },
    {
      name: 'when both target groups serve',
      spoil: (driven, place) => forward(driven, place.productionListenerRule, { [place.blue]: 1, [place.green]: 1 }),
      says: /\. productionListenerRule arn:\S+ should have exactly one target group serving traffic but found 2 target groups which are serving traffic$/,
    },
    {
      name: 'when no rule leads to the alternate one',
      spoil: (driven, place) => {
        for (const rule of [place.productionListenerRule, place.testListenerRule])
          forward(driven, rule, { [place.green]: 1 });
      },
      says: /: Target group \S+blue\S+ is not associated with either productionListenerRule or testListenerRule\.$/,
    },
    {
      name: 'when the production rule leads elsewhere',
      spoil: (driven, place) => {
        const other = driven.call('CreateTargetGroup', {
          Name: 'other',
          Protocol: 'HTTP',
          Port: 80,
          VpcId: 'vpc-1',
          TargetType: 'ip',
        });
        const [{ TargetGroupArn = '' } = {}] = other.TargetGroups as { TargetGroupArn?: string }[];
        forward(driven, place.productionListenerRule, { [TargetGroupArn]: 1 });
      },
      says: /\. Production listener rule is forwarding traffic to unexpected target group \S+other\S+\. Expected traffic to be forwarded to either targetGroupArn: \S+blue\S+ or alternateTargetGroupArn: \S+green\S+$/,
    },
  ])('$name', ({ spoil, says }) => {
    const driven = aShiftingService();
    spoil(driven, driven.place);
    driven.deploy();
    driven.finish();
    const { status, statusReason = '', lifecycleStage } = driven.deployment();
    expect([status, lifecycleStage]).toEqual(['ROLLBACK_SUCCESSFUL', 'PRE_SCALE_UP']);
    expect(statusReason.startsWith(invalid)).toBe(true);
    expect(statusReason).toMatch(says);
    expect(driven.events().some((text) => text.endsWith(`deployment failed: ${statusReason}`))).toBe(true);
    expect(driven.service().taskDefinition).toMatch(/web:1$/);
  });
});

function forward(driven: DrivenWorld, RuleArn: string, weights: Readonly<Record<string, number>>): void {
  const TargetGroups = Object.entries(weights).map(([TargetGroupArn, Weight]) => ({ TargetGroupArn, Weight }));
  driven.call('ModifyRule', { RuleArn, Actions: [{ Type: 'forward', ForwardConfig: { TargetGroups } }] });
}

describe('a service revision', () => {
  it('says where its tasks are, which is not where the service was told they are', () => {
    const driven = aShiftingService();
    const { blue, green, productionListenerRule } = driven.place;
    const resolved = (): unknown => {
      const serviceRevisionArns = [driven.primary().serviceRevisionArn];
      const output = driven.call('DescribeServiceRevisions', { serviceRevisionArns });
      return (output.serviceRevisions as Json[])[0]?.resolvedConfiguration;
    };
    expect(resolved()).toEqual({ loadBalancers: [{ targetGroupArn: green, productionListenerRule }] });
    driven.deploy();
    driven.finish();
    expect(resolved()).toEqual({ loadBalancers: [{ targetGroupArn: blue, productionListenerRule }] });
    expect(driven.service().configuration.loadBalancers).toMatchObject([{ targetGroupArn: blue }]);
  });
});

describe('every answer about a deployment that shifts traffic', () => {
  it('is what the model of ECS says, in every stage', async () => {
    const model = await loadServiceModel('ecs');
    const lifecycleHooks = [{ targetType: 'PAUSE', lifecycleStages: ['POST_TEST_TRAFFIC_SHIFT'] }];
    const driven = aShiftingService();
    driven.deploy({ deploymentConfiguration: { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 1, lifecycleHooks } });
    const problems = new Set<string>();
    const stages = new Set<string>();
    const check = (operation: string, input: Json): Json => {
      const output = driven.call(operation, input);
      const shape = model.operations.get(operation)?.output;
      const rules = { constraints: constraintsOf('ecs'), allowUnknown: new Set<string>(), nullIsAbsent: false };
      for (const { path, kind, detail } of shape === undefined ? [] : findDeviations(shape, output, rules)) {
        if (kind !== 'range' && kind !== 'pattern') problems.add(`${operation} ${path}: ${kind} ${detail}`);
      }
      return output;
    };
    driven.until(
      () => driven.deployment().finishedAt !== undefined,
      () => {
        const { serviceDeploymentArn, lifecycleStage = '', lifecycleHookDetails = [] } = driven.deployment();
        stages.add(lifecycleStage);
        check('DescribeServiceDeployments', { serviceDeploymentArns: [serviceDeploymentArn] });
        check('DescribeServiceRevisions', {
          serviceRevisionArns: driven.service().deployments.map((one) => one.serviceRevisionArn),
        });
        check('DescribeServices', { cluster, services: ['web'] });
        for (const { hookId, status } of lifecycleHookDetails) {
          if (status === 'AWAITING_ACTION') check('ContinueServiceDeployment', { serviceDeploymentArn, hookId });
        }
      },
    );
    expect([...problems]).toEqual([]);
    expect(stages).toContain('PRE_PRODUCTION_TRAFFIC_SHIFT');
  });
});
