import { createHmac } from 'node:crypto';
import { type Adapter, type DatabaseSession, Lucia, TimeSpan } from 'lucia';
import type { Db } from '#app/platform/platform.server.ts';
import { SESSION_COOKIE, SESSION_DAYS } from './session-terms.ts';

/** What a session holds besides whose it is. */
export type SessionFacts = {
  organisationId: string | null;
  secondFactorAt: Date | null;
  userAgent: string;
  address: string;
  createdAt: Date;
  lastSeenAt: Date;
};

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionFacts>;
    DatabaseSessionAttributes: SessionFacts;
    DatabaseUserAttributes: Record<never, never>;
  }
}

const held = new WeakMap<Db, Lucia<SessionFacts>>();

/** The one place that knows the session library. */
export function sessionsOf(db: Db): Lucia<SessionFacts> {
  const known = held.get(db);
  if (known) return known;
  const made = new Lucia<SessionFacts>(adapterOf(db), {
    sessionExpiresIn: new TimeSpan(SESSION_DAYS, 'd'),
    sessionCookie: { name: SESSION_COOKIE },
    getSessionAttributes: (facts) => facts,
  });
  held.set(db, made);
  return made;
}

/** What a session is stored under: a copy of the table opens no session, because the browser's half is not in it. */
export function storedSessionId(db: Db, token: string): string {
  return createHmac('sha256', db.keys.session).update(token).digest('hex');
}

/** The library knows sessions by what the browser holds; the table by its keyed hash. */
function adapterOf(db: Db): Adapter {
  const { session } = db.prisma;
  return {
    async getSessionAndUser(token) {
      const row = await session.findUnique({
        where: { id: storedSessionId(db, token) },
        include: { person: { select: { id: true, disabledAt: true } } },
      });
      if (!row || row.person.disabledAt) return [null, null];
      const { id: _stored, personId, expiresAt, person: _person, ...attributes } = row;
      return [
        { id: token, userId: personId, expiresAt, attributes },
        { id: personId, attributes: {} },
      ];
    },
    async getUserSessions(personId) {
      const rows = await session.findMany({ where: { personId } });
      return rows.map(({ id, personId: userId, expiresAt, ...attributes }) => ({
        id,
        userId,
        expiresAt,
        attributes,
      }));
    },
    async setSession({ id, userId, expiresAt, attributes }: DatabaseSession) {
      await session.create({
        data: { id: storedSessionId(db, id), personId: userId, expiresAt, ...attributes },
      });
    },
    async updateSessionExpiration(token, expiresAt) {
      await session.updateMany({ where: { id: storedSessionId(db, token) }, data: { expiresAt } });
    },
    async deleteSession(token) {
      await session.deleteMany({ where: { id: storedSessionId(db, token) } });
    },
    async deleteUserSessions(personId) {
      await session.deleteMany({ where: { personId } });
    },
    async deleteExpiredSessions() {
      await session.deleteMany({ where: { expiresAt: { lte: new Date() } } });
    },
  };
}
