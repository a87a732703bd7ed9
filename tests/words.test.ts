import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { CALLS } from '#app/api/calls.ts';
import { COMMON_REFUSALS, KEY_REFUSALS, REFUSALS } from '#app/api/refusals.ts';
import { fieldWords, operationWords, refusalWords, titleWords } from '#app/words/en/api.ts';
import { pageRefusals } from '#app/words/en/refusals.ts';
import { nodesOf, placeOf, readSources, type Source, toSource } from './setup/read-sources.ts';

/**
 * Refusals that never become an answer of their own: a caller that meets one treats it itself, or it tells of a bug and is
 * answered as `internal`.
 */
const INTERNAL_REFUSALS = ['transfer_key_reused'];

/** Attributes and meta fields that a person reads or hears. */
const READ_ALOUD = [
  'aria-label',
  'aria-description',
  'title',
  'alt',
  'placeholder',
  'label',
  'content',
  'description',
  'summary',
];

/** `<meta name=...>` whose content is for machines. */
const MACHINE_META = ['viewport', 'color-scheme', 'theme-color', 'robots', 'referrer'];

/**
 * What reads like a sentence and is none for users. Each entry takes the literal and says whether it stands there:
 * - the invariant of `assert` and `present`, and the message of `new Error`: read by who mends a bug, never answered;
 * - arguments of a logger;
 * - patterns of `new RegExp` and of zod's `regex`.
 */
const FOR_DEVELOPERS: readonly ((
  parent: ts.CallExpression | ts.NewExpression,
  tree: ts.SourceFile,
) => boolean)[] = [
  (call, tree) => /^(assert|present)$/.test(call.expression.getText(tree)),
  (call, tree) =>
    ts.isNewExpression(call) && /^(Type|Range|Syntax)?Error$|^RegExp$/.test(call.expression.getText(tree)),
  (call, tree) => /\blog\.(debug|info|warn|error|fatal)$/.test(call.expression.getText(tree)),
  (call, tree) => /\.regex$/.test(call.expression.getText(tree)),
];

/** A capital, a small letter, and a second word: what an English or Russian sentence looks like. SQL is all capitals. */
const SENTENCE = /^\s*\p{Lu}\p{Ll}.*\s\S*\p{L}{2}/su;
/** A line of a request, shown as it is sent. */
const HEADER = /^[A-Z][A-Za-z-]*: \S/;
const LETTERS = /\p{L}/u;
/** A path or URL, shown as it is typed. */
const ADDRESS = /^\S*\/\S*$/;

/** Folders where words for people would be mistaken for code. Reference data and the catalogue itself are words. */
const SCANNED =
  /^(app\/(?!words\/|sandbox\/words\.mjs|sandbox\/stripe\/words\.mjs)|jobs\/|prisma\/(?!seed\/reference\/))/;

type Found = { place: string; text: string };

function strayWords(source: Source): Found[] {
  const isPage = source.path.endsWith('.tsx');
  return [...nodesOf(source.tree)].flatMap((node) => {
    const text = textOf(node);
    if (text === null || isForMachines(node, source.tree)) return [];
    const isRead =
      isPage && LETTERS.test(text) && !ADDRESS.test(text) && (ts.isJsxText(node) || isReadAloud(node));
    const isSentence =
      !ts.isJsxText(node) && SENTENCE.test(text) && !HEADER.test(text) && !isForDevelopers(node, source.tree);
    return isRead || isSentence ? [{ place: placeOf(source, node), text: text.trim().slice(0, 80) }] : [];
  });
}

/** The words of a literal; of a template its fixed parts. */
function textOf(node: ts.Node): string | null {
  if (ts.isJsxText(node) || ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join('0');
  return null;
}

/** An import's address, a type, or the content of a meta element that no person reads. */
function isForMachines(node: ts.Node, tree: ts.SourceFile): boolean {
  const { parent } = node;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent) || ts.isLiteralTypeNode(parent))
    return true;
  const owner = ts.isJsxAttribute(parent)
    ? parent.parent
    : ts.isPropertyAssignment(parent)
      ? parent.parent
      : null;
  if (owner === null || !nameOf(parent, tree)?.startsWith('content')) return false;
  return new RegExp(`name["']?\\s*[=:]\\s*["'](${MACHINE_META.join('|')})["']`).test(owner.getText(tree));
}

