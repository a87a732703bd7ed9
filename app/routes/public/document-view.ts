import { z } from 'zod';
import { refusalWords } from '#app/words/en/api.ts';
import { type FieldRow, fieldsOf, limitsOf, type Schema, type Schemas, typeOf } from './document-fields.ts';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;

const schemaShape = z.custom<Schema>((value) => typeof value === 'object' && value !== null);
const contentShape = z.record(z.string(), z.object({ schema: schemaShape.optional() })).optional();

/** What is read of an OpenAPI 3.1 operation, with the extensions of this exchange. */
const operationShape = z.object({
  operationId: z.string(),
  summary: z.string().default(''),
  description: z.string().default(''),
  tags: z.array(z.string()).default([]),
  security: z.array(z.unknown()).default([]),
  'x-scope': z.string().optional(),
  'x-side': z.enum(['seller', 'buyer', 'either']).optional(),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(['path', 'query', 'header', 'cookie']),
        required: z.boolean().default(false),
        schema: schemaShape.default({}),
      }),
    )
    .default([]),
  requestBody: z.object({ required: z.boolean().default(false), content: contentShape }).optional(),
  responses: z.record(
    z.string(),
    z.object({
      description: z.string().default(''),
      'x-codes': z.array(z.string()).default([]),
      content: contentShape,
    }),
  ),
});

const serversShape = z.array(z.object({ url: z.string() }));

const documentShape = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string().default('') }),
  servers: serversShape.default([]),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.object({ schemas: z.record(z.string(), schemaShape).default({}) }),
});

export type ParameterRow = FieldRow & { readonly place: 'path' | 'query' | 'header' | 'cookie' };

/** `sameAs` names an operation above whose answer has these fields, so that a page says them once. */
export type AnswerView = {
  readonly status: string;
  readonly fields: readonly FieldRow[];
  readonly sameAs: { readonly id: string; readonly summary: string } | null;
};

export type OperationView = {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly scope: string | null;
  readonly side: 'seller' | 'buyer' | 'either' | null;
  readonly parameters: readonly ParameterRow[];
  readonly body: { readonly required: boolean; readonly fields: readonly FieldRow[] } | null;
  readonly answers: readonly AnswerView[];
  readonly errors: readonly { readonly status: string; readonly codes: readonly string[] }[];
};

export type CodeRow = {
  readonly code: string;
  readonly statuses: readonly string[];
  readonly meaning: string;
};

export type DocumentView = {
  readonly description: string;
  readonly version: string;
  readonly baseUrl: string;
  readonly groups: readonly { readonly tag: string; readonly operations: readonly OperationView[] }[];
  readonly problem: readonly FieldRow[];
  readonly codes: readonly CodeRow[];
};

/** The document as its page shows it: operations by tag, fields flat, every error code once. */
export function viewDocument(document: unknown): DocumentView {
  const { info, servers, paths, components } = documentShape.parse(document);
  const said = new Map<string, { id: string; summary: string }>();
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      if (item[method] === undefined) return [];
      const operation = operationShape.parse(item[method]);
      const tag = operation.tags[0] ?? '';
      return [
        {
          tag,
          view: viewOperation(operation, method, ownServerOf(item) + path, components.schemas, said),
        },
      ];
    }),
  );
  const byTag = Map.groupBy(operations, ({ tag }) => tag);
  return {
    description: info.description,
    version: info.version,
    baseUrl: servers[0]?.url ?? '',
    groups: [...byTag].map(([tag, ones]) => ({ tag, operations: ones.map(({ view }) => view) })),
    problem: components.schemas.Problem ? fieldsOf(components.schemas.Problem, components.schemas) : [],
    codes: codesOf(
      operations.map(({ view }) => view),
      components.schemas.Problem?.properties?.code?.enum ?? [],
    ),
  };
}

/** Of a path that lies elsewhere than the others; else nothing. */
function ownServerOf(item: Readonly<Record<string, unknown>>): string {
  return serversShape.parse(item.servers ?? [])[0]?.url ?? '';
}

type Operation = z.output<typeof operationShape>;

function viewOperation(
  operation: Operation,
  method: string,
  path: string,
  schemas: Schemas,
  said: Map<string, { id: string; summary: string }>,
): OperationView {
  const id = operation.operationId;
  const responses = Object.entries(operation.responses);
  const bodySchema = schemaOf(operation.requestBody?.content);
  return {
    id,
    method: method.toUpperCase(),
    path,
    summary: operation.summary,
    description: operation.description,
    scope: operation['x-scope'] ?? null,
    side: operation.security.length === 0 ? null : (operation['x-side'] ?? 'either'),
    parameters: operation.parameters.map((parameter) => ({
      path: parameter.name,
      place: parameter.in,
      type: typeOf(parameter.schema, schemas),
      required: parameter.required,
      limits: limitsOf(parameter.schema, schemas),
    })),
    body: operation.requestBody
      ? { required: operation.requestBody.required, fields: bodySchema ? fieldsOf(bodySchema, schemas) : [] }
      : null,
    answers: responses
      .filter(([status]) => status.startsWith('2'))
      .map(([status, response]) => {
        const schema = schemaOf(response.content);
        return {
          status,
          ...saidOnce(schema ? fieldsOf(schema, schemas) : [], { id, summary: operation.summary }, said),
        };
      }),
    errors: responses
      .filter(([, response]) => response['x-codes'].length > 0)
      .map(([status, response]) => ({ status, codes: response['x-codes'] })),
  };
}

function schemaOf(content: z.output<typeof contentShape>): Schema | null {
  return Object.values(content ?? {})[0]?.schema ?? null;
}

function saidOnce(
  fields: FieldRow[],
  by: { id: string; summary: string },
  said: Map<string, { id: string; summary: string }>,
): Pick<AnswerView, 'fields' | 'sameAs'> {
  const key = JSON.stringify(fields);
  const before = said.get(key);
  if (before) return { fields: [], sameAs: before };
  if (fields.length > 0) said.set(key, by);
  return { fields, sameAs: null };
}

/** Every code that an error can have, also where no operation names it: the address in an error must lead somewhere. */
function codesOf(operations: readonly OperationView[], all: readonly unknown[]): CodeRow[] {
  const statuses = new Map(all.map((code) => [String(code), new Set<string>()]));
  for (const { status, codes } of operations.flatMap((operation) => operation.errors)) {
    for (const code of codes) statuses.set(code, (statuses.get(code) ?? new Set()).add(status));
  }
  return [...statuses]
    .map(([code, of]) => ({ code, statuses: [...of].sort(), meaning: meaningOf(code) }))
    .sort((a, b) => (a.statuses[0] ?? '').localeCompare(b.statuses[0] ?? '') || a.code.localeCompare(b.code));
}

/** The sentence of a code with the names of its parameters where an answer has their values. */
function meaningOf(code: string): string {
  if (!Object.hasOwn(refusalWords, code)) return '';
  const names = new Proxy<Record<string, string>>({}, { get: (_target, name) => `<${String(name)}>` });
  return refusalWords[code as keyof typeof refusalWords](names);
}
