import type { Db } from '#app/platform/platform.server.ts';
import type { Scope } from './api-key.ts';

/** What is known of a key; its text is kept nowhere. */
export type ApiKeyInfo = {
  readonly id: string;
  readonly name: string;
  /** The last letters of its text. */
  readonly hint: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: Date;
  /** Null where a program made it, or nobody knows. */
  readonly madeBy: { readonly name: string; readonly isMember: boolean } | null;
  readonly revokedAt: Date | null;
};

const SHOWN = 200;

/** An organisation's keys, newest first, those in force before those that were revoked. */
export async function readApiKeys(db: Db, input: { organisationId: string }): Promise<ApiKeyInfo[]> {
  const rows = await db.prisma.apiKey.findMany({
    where: { organisationId: input.organisationId },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { id: 'desc' }],
    take: SHOWN,
  });
  const makers = await db.prisma.person.findMany({
    where: { id: { in: [...new Set(rows.flatMap(({ createdBy }) => createdBy ?? []))] } },
    select: {
      id: true,
      name: true,
      memberships: { where: { organisationId: input.organisationId }, select: { id: true } },
    },
  });
  const byId = new Map(
    makers.map(({ id, name, memberships }) => [id, { name, isMember: memberships.length > 0 }]),
  );
  return rows.map(({ id, name, hint, scopes, createdAt, createdBy, revokedAt }) => ({
    id,
    name,
    hint,
    scopes: scopes as Scope[],
    createdAt,
    madeBy: byId.get(createdBy ?? '') ?? null,
    revokedAt,
  }));
}
