import { availableParallelism } from 'node:os';
import type { ImportStatus, LeadImport, Mapping } from '#app/domain/imports/import.ts';
import { present } from '#app/kernel/assert.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { makeOffer, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { type Cell, workbook } from '../factories/sheets.ts';
import { type Installation, startInstallation, stopOnSignal } from '../setup/installation.ts';
import type { Measurement } from './bench.ts';
import { peakMib } from './memory.ts';
import { perSecond, printTable, progress } from './table.ts';

const ROWS = { short: 10_000, long: 100_000 };
/** In every hundred rows: one whose contact stands in the row before, one without consent, one without contact. */
const SPOILT = { double: 10, quarantined: 20, refused: 30 };
const LOOK_AGAIN_MS = 100;
const LIMIT_MS = 1_200_000;
/** When the worker is killed, of the rows that are leads by then. */
const KILLED_AT = 0.4;
const HEAD = [
  'Номер заявки',
  'Имя',
  'Телефон',
  'E-mail',
  'Город',
  'Комментарий',
  'Дата согласия',
  'utm_source',
];
const MAPPING: Omit<Mapping, 'columns'> = {
  hasHead: true,
  dateOrder: 'dmy',
  timezone: 'Europe/Kyiv',
  region: 'UA-30',
  offersWording: true,
};
const COLUMNS: Mapping['columns'] = [
  'external_id',
  'name',
  'phone',
  'email',
  'city',
  'message',
  'consent_at',
  'utm_source',
];

type File = { name: string; prefix: string; content: (rows: Iterable<Cell[]>) => Promise<Buffer> };

const FILES: readonly File[] = [
  {
    name: 'leads.csv',
    prefix: '67',
    content: async (rows) => Buffer.from([...rows].map((row) => row.map(cellText).join(';')).join('\r\n')),
  },
  {
    name: 'leads.xlsx',
    prefix: '50',
    content: (rows) => workbook([{ name: 'Leads', rows }]),
  },
];

function cellText(cell: Cell): string {
  return typeof cell === 'object' ? new Date((cell.days - 25_569) * 86_400_000).toISOString() : String(cell);
}

function* rowsOf(count: number, prefix: string): Generator<Cell[]> {
  yield HEAD;
  const days = Date.now() / 86_400_000 + 25_569 - 1;
  for (let row = 1; row <= count; row += 1) {
    const kind = row % 100;
    const number = kind === SPOILT.double ? row - 1 : row;
    yield [
      `r${row}`,
      `Олена Коваленко ${row}`,
      kind === SPOILT.refused ? '' : Number(`380${prefix}${String(number * 7 + 1_000_000)}`),
      row % 3 === 0 && kind !== SPOILT.refused && kind !== SPOILT.double
        ? `olena.${prefix}.${row}@ukr.net`
        : '',
      'Київ',
      `Шукаю двокімнатну квартиру біля метро, готова подивитися цього тижня. Заявка ${row}`,
      kind === SPOILT.quarantined ? '' : { days },
      'google',
    ];
  }
}

/**
 * An import as large as may be: sent over HTTP, read and worked off by the worker, which is killed in the middle. What it took of
 * time and memory, and whether any row became two leads.
 */
export const measure: Measurement = async ({ short, folder }) => {
  const count = short ? ROWS.short : ROWS.long;
  const installation = await startInstallation({ folder });
  stopOnSignal(installation);
  const { db, close } = await installation.openDb({ maxConnections: 4 });
  const table: string[][] = [];
  const wrong: string[] = [];
  try {
    progress(
      `${availableParallelism()} cores for all processes; fsync on; ${count.toLocaleString('en')} rows`,
    );
    for (const file of FILES) {
      const run = await play({ db, installation, file, count });
      table.push(run.cells);
      wrong.push(...run.wrong);
    }
  } finally {
    await close();
    await installation.stop();
  }
  printTable(
    'Import of a file, the worker killed in the middle',
    [
      'file',
      'MB',
      'sent',
      'read',
      'rows to leads',
      'rate',
      'all verdicts',
      'back after',
      'leads',
      'twice',
      'worker',
      'web',
    ],
    table,
    [
      'worker, web: the most memory each process held (VmHWM), of the worker the larger of before and after it was killed.',
      'Both run as they are shipped, with the flags of the scripts "serve" and "work".',
      'back after: from the kill -9 to the first row that the new worker brings.',
      wrong.length === 0 ? 'Every row became what it had to.' : wrong.join('\n'),
    ],
  );
  if (wrong.length > 0) process.exitCode = 1;
};

type Run = { db: Db; installation: Installation; file: File; count: number };

