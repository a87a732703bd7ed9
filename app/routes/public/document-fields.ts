import { pageWords } from '#app/words/en/pages.ts';

const words = pageWords.docs;

/** What is read of JSON Schema 2020-12; the rest of it is passed over. */
export type Schema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
};

export type FieldRow = {
  /** `contact.phone`; `checks[].code` is the code of each of a list of checks. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly limits: readonly string[];
};

export type Schemas = Readonly<Record<string, Schema>>;

/** A bound on how deep fields lie in fields, so that a schema that refers to itself ends. */
const DEPTH_LIMIT = 8;
/** zod writes these bounds for any whole number; they tell nobody anything. */
const SAFE_INTEGER_BOUNDS = new Set<number>([Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER]);

/** Every field of a schema, outer before inner, as rows of a table. */
export function fieldsOf(schema: Schema, schemas: Schemas): FieldRow[] {
  const rows = new Map<string, FieldRow>();
  addInner(rows, resolve(schema, schemas), '', schemas, [], 0);
  return [...rows.values()];
}

type Rows = Map<string, FieldRow>;

/** The fields inside a value; of several shapes the fields of each, with the condition for those not in all. */
function addInner(
  rows: Rows,
  schema: Schema,
  path: string,
  schemas: Schemas,
  conditions: readonly string[],
  depth: number,
): void {
  if (depth > DEPTH_LIMIT) return;
  const inner = (one: Schema, at: string, more = conditions) =>
    addInner(rows, resolve(one, schemas), at, schemas, more, depth + 1);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const at = path === '' ? name : `${path}.${name}`;
    addField(
      rows,
      at,
      resolve(property, schemas),
      schema.required?.includes(name) ?? false,
      schemas,
      conditions,
    );
    inner(property, at);
  }
  for (const part of schema.allOf ?? []) inner(part, path);
  if (schema.items) inner(schema.items, `${path}[]`);
  const shapes = shapesOf(schema, schemas);
  for (const shape of shapes) inner(shape, path, [...conditions, ...conditionOf(shape, shapes)]);
}

function addField(
  rows: Rows,
  path: string,
  schema: Schema,
  required: boolean,
  schemas: Schemas,
  conditions: readonly string[],
): void {
  const known = rows.get(path);
  if (!known) {
    rows.set(path, {
      path,
      type: typeOf(schema, schemas),
      required: required && conditions.length === 0,
      limits: [...conditions, ...limitsOf(schema, schemas)],
    });
    return;
  }
  // A field met again, in another shape, is there in both: it needs no condition, and its values add up.
  const limits = [
    ...new Set([...known.limits.filter((limit) => !isCondition(limit)), ...limitsOf(schema, schemas)]),
  ];
  rows.set(path, { ...known, required: known.required || required, limits });
}

const CONDITION_START = words.only('', '').split(' ')[0] ?? '';
const isCondition = (limit: string) => limit.startsWith(`${CONDITION_START} `);

function shapesOf(schema: Schema, schemas: Schemas): Schema[] {
  return [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((shape) => resolve(shape, schemas));
}

/** What tells this shape from the others: a field that has one fixed value in each of them. */
function conditionOf(shape: Schema, shapes: readonly Schema[]): string[] {
  const objects = shapes.filter((one) => one.properties);
  if (objects.length < 2) return [];
  const telling = Object.entries(shape.properties ?? {}).find(([, property]) => property.const !== undefined);
  return telling ? [words.only(telling[0], String(telling[1].const))] : [];
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  const name = schema.$ref?.split('/').at(-1);
  return name ? (schemas[name] ?? {}) : schema;
}

/** What a value is, in a few words. */
export function typeOf(schema: Schema, schemas: Schemas): string {
  const shapes = shapesOf(schema, schemas);
  if (shapes.length > 0) return [...new Set(shapes.map((shape) => typeOf(shape, schemas)))].join(words.or);
  if (schema.items) return words.listOf(typeOf(resolve(schema.items, schemas), schemas));
  if (typeof schema.additionalProperties === 'object' && !schema.properties) {
    return words.mapOf(typeOf(resolve(schema.additionalProperties, schemas), schemas));
  }
  const format = schema.format && Object.hasOwn(words.formats, schema.format) ? schema.format : null;
  if (format) return words.formats[format as keyof typeof words.formats];
  const types = [schema.type ?? typeOfValues(schema)].flat();
  return types.map((type) => words.types[type as keyof typeof words.types] ?? type).join(words.or);
}

function typeOfValues(schema: Schema): string {
  const value = schema.const ?? schema.enum?.[0];
  if (value === undefined) return schema.properties ? 'object' : 'any';
  return value === null ? 'null' : typeof value;
}

/** What a value must keep to. */
export function limitsOf(schema: Schema, schemas: Schemas): string[] {
  const own: (string | false | undefined)[] = [
    schema.description,
    schema.enum && words.oneOf(schema.enum.map(String).join(', ')),
    schema.const !== undefined && words.always(String(schema.const)),
    ...boundsOf(schema),
    schema.pattern !== undefined && !isFormatsOwn(schema) && words.pattern(schema.pattern),
    schema.default !== undefined && words.default(JSON.stringify(schema.default)),
    schema.example !== undefined && words.example(String(schema.example)),
  ];
  const limits = own.filter((limit): limit is string => typeof limit === 'string' && limit !== '');
  const parts = [...shapesOf(schema, schemas), ...(schema.items ? [resolve(schema.items, schemas)] : [])];
  return [...limits, ...parts.flatMap((part) => (part.properties ? [] : limitsOf(part, schemas)))];
}

/** A format's pattern repeats in a hundred signs what its name says. */
function isFormatsOwn(schema: Schema): boolean {
  return schema.format !== undefined && Object.hasOwn(words.formats, schema.format);
}

function boundsOf(schema: Schema): (string | false)[] {
  const tells = (bound: number | undefined): bound is number =>
    bound !== undefined && !SAFE_INTEGER_BOUNDS.has(bound);
  return [
    tells(schema.minimum) && words.least(schema.minimum),
    tells(schema.maximum) && words.most(schema.maximum),
    tells(schema.minLength) && words.leastLength(schema.minLength),
    tells(schema.maxLength) && words.mostLength(schema.maxLength),
    tells(schema.minItems) && words.leastItems(schema.minItems),
    tells(schema.maxItems) && words.mostItems(schema.maxItems),
  ];
}
