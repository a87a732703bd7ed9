import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { basename, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { nodesOf, placeOf, ROOT, readSources, type Source, toSource } from './setup/read-sources.ts';

/** Modules from what knows least to what knows most: each may import those before it. */
const MODULES = [
  'audit',
  'notifications',
  'settings',
  'identity',
  'catalog',
  'pricing',
  'billing',
  'leads',
  'imports',
  'forms',
  'exchange',
  'inbox',
  'delivery',
  'privacy',
  'disputes',
  'reputation',
  'casework',
  'papers',
  'reports',
];

/** Billing knows accounts, not products: fees and reasons are handed to it. */
const BILLING_KNOWS = ['audit', 'notifications', 'settings', 'identity'];

/**
 * Built-ins that reach nothing outside the process; all others touch the world and belong into a file that ends in
 * `.server.ts`. Hashes, random ids, checksums and the parts of a URL are calculations.
 */
const PURE_BUILTINS = ['node:crypto', 'node:zlib', 'node:url'];

/** Packages that reach the world: network, database, disk. */
const WORLDLY_PACKAGES = [
  /^pg($|\/)/,
  /^pg-boss$/,
  /^@prisma\//,
  /^undici$/,
  /^fastify$/,
  /^@fastify\//,
  /^@node-rs\//,
];

/** Only the sandbox may; it runs before anything is built, in processes of its own. */
const STARTS_THE_SANDBOX = /^(app\/sandbox|tests)\//;

/** What stands in the root: the shape of the house, then what tools look for there. */
const TOPS = [
  ...['app', 'docs', 'jobs', 'prisma', 'public', 'tests'],
  ...[
    'README.md',
    'package.json',
    'package-lock.json',
    'remix.config.js',
    'vite.config.ts',
    'tsconfig.json',
    'biome.json',
  ],
  ...['vitest.config.ts', 'prisma.config.ts', '.ci', '.git', '.gitignore', '.npmrc'],
];

/** Names that say nothing, under which everything gathers. */
const EMPTY_NAMES = /(^|[-._])(services?|utils?|helpers?|misc|common|index)(\.|$)/i;

type Rule = (sources: readonly Source[]) => string[];

const isTest = (path: string) => path.startsWith('tests/') || /\.test\.tsx?$/.test(path);
const product = (sources: readonly Source[]) => sources.filter(({ path }) => !isTest(path));
const below = (sources: readonly Source[], folder: string) =>
  product(sources).filter(({ path }) => path.startsWith(`${folder}/`));
const moduleOf = (path: string) => /^app\/domain\/([^/]+)\//.exec(path)?.[1] ?? null;

/** Every import of the sources that `breaks`, as `file:line imports what`. */
function imports(
  sources: readonly Source[],
  breaks: (source: Source, one: Source['imports'][number]) => boolean,
): string[] {
  return sources.flatMap((source) =>
    source.imports
      .filter((one) => breaks(source, one))
      .map((one) => `${source.path}:${one.line} imports ${one.specifier}`),
  );
}

function nodes(sources: readonly Source[], breaks: (node: ts.Node) => string | null): string[] {
  return sources.flatMap((source) =>
    [...nodesOf(source.tree)].flatMap((node) => {
      const what = breaks(node);
      return what === null ? [] : [`${placeOf(source, node)} ${what}`];
    }),
  );
}

/** Whether an import leads to the project, and to none of these places. */
const leavesFor = (target: string | null, allowed: readonly string[]) =>
  target !== null && !allowed.some((place) => target.startsWith(place));

const knownModules: Rule = (sources) =>
  [...new Set(sources.map(({ path }) => moduleOf(path)))].filter(
    (module): module is string => module !== null && !MODULES.includes(module),
  );

const moduleOrder: Rule = (sources) =>
  imports(product(sources), (source, { target }) => {
    const [from, to] = [moduleOf(source.path), target && moduleOf(target)];
    if (!from || !to || from === to) return false;
    if (from === 'billing') return !BILLING_KNOWS.includes(to);
    return MODULES.indexOf(to) >= MODULES.indexOf(from);
  });

const kernelKnowsNothing: Rule = (sources) =>
  imports(
    below(sources, 'app/kernel'),
    (_, { target, specifier }) =>
      leavesFor(target, ['app/kernel/']) || (target === null && !isBuiltin(specifier)),
  );

const platformKnowsNoDomain: Rule = (sources) =>
  imports(below(sources, 'app/platform'), (_, { target }) =>
    leavesFor(target, ['app/kernel/', 'app/platform/', 'app/words/']),
  );

const domainKnowsNoCaller: Rule = (sources) =>
  imports(below(sources, 'app/domain'), (_, { target }) =>
    leavesFor(target, ['app/domain/', 'app/kernel/', 'app/platform/', 'app/words/']),
  );

const wordsKnowCodesAlone: Rule = (sources) =>
  imports(
    below(sources, 'app/words'),
    (_, { target, typeOnly }) => target !== null && !target.startsWith('app/words/') && !typeOnly,
  );

const callersOf = (sources: readonly Source[]) =>
  ['app/routes', 'app/api', 'app/forms', 'jobs/handlers'].flatMap((folder) => below(sources, folder));

const callersReachNoDatabase: Rule = (sources) =>
  imports(
    callersOf(sources),
    (_, { specifier, target }) =>
      /^(pg|pg-boss|@prisma\/.*)$/.test(specifier) ||
      /^app\/platform\/(db|queue)\.server\.ts$|^app\/platform\/generated\//.test(target ?? ''),
  );

const RAW = ['$queryRaw', '$queryRawUnsafe', '$executeRaw', '$executeRawUnsafe', '$transaction', 'prisma'];

const callersAskNoDatabase: Rule = (sources) =>
  nodes(callersOf(sources), (node) => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { name } = node.expression;
      if (name.text === 'query' || name.text === 'connect') return `calls .${name.text}()`;
    }
    const isNamed = ts.isPropertyAccessExpression(node) || ts.isBindingElement(node);
    const name = isNamed && ts.isIdentifier(node.name) ? node.name.text : null;
    return name !== null && RAW.includes(name) ? `reaches .${name}` : null;
  });

