import { Refusal } from '#app/kernel/refusal.ts';
import type { PrismaTx } from '#app/platform/db.server.ts';
import type { MemberRole } from './visitor.ts';

export type LockedMember = {
  readonly personId: string;
  readonly role: MemberRole;
  /** Whether nobody else could let people in if this one went: an owner who is shut out cannot. */
  readonly isLastOwner: boolean;
};

/**
 * A member of an organisation, whose people stay as they are until the caller's transaction ends: two owners who remove
 * each other come after one another.
 * @throws Refusal `member_unknown`
 */
export async function lockMember(
  tx: PrismaTx,
  input: { organisationId: string; personId: string },
): Promise<LockedMember> {
  const { organisationId, personId } = input;
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
  const members = await tx.membership.findMany({
    where: { organisationId },
    include: { person: { select: { disabledAt: true } } },
  });
  const member = members.find((one) => one.personId === personId);
  if (!member) throw new Refusal('member_unknown');
  const isOtherOwner = members.some(
    (one) => one !== member && one.role === 'owner' && one.person.disabledAt === null,
  );
  return {
    personId,
    role: member.role as MemberRole,
    isLastOwner: member.role === 'owner' && !isOtherOwner,
  };
}
