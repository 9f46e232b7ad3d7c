// One HTTP request and what came of it, as plain data. The rules read this; lib/http makes it.

export interface HttpRequest {
  /** absolute, http or https */
  readonly url: string;
  readonly method: string;
  readonly headers: readonly HttpHeader[];
  readonly body?: string;
  readonly followRedirects: boolean;
  /** where to connect instead of asking DNS for the url's host; host name and certificate stay those of the url */
  readonly connectTo?: { readonly host: string; readonly port?: number };
}

export interface HttpHeader {
  readonly name: string;
  readonly value: string;
}

export type HttpExchange =
  | {
      readonly kind: 'answer';
      readonly status: number;
      /** by lower-case name */
      readonly headers: Readonly<Record<string, string>>;
      /** at most the first megabyte */
      readonly body: string;
      /** from the start of the first request to the last byte of the last answer */
      readonly ms: number;
      readonly redirects: number;
    }
  /** No complete HTTP answer: DNS, connection, TLS, time. */
  | { readonly kind: 'no-answer'; readonly code: string; readonly why: string; readonly ms: number };
