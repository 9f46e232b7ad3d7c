// Listeners and their rules: which request goes to which target group.

import type {
  CreateListenerInput,
  CreateRuleInput,
  DeleteListenerInput,
  DeleteRuleInput,
  DescribeListenerAttributesInput,
  DescribeListenersInput,
  DescribeRulesInput,
  ModifyListenerAttributesInput,
  ModifyListenerInput,
  ModifyRuleInput,
  SetRulePrioritiesInput,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { defaultRuleArn } from '../../control-plane/listener-weights.ts';
import type { Listener, ListenerRule, World } from '../../control-plane/world.ts';
import { notImplemented } from '../not-implemented.ts';
import { AwsError, type Json } from '../operation.ts';
import {
  attributeList,
  elbPage,
  listenerOf,
  loadBalancerOf,
  nextElbId,
  ruleOf,
  rulesOf,
  setAttributes,
  tagList,
} from './elb-resources.ts';
import { actionsOf, conditionsOf, describeConditions, forwardOf } from './rule-parts.ts';

export function createListener(draft: World, input: Json): Json {
  const request = input as Partial<CreateListenerInput>;
  const loadBalancer = loadBalancerOf(draft, request.LoadBalancerArn);
  const { Port: port, Protocol: protocol } = request;
  if (port === undefined || protocol === undefined)
    throw new AwsError('ValidationError', 'A protocol and a port must be specified');
  refuseEncryption(protocol);
  refuseTakenPort(draft, loadBalancer.loadBalancerArn, port);
  const listener: Listener = {
    listenerArn: `${loadBalancer.loadBalancerArn.replace(':loadbalancer/', ':listener/')}/${nextElbId(draft)}`,
    loadBalancerArn: loadBalancer.loadBalancerArn,
    port,
    protocol,
    defaultForward: forwardOf(draft, request.DefaultActions),
    tags: tagList(request.Tags),
  };
  draft.elb.listeners[listener.listenerArn] = listener;
  return { Listeners: [describeListener(listener)] };
}

export function describeListeners(world: World, input: Json): Json {
  const request = input as Partial<DescribeListenersInput>;
  const all = Object.values(world.elb.listeners);
  const behind = request.LoadBalancerArn === undefined ? undefined : loadBalancerOf(world, request.LoadBalancerArn);
  const shown =
    request.ListenerArns?.map((arn) => listenerOf(world, arn)) ??
    all.filter(({ loadBalancerArn }) => behind === undefined || loadBalancerArn === behind.loadBalancerArn);
  const { items, next } = elbPage(shown, request);
  return { Listeners: items.map(describeListener), ...next };
}

export function modifyListener(draft: World, input: Json): Json {
  const request = input as Partial<ModifyListenerInput>;
  const before = listenerOf(draft, request.ListenerArn);
  const port = request.Port ?? before.port;
  if (port !== before.port) refuseTakenPort(draft, before.loadBalancerArn, port);
  if (request.Protocol !== undefined) refuseEncryption(request.Protocol);
  const listener: Listener = {
    ...before,
    port,
    protocol: request.Protocol ?? before.protocol,
    defaultForward:
      request.DefaultActions === undefined ? before.defaultForward : forwardOf(draft, request.DefaultActions),
  };
  draft.elb.listeners[listener.listenerArn] = listener;
  return { Listeners: [describeListener(listener)] };
}

export function describeListenerAttributes(world: World, input: Json): Json {
  const { ListenerArn } = input as Partial<DescribeListenerAttributesInput>;
  return { Attributes: attributeList(attributesOf(listenerOf(world, ListenerArn))) };
}

export function modifyListenerAttributes(draft: World, input: Json): Json {
  const { ListenerArn, Attributes } = input as Partial<ModifyListenerAttributesInput>;
  const listener = listenerOf(draft, ListenerArn);
  const attributes = { ...attributesOf(listener) };
  setAttributes(attributes, Attributes);
  listener.attributes = attributes;
  return { Attributes: attributeList(attributes) };
}

export function deleteListener(draft: World, input: Json): Json {
  const { ListenerArn } = input as Partial<DeleteListenerInput>;
  const { listenerArn } = listenerOf(draft, ListenerArn);
  for (const { ruleArn } of rulesOf(draft.elb, listenerArn)) delete draft.elb.rules[ruleArn];
  delete draft.elb.listeners[listenerArn];
  return {};
}

export function createRule(draft: World, input: Json): Json {
  const request = input as Partial<CreateRuleInput>;
  const { listenerArn } = listenerOf(draft, request.ListenerArn);
  const priority = String(request.Priority);
  refuseTakenPriority(draft, listenerArn, priority);
  const rule: ListenerRule = {
    ruleArn: `${listenerArn.replace(':listener/', ':listener-rule/')}/${nextElbId(draft)}`,
    listenerArn,
    priority,
    conditions: conditionsOf(request.Conditions),
    forward: forwardOf(draft, request.Actions),
    tags: tagList(request.Tags),
  };
  draft.elb.rules[rule.ruleArn] = rule;
  return { Rules: [describeRule(rule)] };
}

export function describeRules(world: World, input: Json): Json {
  const request = input as Partial<DescribeRulesInput>;
  const named = request.RuleArns?.map((arn) => defaultRuleByArn(world, arn) ?? ruleOf(world, arn));
  const { items, next } = elbPage(named ?? allRulesOf(world, listenerOf(world, request.ListenerArn)), request);
  return { Rules: items.map(describeRule), ...next };
}

export function modifyRule(draft: World, input: Json): Json {
  const request = input as Partial<ModifyRuleInput>;
  if (defaultRuleByArn(draft, request.RuleArn) !== undefined) {
    throw new AwsError('OperationNotPermitted', `Default rule '${request.RuleArn}' cannot be modified`);
  }
  const rule = ruleOf(draft, request.RuleArn);
  if (request.Conditions !== undefined) rule.conditions = conditionsOf(request.Conditions);
  if (request.Actions !== undefined) rule.forward = forwardOf(draft, request.Actions);
  return { Rules: [describeRule(rule)] };
}

export function setRulePriorities(draft: World, input: Json): Json {
  const { RulePriorities = [] } = input as Partial<SetRulePrioritiesInput>;
  const changed = RulePriorities.map(({ RuleArn, Priority }) => ({
    ...ruleOf(draft, RuleArn),
    priority: String(Priority),
  }));
  for (const rule of changed) draft.elb.rules[rule.ruleArn] = rule;
  for (const { listenerArn, priority } of changed) {
    if (rulesOf(draft.elb, listenerArn).filter((rule) => rule.priority === priority).length > 1) {
      throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
    }
  }
  return { Rules: changed.map(describeRule) };
}

export function deleteRule(draft: World, input: Json): Json {
  const { RuleArn } = input as Partial<DeleteRuleInput>;
  if (defaultRuleByArn(draft, RuleArn) !== undefined) {
    throw new AwsError('OperationNotPermitted', `Default rule '${RuleArn}' cannot be deleted`);
  }
  delete draft.elb.rules[ruleOf(draft, RuleArn).ruleArn];
  return {};
}

function attributesOf({ protocol, attributes }: Listener): Record<string, string> {
  const first =
    protocol === 'TCP' ? { 'tcp.idle_timeout.seconds': '350' } : { 'routing.http.response.server.enabled': 'true' };
  return attributes ?? first;
}

function allRulesOf(world: World, listener: Listener): ListenerRule[] {
  return [...rulesOf(world.elb, listener.listenerArn), defaultRule(listener)];
}

function defaultRule(listener: Listener): ListenerRule {
  const { listenerArn, defaultForward: forward } = listener;
  return { ruleArn: defaultRuleArn(listener), listenerArn, priority: 'default', conditions: [], forward };
}

function defaultRuleByArn(world: World, arn: string | undefined): ListenerRule | undefined {
  const listener = Object.values(world.elb.listeners).find((candidate) => defaultRuleArn(candidate) === arn);
  return listener === undefined ? undefined : defaultRule(listener);
}

function refuseTakenPort({ elb }: World, loadBalancerArn: string, port: number): void {
  if (Object.values(elb.listeners).some((other) => other.loadBalancerArn === loadBalancerArn && other.port === port)) {
    throw new AwsError(
      'DuplicateListener',
      `A listener already exists on this port for this load balancer '${loadBalancerArn}'`,
    );
  }
}

function refuseTakenPriority({ elb }: World, listenerArn: string, priority: string): void {
  if (rulesOf(elb, listenerArn).some((rule) => rule.priority === priority)) {
    throw new AwsError('PriorityInUse', `Priority '${priority}' is currently in use`);
  }
}

function refuseEncryption(protocol: string): void {
  if (protocol !== 'HTTP' && protocol !== 'TCP') throw notImplemented(`A listener that speaks ${protocol}`);
}

function describeListener({ listenerArn, loadBalancerArn, port, protocol, defaultForward }: Listener): Json {
  return {
    ListenerArn: listenerArn,
    LoadBalancerArn: loadBalancerArn,
    Port: port,
    Protocol: protocol,
    DefaultActions: actionsOf(defaultForward),
  };
}

function describeRule({ ruleArn, priority, conditions, forward }: ListenerRule): Json {
  return {
    RuleArn: ruleArn,
    Priority: priority,
    Conditions: describeConditions(conditions),
    Actions: actionsOf(forward),
    IsDefault: priority === 'default',
  };
}
