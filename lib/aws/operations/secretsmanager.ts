// The operations of Secrets Manager that Slipway may call; see ecs.ts.

export {
  DescribeSecretCommand,
  SecretsManagerClient as Client,
} from '@aws-sdk/client-secrets-manager';
