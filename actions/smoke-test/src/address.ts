// The input `url`: where to ask, and the user and password that may stand in it, which go into a header and nowhere else.

import type { HttpHeader } from '../../../lib/core/http-exchange.ts';
import type { InputReader } from '../../../lib/core/input-reader.ts';
import { URL_OUTPUTS } from '../../../lib/core/terraform-names.ts';

export interface Address {
  /** without user and password */
  readonly url: string;
  readonly authorization: readonly HttpHeader[];
  readonly secrets: readonly string[];
}

export function readUrl(reader: InputReader): Address {
  const text = reader.required('url', { terraform: URL_OUTPUTS });
  const none = { url: 'http://invalid.invalid', authorization: [], secrets: [] };
  if (text === '') return none;
  // A load balancer's DNS name, as Terraform has it, says nothing of the scheme.
  const full = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  if (!URL.canParse(full) || !/^https?:/i.test(full)) {
    reader.problem('url', 'is no address; allowed: http://…, https://…, or a host, such as app.example.com');
    return none;
  }
  const url = new URL(full);
  if (url.hash !== '') url.hash = '';
  if (url.username === '' && url.password === '') return { url: url.href, authorization: [], secrets: [] };
  const user = decoded(url.username);
  const password = decoded(url.password);
  if (user === undefined || password === undefined) {
    // Neither is quoted: the one that is broken may be the password.
    reader.problem('url', 'has a user or password in which a % does not begin an escape; write a % as %25');
    return none;
  }
  const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64');
  const secrets = [...new Set([password, url.password, basic])].filter((secret) => secret !== '');
  url.username = '';
  url.password = '';
  return {
    url: url.href,
    authorization: [{ name: 'authorization', value: `Basic ${basic}` }],
    secrets,
  };
}

/** For people to open, and for an output: queries may carry tokens. */
export function addressOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
