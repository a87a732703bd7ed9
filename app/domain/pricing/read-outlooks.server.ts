import type { Db } from '#app/platform/platform.server.ts';

export type Outlook = {
  readonly id: string;
  readonly nicheCode: string;
  readonly regionCode: string;
  readonly createdAt: Date;
  readonly endedAt: Date | null;
  readonly mailedAt: Date | null;
};

const LIMIT = 50;
const SHOWN = {
  id: true,
  nicheCode: true,
  regionCode: true,
  createdAt: true,
  endedAt: true,
  mailedAt: true,
} as const;

/** The markets that a person is told of each month, the latest first. */
export function readOutlooks(db: Db, input: { personId: string }): Promise<Outlook[]> {
  return db.prisma.outlookSubscription.findMany({
    where: { personId: input.personId, endedAt: null },
    select: SHOWN,
    orderBy: { id: 'desc' },
    take: LIMIT,
  });
}

/** One by its id, whoever's it is, or null: for who holds its signed link. */
export function readOutlookById(db: Db, input: { subscriptionId: string }): Promise<Outlook | null> {
  return db.prisma.outlookSubscription.findUnique({ where: { id: input.subscriptionId }, select: SHOWN });
}
