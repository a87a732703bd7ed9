import { z } from 'zod';
import { apiWords, operationWords } from '#app/words/en/api.ts';
import type { Call } from './call.ts';
import { CALLS } from './calls.ts';
import { CHANNEL_PATH, channelPath } from './channel-document.ts';
import { type Json, refusalsOf, toSchema } from './document-parts.ts';
import { type ApiRefusal, COMMON_REFUSALS, KEY_REFUSALS, REFUSALS } from './refusals.ts';

export type OpenApiDocument = {
  openapi: '3.1.0';
  info: { title: string; version: string; description: string };
  servers: { url: string }[];
  paths: Record<string, Json>;
  components: Json;
};

const VERSION = '1.0.0';

/** The document of the API, made from the schemas that parse its requests. */
export function openApiDocument(appUrl: string): OpenApiDocument {
  const paths: OpenApiDocument['paths'] = {};
  for (const call of CALLS) {
    paths[call.path] = { ...paths[call.path], [call.method.toLowerCase()]: operationOf(call) };
  }
  paths[CHANNEL_PATH] = channelPath(appUrl);
  return {
    openapi: '3.1.0',
    info: { title: apiWords.title, version: VERSION, description: apiWords.description },
    servers: [{ url: `${appUrl}/api/v1` }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema() },
    },
  };
}

function operationOf(call: Call): Json {
  const [summary, description] = operationWords[call.operation as keyof typeof operationWords];
  const keyed = call.access.kind === 'key';
  return {
    operationId: call.operation,
    summary,
    description,
    tags: [call.path.split('/')[1]],
    security: keyed ? [{ key: [] }] : [],
    ...(call.access.kind === 'key' ? { 'x-scope': call.access.scope, 'x-side': call.access.side } : {}),
    parameters: [
      ...parametersOf(call.params, 'path'),
      ...parametersOf(call.query, 'query'),
      ...parametersOf(call.headers, 'header'),
    ],
    ...(call.body
      ? { requestBody: { required: !call.body.safeParse(undefined).success, content: content(call.body) } }
      : {}),
    responses: { ...successes(call), ...failures(call) },
  };
}

function content(schema: z.ZodType): Json {
  return { 'application/json': { schema: toSchema(schema, 'input') } };
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query' | 'header'): Json[] {
  if (!schema) return [];
  const { properties = {}, required = [] } = toSchema(schema, 'input') as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, shape]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: shape,
  }));
}

function successes(call: Call): Json {
  return Object.fromEntries(
    Object.entries(call.answers).map(([status, schema]) => [
      status,
      {
        description: apiWords.done,
        ...(schema ? { content: { 'application/json': { schema: toSchema(schema, 'output') } } } : {}),
      },
    ]),
  );
}

function failures(call: Call): Json {
  const codes: ApiRefusal[] = [
    ...call.refusals,
    ...(call.access.kind === 'key' ? KEY_REFUSALS : []),
    ...COMMON_REFUSALS,
  ];
  if (call.access.kind === 'key' && call.access.side !== 'either') {
    codes.push(call.access.side === 'seller' ? 'not_a_seller' : 'not_a_buyer');
  }
  return refusalsOf(codes);
}

function problemSchema(): Json {
  return toSchema(
    z.object({
      type: z.string(),
      title: z.string(),
      status: z.number().int(),
      detail: z.string(),
      code: z.enum(Object.keys(REFUSALS) as [ApiRefusal, ...ApiRefusal[]]),
      request_id: z.string(),
      errors: z.array(z.object({ field: z.string(), code: z.string(), message: z.string() })),
    }),
    'output',
  );
}
