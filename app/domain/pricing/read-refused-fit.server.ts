import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import { COLD_START_VERSION } from './cold-start.ts';
import type { FitRefusal } from './judge-fit.ts';
import type { FitMetrics, PriceModel } from './price-model.ts';
import type { SoldCell } from './sold-cells.ts';

/** The newest fit, which was refused. */
export type RefusedFit = {
  readonly version: string;
  readonly fittedAt: Date;
  readonly rows: number;
  readonly metrics: FitMetrics;
  readonly refusedFor: FitRefusal;
  /** What was learned; null where it was not kept, or was learned in a form or on top of a belief that this release does not have. */
  readonly kept: { readonly model: PriceModel; readonly cells: readonly SoldCell[] } | null;
};

type Row = Omit<RefusedFit, 'refusedFor' | 'kept'> & {
  refusedFor: FitRefusal | null;
  model: PriceModel | null;
  cells: readonly SoldCell[] | null;
};

/** What was learned is a price only on top of the belief that it was learned on, and in the form that this release reads. */
const NEWEST = `SELECT p.id AS version, p.fitted_at AS "fittedAt", p.rows, p.metrics, p.refused_for AS "refusedFor",
    r.model, r.cells
  FROM price_model p LEFT JOIN refused_fit r ON r.version = p.id AND r.belief = $1 AND r.model->>'format' = '2'
  WHERE p.updates IS NULL ORDER BY p.fitted_at DESC, p.accepts IS NULL, p.id DESC LIMIT 1`;

/** The newest fit, where that was refused and nobody accepted it; null where the newest is published or none is there. */
export async function readRefusedFit(db: Queryable): Promise<RefusedFit | null> {
  const { rows } = await db.query<Row>(NEWEST, [COLD_START_VERSION]);
  const [newest] = rows;
  if (!newest || newest.refusedFor === null) return null;
  const { version, fittedAt, metrics, refusedFor, model, cells } = newest;
  return {
    version,
    fittedAt,
    rows: newest.rows,
    metrics,
    refusedFor,
    kept: model && { model, cells: cells ?? [] },
  };
}

/**
 * A refused fit as one that may yet be published.
 * @throws Refusal `fit_accepted` when it was, `fit_overtaken` when a newer one was published, `fit_not_newest` when a newer one was
 *   refused too, `fit_unknown` when no fit of that name was refused, `fit_not_kept` when what it learned is not there any more or is not
 *   of this release
 */
export async function readAcceptableFit(
  db: Queryable,
  version: string,
): Promise<RefusedFit & { readonly kept: NonNullable<RefusedFit['kept']> }> {
  const newest = await readRefusedFit(db);
  if (newest?.version !== version) {
    const { rows } = await db.query<{ accepted: boolean }>(
      `SELECT EXISTS (SELECT FROM price_model a WHERE a.accepts = p.id) AS accepted FROM price_model p
       WHERE p.id = $1 AND p.updates IS NULL AND p.refused_for IS NOT NULL`,
      [version],
    );
    const [known] = rows;
    if (!known) throw new Refusal('fit_unknown');
    if (known.accepted) throw new Refusal('fit_accepted');
    throw new Refusal(newest ? 'fit_not_newest' : 'fit_overtaken');
  }
  if (!newest.kept) throw new Refusal('fit_not_kept');
  return { ...newest, kept: newest.kept };
}
