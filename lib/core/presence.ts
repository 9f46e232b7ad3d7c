// Whether something that is named is there, as far as AWS said. What could not be asked is never taken for missing.

export type Presence<Facts extends object = object> =
  | ({ readonly kind: 'there' } & Facts)
  /** `near`: names like it */
  | { readonly kind: 'missing'; readonly near: readonly string[] }
  /** denied, elsewhere, throttled for too long */
  | { readonly kind: 'unknown'; readonly why: string };

export interface SecretFacts {
  /** version stages that have a value, such as AWSCURRENT; of a new secret without a value there are none */
  readonly stages: readonly string[];
  /** it is on its way out, and gives no value any more */
  readonly isDeleted: boolean;
}
