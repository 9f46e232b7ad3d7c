// The operations of Secrets Manager that Slipway may call; see ecs.ts.

export {
  DescribeSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
