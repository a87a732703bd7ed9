import { countFormLeads } from '#app/domain/leads/count-form-leads.server.ts';
import { after, DAY_MS } from '#app/kernel/time.ts';
import type { Db } from '#app/platform/platform.server.ts';

/** Of one form on one day (UTC); finished are its leads. */
export type FormFigures = {
  readonly formId: string;
  readonly day: string;
  readonly views: number;
  readonly starts: number;
  readonly finished: number;
};

/** How often forms were seen, begun and finished on each of the last days, today included; days without anything are left out. */
export async function readFormFigures(
  db: Db,
  input: { formIds: readonly string[]; days: number; now: Date },
): Promise<FormFigures[]> {
  const { formIds, days, now } = input;
  const since = new Date(
    after(now, -(days - 1) * DAY_MS)
      .toISOString()
      .slice(0, 10),
  );
  const [counts, finished] = await Promise.all([
    db.prisma.formCount.findMany({ where: { formId: { in: [...formIds] }, day: { gte: since } } }),
    countFormLeads(db.pool, { formIds, since }),
  ]);
  const rows = new Map<string, FormFigures>();
  const rowOf = (formId: string, day: string) =>
    rows.get(`${formId} ${day}`) ?? { formId, day, views: 0, starts: 0, finished: 0 };
  const put = (row: FormFigures) => rows.set(`${row.formId} ${row.day}`, row);
  for (const { formId, day, views, starts } of counts)
    put({ ...rowOf(formId, day.toISOString().slice(0, 10)), views, starts });
  for (const { formId, day, count } of finished) put({ ...rowOf(formId, day), finished: count });
  return [...rows.values()].sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0));
}

/** Days or forms together. */
export function sumFigures(rows: readonly FormFigures[]): Pick<FormFigures, 'views' | 'starts' | 'finished'> {
  return rows.reduce(
    (sum, row) => ({
      views: sum.views + row.views,
      starts: sum.starts + row.starts,
      finished: sum.finished + row.finished,
    }),
    { views: 0, starts: 0, finished: 0 },
  );
}
