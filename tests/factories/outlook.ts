import { outlookPath } from '#app/domain/pricing/outlook-link.server.ts';
import { subscribeOutlook } from '#app/domain/pricing/subscribe-outlook.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { makePerson } from './people.ts';

/** A market that somebody is told of each month: what its link carries. */
export async function makeOutlookLink(db: Db, nicheCode = 'legal.family'): Promise<string> {
  const { id: personId } = await makePerson(db);
  await subscribeOutlook(db, { personId, nicheCode, regionCode: 'UA-30', currency: 'UAH', now: new Date() });
  const { id } = await db.prisma.outlookSubscription.findFirstOrThrow({ where: { personId } });
  return outlookPath(db, id).replace('/outlook/', '');
}