const appKnowsNoJobs: Rule = (sources) =>
  imports(below(sources, 'app'), (_, { target }) => leavesFor(target, ['app/']));

const nobodyKnowsTheSandbox: Rule = (sources) =>
  imports(
    sources.filter(({ path }) => !STARTS_THE_SANDBOX.test(path)),
    (_, { target }) => target?.startsWith('app/sandbox/') ?? false,
  );

const pureFilesTouchNothing: Rule = (sources) =>
  imports(
    below(sources, 'app/domain').filter(({ path }) => !path.endsWith('.server.ts')),
    (_, { specifier, target, typeOnly }) => {
      if (typeOnly) return false;
      if (target !== null) return /\.server\.ts$|^app\/platform\/generated\//.test(target);
      if (isBuiltin(specifier)) return !PURE_BUILTINS.includes(specifier);
      return WORLDLY_PACKAGES.some((name) => name.test(specifier));
    },
  );

const noCycles: Rule = (sources) => {
  const graph = new Map(
    product(sources).map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, typeOnly }) => (target === null || typeOnly ? [] : [target])),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(' -> '));
    if (done.has(path) || trail.includes(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return cycles;
};

const importsExist: Rule = (sources) => {
  const known = new Set(sources.map(({ path }) => path));
  return imports(sources, (_, { target }) => {
    if (target === null || !/\.(ts|tsx|mjs|js)$/.test(target) || /\/generated\//.test(target)) return false;
    return !known.has(target);
  });
};

const namesSaySomething: Rule = (sources) =>
  sources.map(({ path }) => path).filter((path) => EMPTY_NAMES.test(basename(path)));

const noBarrels: Rule = (sources) =>
  product(sources)
    .filter(
      ({ tree }) =>
        tree.statements.length > 0 &&
        tree.statements.every((one) => ts.isExportDeclaration(one) && one.moduleSpecifier),
    )
    .map(({ path }) => path);

const routesTryNothing: Rule = (sources) =>
  nodes(below(sources, 'app/routes'), (node) => (ts.isTryStatement(node) ? 'tries' : null));

const verbsAreDocumented: Rule = (sources) =>
  product(sources)
    .filter(({ path }) => /^app\/domain\/[^/]+\/[^/]+\.server\.ts$/.test(path))
    .flatMap((source) => {
      const documented = new Map<string, string | null>();
      for (const [name, node] of exportedFunctions(source.tree)) {
        const has = ts.getJSDocCommentsAndTags(node).some(ts.isJSDoc);
        if (has) documented.set(name, null);
        else if (!documented.has(name)) documented.set(name, `${placeOf(source, node)} ${name}`);
      }
      return [...documented.values()].filter((one) => one !== null);
    });

/** Overloads come by one name; the comment on one of them serves all. */
function exportedFunctions(tree: ts.SourceFile): [string, ts.Node][] {
  return tree.statements.flatMap((one): [string, ts.Node][] => {
    const isExported =
      ts.canHaveModifiers(one) &&
      (ts.getModifiers(one) ?? []).some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(one)) return [[one.name?.text ?? 'default', one]];
    if (!ts.isVariableStatement(one)) return [];
    return one.declarationList.declarations.flatMap(({ name, initializer }): [string, ts.Node][] =>
      initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
        ? [[name.getText(tree), one]]
        : [],
    );
  });
}

/** Each rule with a breach of it made up for the purpose: a rule that nothing can break proves nothing. */
const RULES: readonly { says: string; rule: Rule; breach: Readonly<Record<string, string>> }[] = [
  {
    says: 'the domain has no module but those of the list',
    rule: knownModules,
    breach: { 'app/domain/shopping/buy.server.ts': '' },
  },
  {
    says: 'a module imports only modules above it',
    rule: moduleOrder,
    breach: { 'app/domain/leads/take.server.ts': "import type { Sale } from '../exchange/sale.ts';" },
  },
  {
    says: 'billing knows accounts, not products',
    rule: moduleOrder,
    breach: { 'app/domain/billing/charge.server.ts': "import { fee } from '#app/domain/catalog/fee.ts';" },
  },
  {
    says: 'the kernel imports nothing but itself and built-ins',
    rule: kernelKnowsNothing,
    breach: { 'app/kernel/money.ts': "import { z } from 'zod';" },
  },
  {
    says: 'the platform imports only kernel, platform and words',
    rule: platformKnowsNoDomain,
    breach: { 'app/platform/mail.server.ts': "import { Lead } from '../domain/leads/lead.ts';" },
  },
  {
    says: 'the domain imports only domain, kernel, platform and words',
    rule: domainKnowsNoCaller,
    breach: { 'app/domain/leads/take.server.ts': "import { startWork } from '#jobs/start-work.ts';" },
  },
  {
    says: 'words know types at most',
    rule: wordsKnowCodesAlone,
    breach: { 'app/words/en/checks.ts': "import { CHECKS } from '#app/domain/leads/check-result.ts';" },
  },
  {
    says: 'routes, calls and job handlers import no database',
    rule: callersReachNoDatabase,
    breach: { 'app/routes/seller/leads.tsx': "import type { Tx } from '#app/platform/db.server.ts';" },
  },
  {
    says: 'routes, calls and job handlers ask no database',
    rule: callersAskNoDatabase,
    breach: { 'app/api/leads.ts': "export const rows = (db: any) => db.pool.query('SELECT 1');" },
  },
  {
    says: 'no route, call or handler takes Prisma out of its context',
    rule: callersAskNoDatabase,
    breach: { 'jobs/handlers/sold.ts': 'export const sold = ({ prisma }: any) => prisma.sale.findMany();' },
  },
  {
    says: 'the application imports no jobs, seeds or tests',
    rule: appKnowsNoJobs,
    breach: { 'app/server.ts': "import { JOBS } from '../jobs/catalogue.ts';" },
  },
  {
    says: 'nobody but the starter and tests imports the sandbox',
    rule: nobodyKnowsTheSandbox,
    breach: { 'jobs/worker.ts': "import { startPostgres } from '#app/sandbox/postgres.mjs';" },
  },
  {
    says: 'what touches the world ends in .server.ts',
    rule: pureFilesTouchNothing,
    breach: { 'app/domain/leads/lead.ts': "import { readFileSync } from 'node:fs';" },
  },
  {
    says: 'pure rules load nothing that touches the world',
    rule: pureFilesTouchNothing,
    breach: { 'app/domain/leads/lead.ts': "import { readLead } from './read-leads.server.ts';" },
  },
  {
    says: 'no files import each other in a circle',
    rule: noCycles,
    breach: {
      'app/domain/leads/a.ts': "import { b } from './b.ts';",
      'app/domain/leads/b.ts': "import { c } from './c.ts';",
      'app/domain/leads/c.ts': "export { a } from './a.ts';",
    },
  },
  {
    says: 'every import is resolved, so that none escapes these rules',
    rule: importsExist,
    breach: { 'app/domain/leads/a.ts': "import { b } from './nowhere.ts';" },
  },
  {
    says: 'file names say what is inside',
    rule: namesSaySomething,
    breach: { 'app/domain/leads/lead-utils.server.ts': '' },
  },
  {
    says: 'no file is a barrel',
    rule: noBarrels,
    breach: { 'app/domain/leads/all.ts': "export * from './lead.ts';" },
  },
  {
    says: 'routes neither try nor catch',
    rule: routesTryNothing,
    breach: { 'app/routes/public/market.tsx': 'export function loader() { try { ask(); } catch {} }' },
  },
  {
    says: 'every function that the domain offers has a doc comment',
    rule: verbsAreDocumented,
    breach: { 'app/domain/leads/take.server.ts': '// not a doc comment\nexport async function take() {}' },
  },
];

const sources = readSources();

describe('the architecture', () => {
  it('is read from all of the source', () => {
    for (const folder of [
      'app/kernel',
      'app/platform',
      'app/domain',
      'app/api',
      'app/routes',
      'jobs/handlers',
    ]) {
      expect(below(sources, folder), folder).not.toEqual([]);
    }
    expect(sources.flatMap((source) => source.imports).some(({ typeOnly }) => typeOnly)).toBe(true);
  });

  it.each(RULES)('$says', ({ rule, breach }) => {
    expect(rule(sources)).toEqual([]);
    const broken = Object.entries(breach).map(([path, text]) => toSource(path, text));
    expect(rule(broken), 'the rule sees a breach').not.toEqual([]);
  });

  it('lets a module import what stands above it, and types alone from a file of the world', () => {
    const fine = [
      toSource(
        'app/domain/exchange/sell.ts',
        "import type { Lead } from '#app/domain/leads/read-leads.server.ts';",
      ),
      toSource('app/api/sales.ts', 'export const one = (db: any, read: any) => read(db.pool, { query: 1 });'),
    ];
    for (const rule of [moduleOrder, pureFilesTouchNothing, callersAskNoDatabase])
      expect(rule(fine)).toEqual([]);
  });

  it('has nothing in its root but what is documented', () => {
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8').split('\n').filter(Boolean);
    const isIgnored = (name: string) =>
      ignored.some((pattern) =>
        new RegExp(`^${pattern.replace(/\/$/, '').replaceAll('.', '\\.').replaceAll('*', '.*')}$`).test(name),
      );
    expect(readdirSync(ROOT).filter((name) => !TOPS.includes(name) && !isIgnored(name))).toEqual([]);
  });

  it('explains every module on a page of its own', () => {
    const modules = readdirSync(join(ROOT, 'app/domain'));
    const unexplained = modules.filter(
      (module) => !statSync(join(ROOT, 'app/domain', module, 'README.md'), { throwIfNoEntry: false })?.size,
    );
    expect(unexplained).toEqual([]);
  });
});
