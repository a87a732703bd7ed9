import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/**
 * What a value may be, read from the types of the Stripe SDK. `required` and `nullable` say how a field of an object may be
 * left out or null, `emptyable` that a parameter may be given empty to unset it.
 */
export type Node = (
  | { kind: 'string'; oneOf?: string[] }
  | { kind: 'integer' | 'number' | 'boolean' | 'unserved' }
  | { kind: 'object'; fields: Record<string, Node> }
  | { kind: 'map' | 'list' | 'page'; of: Node }
  | { kind: 'either'; of: Node[] }
  /** Another object of the API, known by its `object`. */
  | { kind: 'reference'; to: string }
) & { required?: true; nullable?: true; emptyable?: true };

const SDK = fileURLToPath(new URL('../../node_modules/stripe/esm/stripe.esm.node.d.ts', import.meta.url));
const RESOURCES = fileURLToPath(new URL('../../node_modules/stripe/esm/resources/', import.meta.url));

/** Reads the types of the installed SDK. Takes some seconds. */
export function openStripeTypes() {
  const program = ts.createProgram([SDK], { strict: true, skipLibCheck: true, types: [] });
  const checker = program.getTypeChecker();

  /** The exported interface of a name such as `Customer` or `Checkout.SessionCreateParams`. */
  const find = (name: string): ts.Type => {
    const parts = name.split('.');
    for (const file of program.getSourceFiles()) {
      if (!file.fileName.startsWith(RESOURCES)) continue;
      for (const statement of file.statements) {
        const found = within(statement, parts);
        if (found) return checker.getTypeAtLocation(found);
      }
    }
    throw new Error(`the SDK has no type ${name}`);
  };

  const read = (type: ts.Type, isRoot = false): Node => {
    if (type.isUnion()) return readUnion(type);
    if (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.TemplateLiteral)) {
      return type.isStringLiteral() ? { kind: 'string', oneOf: [type.value] } : { kind: 'string' };
    }
    if (type.flags & ts.TypeFlags.NumberLike) return { kind: 'number' };
    if (type.flags & ts.TypeFlags.BooleanLike) return { kind: 'boolean' };
    const name = type.symbol?.name;
    // A `string & Record<never, never>`: a value that the types do not know yet.
    if (type.isIntersection()) return { kind: 'string' };
    if (name === 'Decimal') return { kind: 'string' };
    if (name === 'Array') return { kind: 'list', of: read(argumentOf(checker, type)) };
    if (name === 'ApiList') return { kind: 'page', of: read(argumentOf(checker, type)) };
    const index = type.getStringIndexType();
    if (index) return { kind: 'map', of: read(index) };
    const kindOfObject = literalOf(checker, type, 'object');
    if (kindOfObject && !isRoot) return { kind: 'reference', to: kindOfObject };
    return { kind: 'object', fields: readFields(type) };
  };

  const readFields = (type: ts.Type): Record<string, Node> =>
    Object.fromEntries(
      type.getProperties().map((property) => {
        const node = read(checker.getTypeOfSymbol(property));
        const isOptional = (property.flags & ts.SymbolFlags.Optional) !== 0;
        return [property.name, isOptional ? node : { ...node, required: true as const }];
      }),
    );

  const readUnion = (union: ts.UnionType): Node => {
    const isEmpty = (type: ts.Type) => type.isStringLiteral() && type.value === '';
    const nullable = union.types.some((type) => type.flags & ts.TypeFlags.Null);
    const emptyable = union.types.some(isEmpty);
    const rest = union.types.filter(
      (type) =>
        !(type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) && !isEmpty(type),
    );
    const literals = rest.flatMap((type) => (type.isStringLiteral() ? [type.value] : []));
    const isBoolean = (type: ts.Type) => (type.flags & ts.TypeFlags.BooleanLiteral) !== 0;
    const others = rest.filter(
      (type) =>
        !type.isStringLiteral() && !isBoolean(type) && !(literals.length > 0 && type.isIntersection()),
    );
    const of: Node[] = [
      ...(rest.some(isBoolean) ? [{ kind: 'boolean' } as const] : []),
      ...(literals.length > 0 ? [{ kind: 'string', oneOf: literals.sort() } as const] : []),
      ...others.map((type) => read(type)),
    ];
    const node = (of.length === 1 ? of[0] : { kind: 'either', of }) as Node;
    return { ...node, ...(nullable && { nullable: true }), ...(emptyable && { emptyable: true }) };
  };

  return {
    /** The shape of an object of the API. */
    shapeOf: (name: string): Node => read(find(name), true),

    /** The parameters of a request, of which those that are not `served` are only known by name. */
    paramsOf: (name: string, served: readonly string[]): Node => prune(read(find(name), true), '', served),
  };
}

const ALWAYS_SERVED = ['expand', 'limit', 'starting_after', 'ending_before'];

/** A served path such as `line_items.quantity` leads through lists; a served object is served with all that is in it. */
function prune(node: Node, path: string, served: readonly string[]): Node {
  const inside = (name: string) => (path === '' ? name : `${path}.${name}`);
  if (node.kind === 'list') return { ...node, of: prune(node.of, path, served) };
  if (node.kind !== 'object') return asParam(node);
  const fields = Object.entries(node.fields).map(([name, field]): [string, Node] => {
    const at = inside(name);
    if (served.includes(at) || (path === '' && ALWAYS_SERVED.includes(name))) return [name, asParam(field)];
    const leadsOn = served.some((one) => one.startsWith(`${at}.`));
    return [name, leadsOn ? prune(field, at, served) : { kind: 'unserved' }];
  });
  return { ...node, fields: Object.fromEntries(fields) };
}

/** As a form has it: numbers are whole, and null is sent as nothing. */
function asParam(node: Node): Node {
  const { nullable: _nullable, ...kept } = node as Node & { nullable?: true };
  if (kept.kind === 'number') return { ...kept, kind: 'integer' };
  if (kept.kind === 'list' || kept.kind === 'map') return { ...kept, of: asParam(kept.of) };
  if (kept.kind === 'either') return { ...kept, of: kept.of.map(asParam) };
  if (kept.kind !== 'object') return kept;
  const fields = Object.entries(kept.fields).map(([name, field]) => [name, asParam(field)]);
  return { ...kept, fields: Object.fromEntries(fields) };
}

function within(statement: ts.Node, [first, ...rest]: readonly string[]): ts.Node | undefined {
  if (ts.isInterfaceDeclaration(statement)) {
    return rest.length === 0 && statement.name.text === first ? statement : undefined;
  }
  if (!ts.isModuleDeclaration(statement) || statement.name.text !== first) return undefined;
  const body = statement.body && ts.isModuleBlock(statement.body) ? statement.body.statements : [];
  for (const inner of body) {
    const found = within(inner, rest);
    if (found) return found;
  }
  return undefined;
}

function argumentOf(checker: ts.TypeChecker, type: ts.Type): ts.Type {
  const [argument] = checker.getTypeArguments(type as ts.TypeReference);
  if (argument) return argument;
  throw new Error(`${type.symbol.name} without an argument`);
}

function literalOf(checker: ts.TypeChecker, type: ts.Type, name: string): string | undefined {
  const property = type.getProperty(name);
  const literal = property && checker.getTypeOfSymbol(property);
  return literal?.isStringLiteral() ? literal.value : undefined;
}
