import { newId } from '#app/kernel/ids.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { RunFigures } from './price-run.ts';

const KEPT_MS = 90 * DAY_MS;

/**
 * Does a job about prices and keeps when it ran and what came of it; what it throws goes on up, so that it is tried again.
 * A process that dies leaves a run without an end.
 */
export async function recordRun(
  db: Db,
  input: { job: string; now: () => Date },
  work: () => Promise<RunFigures>,
): Promise<void> {
  const { job, now } = input;
  const startedAt = now();
  const id = newId('prun', startedAt.getTime());
  await db.prisma.priceRun.create({ data: { id, job, startedAt } });
  await db.prisma.priceRun.deleteMany({ where: { job, startedAt: { lt: after(startedAt, -KEPT_MS) } } });
  const end = (of: { outcome: 'done'; figures: object } | { outcome: 'failed'; code: string }) =>
    db.prisma.priceRun.update({ where: { id }, data: { ...of, endedAt: now() } });
  const figures = await work().catch(async (error: unknown) => {
    await end({ outcome: 'failed', code: codeOf(error) });
    throw error;
  });
  await end({ outcome: 'done', figures });
}

/** The code and not the message: messages may quote what they were about. */
function codeOf(error: unknown): string {
  const { code, name } = error as { code?: string; name?: string };
  return String(code ?? name ?? 'unknown');
}
