import type { Db } from '#app/platform/platform.server.ts';
import { readEmailToken } from './email-tokens.server.ts';

/** Whether the link of a mail still lets somebody choose a new password. */
export async function isResetLinkOpen(db: Db, input: { token: string; now: Date }): Promise<boolean> {
  return (await readEmailToken(db.prisma, { ...input, purpose: 'reset_password' })) !== null;
}
