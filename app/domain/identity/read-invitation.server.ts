import type { Db } from '#app/platform/platform.server.ts';
import { hashLinkToken } from './link-token.ts';
import type { MemberRole } from './visitor.ts';

/** What who holds the link is shown before they accept. */
export type OpenInvitation = {
  readonly organisationName: string;
  readonly email: string;
  readonly role: MemberRole;
  /** Whether this address logs in already, or is to choose a password. */
  readonly hasAccount: boolean;
};

/** The invitation behind a link; null when it was used, taken back or is too old. */
export async function readInvitation(
  db: Db,
  input: { token: string; now: Date },
): Promise<OpenInvitation | null> {
  const row = await db.prisma.invitation.findFirst({
    where: {
      hash: hashLinkToken(input.token),
      acceptedAt: null,
      revokedAt: null,
      expiresAt: { gt: input.now },
    },
    include: { organisation: true },
  });
  if (!row) return null;
  const person = await db.prisma.person.findUnique({ where: { email: row.email }, select: { id: true } });
  return {
    organisationName: row.organisation.name,
    email: row.email,
    role: row.role as MemberRole,
    hasAccount: person !== null,
  };
}
