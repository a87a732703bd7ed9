import { importRows } from '#app/domain/imports/import-rows.server.ts';
import { readFile } from '#app/domain/imports/read-file.server.ts';
import { sweepImports } from '#app/domain/imports/sweep-imports.server.ts';
import { tellOfImport } from '#app/domain/imports/tell-of-import.server.ts';
import type { JobContext } from '../context.ts';

type Job = { importId: string };

/** Takes the files apart. */
export async function readFiles({ db, now }: JobContext, jobs: readonly Job[]): Promise<void> {
  for (const { importId } of jobs) await readFile(db, { importId, now: now() });
}

/** Lets the next rows of the imports become leads. */
export async function importNextRows({ db, now }: JobContext, jobs: readonly Job[]): Promise<void> {
  for (const { importId } of jobs) await importRows(db, { importId, now });
}

/** Tells their senders what became of imports. */
export async function tellOfImports({ db, now }: JobContext, jobs: readonly Job[]): Promise<void> {
  for (const { importId } of jobs) await tellOfImport(db, { importId, now: now() });
}

/** Looks after imports. */
export async function sweepAllImports({ db, now }: JobContext): Promise<void> {
  await sweepImports(db, { now: now() });
}
