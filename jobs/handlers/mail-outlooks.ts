import { mailOutlooks } from '#app/domain/pricing/mail-outlooks.server.ts';
import type { RunFigures } from '#app/domain/pricing/price-run.ts';
import type { JobContext } from '../context.ts';

export function mailDueOutlooks({ db, now }: JobContext): Promise<RunFigures> {
  return mailOutlooks(db, { now: now() });
}
