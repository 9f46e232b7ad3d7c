// AWS's published example answers (test/second-opinion/published), given to the product as if AWS had just sent them.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AwsApi } from '../../lib/aws/api.ts';
import { everyService } from '../../lib/aws/every-service.ts';
import { createAwsApi } from '../../lib/aws/sdk.ts';
import { readRequest, type WireAnswer, type WireRequest, writeOutput } from '../../simulator/protocols/wire.ts';
import { requestHandlerFor } from '../../simulator/request-handler.ts';

export interface PublishedAnswer {
  readonly name: string;
  readonly source: { readonly url: string; readonly version?: string; readonly date?: string };
  /** what was taken from the source, and what was changed on the way */
  readonly taken: string;
  /** as the product spells it, for example `elasticloadbalancing` */
  readonly service: string;
  readonly operation: string;
  /** as on the wire: times are epoch seconds, for Logs epoch milliseconds */
  readonly answer: Readonly<Record<string, unknown>>;
}

const folder = join(import.meta.dirname, 'published');

export function publishedAnswers(): readonly PublishedAnswer[] {
  return readdirSync(folder).map((file) => ({
    name: file.replace(/\.json$/, ''),
    ...(JSON.parse(readFileSync(join(folder, file), 'utf8')) as Omit<PublishedAnswer, 'name'>),
  }));
}

export function publishedAnswer(name: string): PublishedAnswer {
  const found = publishedAnswers().find((one) => one.name === name);
  if (found === undefined) throw new Error(`no published answer ${name}`);
  return found;
}

/** Names of the published answers to these operations, in order. */
export function namesOf(operations: readonly string[]): string[] {
  return publishedAnswers()
    .filter(({ operation }) => operations.includes(operation))
    .map(({ name }) => name)
    .sort();
}

/** The product's own SDK and wire; every request is answered with the answer. Fails when the product asks for something else. */
export function answeringDoor({ operation, answer }: Pick<PublishedAnswer, 'operation' | 'answer'>): AwsApi {
  const handle = async (request: WireRequest): Promise<WireAnswer> => {
    const asked = await readRequest(request);
    if (asked?.operation !== operation) throw new Error(`the product asked for ${asked?.operation}`);
    // JSON goes out as published, with members that no model knows; only Query's XML has to be made.
    if (asked.service.wire.protocol === 'query') return writeOutput(asked, answer, 'published');
    const headers = { 'content-type': `application/x-amz-json-${asked.service.wire.version}` };
    return { status: 200, headers, body: new TextEncoder().encode(JSON.stringify(answer)) };
  };
  return createAwsApi({
    services: everyService,
    environment: { AWS_REGION: 'eu-central-1' },
    requestHandler: requestHandlerFor({ handle }),
    credentials: { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'example' },
  });
}
