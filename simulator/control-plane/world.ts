// The whole of the local AWS as plain data. Everything here is JSON: no functions, no class instances, no undefined inside arrays.
// Names are AWS's own. It refuses to know who asks (wire protocols) and who carries out (runtimes).

import type { EcsState } from './ecs-state.ts';
import type { Route } from './runtime.ts';
import type { SecretsManagerState, SsmState } from './secrets-state.ts';

/** Milliseconds since the epoch, on the world's own clock (virtual or real). */
export type Instant = number;

export interface World {
  now: Instant;
  readonly account: string;
  readonly region: string;
  /** AWS's own waits (health intervals, draining, the 40 s rule, bake, breaker back-off) are divided by this. 1 is AWS's pace. */
  readonly timeScale: number;
  /** Source of every generated id, so that the same requests make the same world. */
  sequence: number;
  ecs: EcsState;
  ecr: EcrState;
  elb: ElbState;
  logs: LogsState;
  cloudwatch: CloudWatchState;
  secretsmanager: SecretsManagerState;
  ssm: SsmState;
  sts: StsState;
}

// ---------------------------------------------------------------------------------------------------------------- ECR

export interface EcrState {
  /** `host:port` that repository URIs begin with; where the registry really listens. */
  readonly registryHost: string;
  /** by repository name */
  repositories: Record<string, EcrRepository>;
  /** by prefix of the repositories that are made when one pulls */
  pullThroughCacheRules: Record<string, { readonly upstreamRegistryUrl: string; readonly createdAt: Instant }>;
}

export interface EcrRepository {
  readonly repositoryArn: string;
  readonly repositoryName: string;
  readonly repositoryUri: string;
  readonly createdAt: Instant;
  imageTagMutability: 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';
  imageTagMutabilityExclusionFilters?: { filterType: string; filter: string }[];
  imageScanningConfiguration?: { scanOnPush?: boolean };
  /** as asked for; AES256 when nothing was */
  encryptionConfiguration?: { encryptionType: string; kmsKey?: string };
  /** kept and shown; nothing is expired by it here */
  lifecyclePolicyText?: string;
  tags: { Key: string; Value: string }[];
  /** Blobs that were pushed here: digest → size in bytes. The bytes are the registry's. */
  layers: Record<string, number>;
  /** manifests by digest */
  images: Record<string, EcrImage>;
  /** tag → digest */
  imageTags: Record<string, string>;
}

export interface EcrImage {
  readonly imageDigest: string;
  /** byte-exact */
  readonly imageManifest: string;
  readonly imageManifestMediaType: string;
  readonly artifactMediaType?: string;
  readonly subjectManifestDigest?: string;
  readonly imageSizeInBytes: number;
  readonly imagePushedAt: Instant;
  imageStatus: 'ACTIVE' | 'ARCHIVED';
}

// --------------------------------------------------------------------------------------------------------------- ELBv2

export interface ElbState {
  /** by ARN, each */
  loadBalancers: Record<string, LoadBalancer>;
  targetGroups: Record<string, TargetGroup>;
  listeners: Record<string, Listener>;
  rules: Record<string, ListenerRule>;
  /** What the runtime was last told, by listener. */
  routes: Record<string, Route>;
}

export interface LoadBalancer {
  readonly loadBalancerArn: string;
  readonly loadBalancerName: string;
  /** On this machine an address of the loopback range, one for each load balancer; listeners bind their port on it. */
  readonly dnsName: string;
  readonly type: 'application' | 'network';
  readonly scheme: 'internet-facing' | 'internal';
  readonly vpcId: string;
  readonly createdTime: Instant;
  subnets?: string[];
  securityGroups?: string[];
  attributes: Record<string, string>;
  tags: { Key: string; Value: string }[];
}

export interface TargetGroup {
  readonly targetGroupArn: string;
  readonly targetGroupName: string;
  readonly protocol: string;
  readonly port: number;
  readonly vpcId: string;
  readonly targetType: 'ip' | 'instance';
  healthCheck: {
    enabled: boolean;
    path: string;
    protocol: string;
    port: string;
    intervalSeconds: number;
    timeoutSeconds: number;
    healthyThresholdCount: number;
    unhealthyThresholdCount: number;
    /** for example `200` or `200-399` */
    matcher: string;
  };
  /** `deregistration_delay.timeout_seconds` is the one that the world acts on (default 300). */
  attributes: Record<string, string>;
  tags: { Key: string; Value: string }[];
  /** key: `${id}:${port}` */
  targets: Record<string, Target>;
}

export interface Target {
  /** private IPv4 address of the task */
  readonly id: string;
  readonly port: number;
  state: 'initial' | 'healthy' | 'unhealthy' | 'draining' | 'unused';
  reason?: string;
  description?: string;
  /** consecutive results of the newest kind; what the thresholds are compared with */
  successes: number;
  failures: number;
  registeredAt: Instant;
  drainingUntil?: Instant;
  /** When the next health check begins; absent while one is under way. */
  nextProbeAt?: Instant;
  /** When the health check began that is under way. */
  probedAt?: Instant;
}

export interface ForwardTarget {
  targetGroupArn: string;
  weight: number;
}

export interface Listener {
  readonly listenerArn: string;
  readonly loadBalancerArn: string;
  readonly port: number;
  readonly protocol: string;
  /** the action of the default rule */
  defaultForward: ForwardTarget[];
  attributes?: Record<string, string>;
  tags: { Key: string; Value: string }[];
}

export interface ListenerRule {
  readonly ruleArn: string;
  readonly listenerArn: string;
  /** number as text, or `default` */
  readonly priority: string;
  conditions: { field: string; values: string[]; httpHeaderName?: string }[];
  forward: ForwardTarget[];
  tags?: { Key: string; Value: string }[];
}

// -------------------------------------------------------------------------------------------------------- CloudWatch Logs

export interface LogsState {
  /** by group name */
  groups: Record<string, LogGroup>;
}

export interface LogGroup {
  readonly logGroupName: string;
  readonly arn: string;
  readonly creationTime: Instant;
  retentionInDays?: number;
  tags: Record<string, string>;
  /** by stream name */
  streams: Record<string, LogStream>;
}

export interface LogStream {
  readonly logStreamName: string;
  readonly creationTime: Instant;
  events: { timestamp: Instant; ingestionTime: Instant; message: string }[];
}

// ---------------------------------------------------------------------------------------------------------- CloudWatch

export interface CloudWatchState {
  /** by name */
  alarms: Record<string, Alarm>;
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export interface Alarm {
  readonly alarmName: string;
  readonly alarmArn: string;
  /** the members of PutMetricAlarm, as sent */
  readonly configuration: { readonly [member: string]: unknown };
  readonly configurationUpdatedAt: Instant;
  state: AlarmState;
  stateReason: string;
  stateReasonData?: string;
  stateUpdatedAt: Instant;
  /** when the state last became another one */
  stateTransitionedAt: Instant;
}

// ----------------------------------------------------------------------------------------------------------------- STS

export interface StsState {
  /** No session lasts longer; absent where sessions have an end that nobody looks at. */
  readonly sessionsEndAfterMs?: number;
  /** By role ARN, the subjects that its trust policy lets in, with `*` for any text. A role that is not named lets everyone in. */
  readonly trust: Readonly<Record<string, readonly string[]>>;
  /** access key id → when its session ends */
  sessions: Record<string, Instant>;
}