async function play({ db, installation, file, count }: Run): Promise<{ cells: string[]; wrong: string[] }> {
  const { mapColumns } = await import('#app/domain/imports/map-columns.server.ts');
  const { startImport } = await import('#app/domain/imports/start-import.server.ts');
  const organisationId = await makeOrganisation(db, 'seller');
  const { id: offerId } = await makeOffer(db, organisationId, { channels: ['import'] });
  const { token } = await makePerson(db, { organisationId, role: 'manager' });
  progress(`${file.name}: making it`);
  const content = await file.content(rowsOf(count, file.prefix));

  progress(`${file.name}: sending it`);
  const startMs = performance.now();
  const importId = await send(installation, { token, offerId, name: file.name, content });
  const sentMs = performance.now();
  const look = watcher(db, installation, { organisationId, importId, token });
  await look('mapping');
  const readMs = performance.now();
  const now = new Date();
  const mapping = { ...MAPPING, columns: COLUMNS };
  await mapColumns(db, { organisationId, importId, mapping, test: false, now });
  await startImport(db, { organisationId, importId, actor: 'bench', origin: 'bench', now });

  progress(`${file.name}: working it off`);
  const begunMs = performance.now();
  const before = await look((one) => one.taken >= count * KILLED_AT);
  const workerMib = peakMib(installation.pidOf('worker'));
  const killedMs = performance.now();
  await installation.kill9('worker');
  progress(`${file.name}: killed the worker at ${before.taken.toLocaleString('en')} leads`);
  await installation.restart('worker');
  const atKill = await look((one) => one.taken > 0);
  await look((one) => one.taken > atKill.taken || one.status === 'done');
  const backMs = performance.now();
  const done = await look('done');
  const doneMs = performance.now();
  await untilSettled(db, organisationId);
  const settledMs = performance.now();
  const made = await countLeads(db, organisationId);
  const seconds = (from: number, to: number) => `${((to - from) / 1_000).toFixed(1)} s`;
  const memory = [workerMib, peakMib(installation.pidOf('worker'))].filter((one) => one !== null);
  progress(`${file.name}: done, the worker held ${memory.map((one) => mib(one)).join(', then ')}`);
  return {
    cells: [
      file.name,
      (content.length / 1_048_576).toFixed(1),
      seconds(startMs, sentMs),
      seconds(sentMs, readMs),
      seconds(begunMs, doneMs),
      perSecond((count / (doneMs - begunMs)) * 1_000),
      seconds(begunMs, settledMs),
      seconds(killedMs, backMs),
      made.leads.toLocaleString('en'),
      String(made.leads - made.references),
      mib(memory.length > 0 ? Math.max(...memory) : null),
      mib(peakMib(installation.pidOf('web'))),
    ],
    wrong: whatIsWrong(file.name, done, made, count),
  };
}

function mib(value: number | null): string {
  return value === null ? 'not counted' : `${Math.round(value)} MiB`;
}

async function send(
  { url }: Installation,
  { token, offerId, name, content }: { token: string; offerId: string; name: string; content: Buffer },
): Promise<string> {
  const body = new FormData();
  body.append('offer', offerId);
  body.append('file', new Blob([new Uint8Array(content)]), name);
  const response = await fetch(`${url}/sell/import`, {
    method: 'POST',
    headers: { origin: url, cookie: `birja_session=${token}` },
    body,
    redirect: 'manual',
  });
  await response.arrayBuffer();
  const importId = /^\/sell\/import\/(imp_\w+)$/.exec(response.headers.get('location') ?? '')?.[1];
  if (!importId) throw new Error(`the file was answered ${response.status}`);
  return importId;
}

/** Looks until the import stands as asked, and at its page meanwhile, as its seller does. */
function watcher(
  db: Db,
  { url }: Installation,
  of: { organisationId: string; importId: string; token: string },
) {
  return async (asked: ImportStatus | ((one: LeadImport) => boolean)): Promise<LeadImport> => {
    const { readImport } = await import('#app/domain/imports/read-imports.server.ts');
    const deadline = performance.now() + LIMIT_MS;
    for (let looks = 0; ; looks += 1) {
      const one = present(await readImport(db, of), 'the import is there');
      if (typeof asked === 'string' ? one.status === asked : asked(one)) return one;
      if (one.status === 'failed' || one.status === 'cancelled' || performance.now() > deadline)
        throw new Error(`the import is ${one.status}: ${one.reason?.code}`);
      if (looks % 15 === 0)
        await fetch(`${url}/sell/import/${of.importId}`, {
          headers: { cookie: `birja_session=${of.token}` },
        }).then((page) => page.text());
      await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
    }
  };
}

async function untilSettled(db: Db, organisationId: string): Promise<void> {
  const deadline = performance.now() + LIMIT_MS;
  for (;;) {
    const waiting = await db.prisma.lead.count({ where: { organisationId, status: 'validating' } });
    if (waiting === 0) return;
    if (performance.now() > deadline) throw new Error(`${waiting} leads have no verdict`);
    await new Promise((wake) => setTimeout(wake, LOOK_AGAIN_MS));
  }
}

type Made = { leads: number; references: number };

async function countLeads(db: Db, organisationId: string): Promise<Made> {
  const { rows } = await db.pool.query<Made>(
    `SELECT count(*)::int AS leads, count(DISTINCT external_id)::int AS references FROM lead WHERE organisation_id = $1`,
    [organisationId],
  );
  return present(rows[0], 'a count has one row');
}

function whatIsWrong(name: string, done: LeadImport, made: Made, count: number): string[] {
  const each = count / 100;
  const expected = {
    taken: count - 3 * each,
    doubles: each,
    quarantined: each,
    refused: each,
    rowsTotal: count,
  };
  return [
    ...(Object.entries(expected) as [keyof typeof expected, number][]).flatMap(([key, wanted]) =>
      done[key] === wanted ? [] : [`${name}: ${key} is ${done[key]} instead of ${wanted}`],
    ),
    ...(made.leads === expected.taken ? [] : [`${name}: ${made.leads} leads instead of ${expected.taken}`]),
    ...(made.leads === made.references ? [] : [`${name}: some rows became two leads`]),
  ];
}
