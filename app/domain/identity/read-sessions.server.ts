import type { Db } from '#app/platform/platform.server.ts';

/** Where somebody is logged in. */
export type OpenSession = {
  /** Its stored id, which opens nothing. */
  readonly id: string;
  readonly userAgent: string;
  readonly address: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
};

const SHOWN = 50;

/** A person's sessions that still open something, the last used first. */
export function readSessions(db: Db, input: { personId: string; now: Date }): Promise<OpenSession[]> {
  return db.prisma.session.findMany({
    where: { personId: input.personId, expiresAt: { gt: input.now } },
    select: { id: true, userAgent: true, address: true, createdAt: true, lastSeenAt: true },
    orderBy: { lastSeenAt: 'desc' },
    take: SHOWN,
  });
}
