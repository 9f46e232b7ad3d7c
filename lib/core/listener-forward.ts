// Where a listener rule (or the default action of a listener) sends its traffic.

export type ListenerForward =
  | { readonly kind: 'read'; readonly groups: readonly { readonly arn: string; readonly weight: number }[] }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly why: string };