/** A literal given to an attribute, or to a field of a route's meta, that people read. */
function isReadAloud(node: ts.Node): boolean {
  let holder = node.parent;
  while (
    ts.isJsxExpression(holder) ||
    ts.isConditionalExpression(holder) ||
    ts.isParenthesizedExpression(holder)
  )
    holder = holder.parent;
  if (ts.isJsxElement(holder) || ts.isJsxFragment(holder)) return true;
  const name = nameOf(holder, node.getSourceFile());
  return name !== null && READ_ALOUD.includes(name);
}

function nameOf(node: ts.Node, tree: ts.SourceFile): string | null {
  return ts.isJsxAttribute(node) || ts.isPropertyAssignment(node)
    ? node.name.getText(tree).replace(/['"]/g, '')
    : null;
}

function isForDevelopers(node: ts.Node, tree: ts.SourceFile): boolean {
  for (let at: ts.Node = node.parent; !ts.isStatement(at) && !ts.isFunctionLike(at); at = at.parent) {
    if (!ts.isCallExpression(at) && !ts.isNewExpression(at)) continue;
    const call = at;
    if (FOR_DEVELOPERS.some((isMeant) => isMeant(call, tree))) return true;
  }
  return false;
}

const isTest = (path: string) => /\.test\.tsx?$/.test(path);
const sources = readSources();
const product = sources.filter(({ path }) => !isTest(path) && !path.startsWith('tests/'));

describe('words for people', () => {
  it('stand in the catalogue and nowhere else', () => {
    expect(product.filter(({ path }) => SCANNED.test(path)).flatMap(strayWords)).toEqual([]);
  });

  it.each([
    ['a text in a page', 'app/routes/a.tsx', 'export const A = () => <p>Buy leads</p>;'],
    ['a text in braces', 'app/routes/a.tsx', "export const A = () => <p>{'buy'}</p>;"],
    [
      'a choice of texts',
      'app/routes/a.tsx',
      "export const A = ({ on }: any) => <p>{on ? 'on' : 'off'}</p>;",
    ],
    ['a label', 'app/ui/a.tsx', 'export const A = () => <input aria-label="search" />;'],
    ['a title of a page', 'app/routes/a.tsx', "export const meta = () => [{ title: 'Market' }];"],
    [
      'a description for search engines',
      'app/root.tsx',
      'export const A = () => <meta name="description" content="Leads" />;',
    ],
    ['a sentence in a call', 'app/api/a.ts', "export const a = { detail: 'The lead is gone' };"],
    ['a sentence with a value', 'jobs/a.ts', `export const a = (n: number) => \`Sold \${n} leads\`;`],
    ['a sentence in Russian', 'app/domain/leads/a.ts', "export const a = 'Лид продан';"],
  ])('are seen as %s', (_what, path, text) => {
    expect(strayWords(toSource(path, text))).toHaveLength(text.includes('?') ? 2 : 1);
  });

  it.each([
    ['an invariant', "assert(x, 'A lead has an ask');"],
    ['an error', `throw new Error(\`Broken thing \${x}\`);`],
    ['a log line', "db.log.error({ err }, 'Connection lost twice');"],
    ['SQL', "db.query('SELECT Id FROM lead WHERE x');"],
    ['a header', "reply.header('Content-Type', 'Bearer');"],
    ['a line of a request', "const a = 'Authorization: Bearer key';"],
    ['an address', `const a = <p>{\`\${url}/openapi.json\`}</p>;`],
    ['a version', "const a = 'PostgreSQL 18.0';"],
    ['a meta element for browsers', 'const a = <meta name="viewport" content="width=device-width" />;'],
    ['a class name', 'const a = <p className="flex gap">{x}</p>;'],
    ['a number', 'const a = <p>{x} / 3 %</p>;'],
  ])('are not mistaken for %s', (_what, text) => {
    expect(strayWords(toSource('app/ui/a.tsx', text))).toEqual([]);
  });
});

const codes = Object.keys(REFUSALS);

describe('codes', () => {
  it('of refusals have words, and words belong to a refusal', () => {
    expect(Object.keys(refusalWords).sort()).toEqual([...codes].sort());
    const params = { niche: 'n', region: 'r', limit: 1 };
    for (const [code, say] of Object.entries(refusalWords)) expect(say(params), code).toMatch(/^\S.*\S$/s);
  });

  it('of statuses have a title', () => {
    const statuses = [...new Set(Object.values(REFUSALS).map(({ status }) => status))];
    expect(Object.keys(titleWords).map(Number).sort()).toEqual(statuses.sort());
  });

  it('of operations have words, and words belong to a call', () => {
    expect(Object.keys(operationWords).sort()).toEqual(CALLS.map(({ operation }) => operation).sort());
  });

  it('that a call may refuse with are known', () => {
    const named = CALLS.flatMap(({ operation, refusals }) => refusals.map((code) => ({ operation, code })));
    expect(named.filter(({ code }) => !codes.includes(code))).toEqual([]);
    expect([...COMMON_REFUSALS, ...KEY_REFUSALS].filter((code) => !codes.includes(code))).toEqual([]);
  });

  it('that are thrown have an answer, or are internal', () => {
    const thrown = product.filter(({ path }) => path.startsWith('app/')).flatMap(refusalsThrownIn);
    expect(thrown.length).toBeGreaterThan(20);
    const answered = [...codes, ...Object.keys(pageRefusals), ...INTERNAL_REFUSALS];
    expect(thrown.filter(({ code }) => !answered.includes(code))).toEqual([]);
  });

  it('that are internal are thrown and have no answer', () => {
    const thrown = new Set(product.flatMap(refusalsThrownIn).map(({ code }) => code));
    expect(INTERNAL_REFUSALS.filter((code) => !thrown.has(code) || codes.includes(code))).toEqual([]);
  });

  it('that only pages answer are thrown', () => {
    const thrown = new Set(product.flatMap(refusalsThrownIn).map(({ code }) => code));
    expect(Object.keys(pageRefusals).filter((code) => !thrown.has(code))).toEqual([]);
  });

  it('that have an answer are used', () => {
    const used = new Set(
      product
        .filter(({ path }) => path.startsWith('app/') && !/^app\/(api\/refusals|words\/)/.test(path))
        .flatMap(({ tree }) =>
          [...nodesOf(tree)].flatMap((node) => (ts.isStringLiteral(node) ? [node.text] : [])),
        ),
    );
    expect(codes.filter((code) => !used.has(code))).toEqual([]);
  });

  it('that a schema refuses a field with have words', () => {
    const given = product.filter(({ path }) => path.startsWith('app/api/')).flatMap(fieldCodesIn);
    expect(given.length).toBeGreaterThan(3);
    expect(given.filter(({ code }) => !Object.hasOwn(fieldWords, code))).toEqual([]);
  });
});

/** Codes of `new Refusal(...)`; one that is computed is seen as what it is computed from. */
function refusalsThrownIn(source: Source): { place: string; code: string }[] {
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (!ts.isNewExpression(node) || node.expression.getText(source.tree) !== 'Refusal') return [];
    const place = placeOf(source, node);
    return node.arguments?.[0]
      ? literalsOf(node.arguments[0], source.tree).map((code) => ({ place, code }))
      : [];
  });
}

function literalsOf(node: ts.Expression, tree: ts.SourceFile): string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isConditionalExpression(node))
    return [...literalsOf(node.whenTrue, tree), ...literalsOf(node.whenFalse, tree)];
  return [node.getText(tree)];
}

/** The second argument of `.refine` is the code that the field's error carries. */
function fieldCodesIn(source: Source): { place: string; code: string }[] {
  return [...nodesOf(source.tree)].flatMap((node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const [, code] = node.arguments;
    if (node.expression.name.text !== 'refine' || !code) return [];
    return [
      {
        place: placeOf(source, node),
        code: ts.isStringLiteralLike(code) ? code.text : code.getText(source.tree),
      },
    ];
  });
}
