import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** One thing a file imports. */
export type Import = {
  readonly specifier: string;
  /** The file of this project that is meant, from the root; null for a package or a built-in. */
  readonly target: string | null;
  /** Types alone: nothing of it is loaded when the program runs. */
  readonly typeOnly: boolean;
  readonly line: number;
};

/** A file as it stands, parsed. */
export type Source = {
  /** From the root, with slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly Import[];
};

const FOLDERS = ['app', 'jobs', 'prisma', 'tests'];
const EXTENSIONS = /\.(ts|tsx|mjs|js)$/;
/** What a tool writes and nobody edits. */
const GENERATED = /^app\/platform\/generated\/|^tests\/\.cache\//;
const ALIAS = /^#(app|jobs|prisma|tests)\//;

/** Every source file of the project, less what is generated. */
export function readSources(): Source[] {
  return FOLDERS.flatMap((folder) => filesBelow(join(ROOT, folder)))
    .map((file) => relative(ROOT, file).replaceAll('\\', '/'))
    .filter((path) => EXTENSIONS.test(path) && !path.endsWith('.d.ts') && !GENERATED.test(path))
    .sort()
    .map((path) => toSource(path, readFileSync(join(ROOT, path), 'utf8')));
}

/** A source of the given text, wherever the text comes from. */
export function toSource(path: string, text: string): Source {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kindOf(path));
  return { path, text, tree, imports: importsOf(path, tree) };
}

/** Every node of the tree, parents first. */
export function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => {
    children.push(child);
  });
  for (const child of children) yield* nodesOf(child);
}

/** `path:line` of a node, as an editor opens it. */
export function placeOf(source: Source, node: ts.Node): string {
  return `${source.path}:${lineOf(source.tree, node)}`;
}

function kindOf(path: string): ts.ScriptKind {
  if (path.endsWith('.tsx')) return ts.ScriptKind.TSX;
  return path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
}

function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile());
}

function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
}

function importsOf(path: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (at: ts.Node, literal: ts.Node | undefined, typeOnly: boolean) => {
    if (!literal || !ts.isStringLiteralLike(literal)) return;
    const specifier = literal.text;
    found.push({ specifier, target: targetOf(path, specifier), typeOnly, line: lineOf(tree, at) });
  };
  for (const node of nodesOf(tree)) {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnly(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false);
  }
  return found;
}

/** `import { type A }` still loads its module where types are stripped and nothing more, so it is no import of types alone. */
function isTypeOnly(node: ts.ImportDeclaration): boolean {
  return node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function targetOf(path: string, specifier: string): string | null {
  if (ALIAS.test(specifier)) return specifier.slice(1);
  if (!specifier.startsWith('.')) return null;
  return posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
}
