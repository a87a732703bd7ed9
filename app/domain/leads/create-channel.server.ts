import { randomBytes } from 'node:crypto';
import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { newId } from '#app/kernel/ids.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import { lookupHash } from '#app/platform/crypto.server.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { sealSecrets } from './channel-row.server.ts';
import { CHANNELS_LIMIT, type ChannelKind, type ChannelSettings } from './channels/channel.ts';

const TOKEN_BYTES = 24;

/**
 * Opens a way in for the leads of an offer. Its address holds a token of 192 random bits, which is stored sealed and looked up
 * by a keyed hash.
 * @param input.confirmation what VK wants to hear when the address is entered; empty for others
 * @returns the channel's id
 * @throws Refusal `channels_limit`, `offer_id_unknown`
 */
export async function createChannel(
  db: Db,
  input: Actor & {
    organisationId: string;
    offerId: string;
    kind: ChannelKind;
    name: string;
    settings: ChannelSettings;
    confirmation: string;
    now: Date;
  },
): Promise<string> {
  const { organisationId, offerId, kind, settings, confirmation, now } = input;
  const id = newId('chan', now.getTime());
  const [token, secret] = [0, 1].map(() => randomBytes(TOKEN_BYTES).toString('base64url')) as [
    string,
    string,
  ];
  await db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisationId} FOR NO KEY UPDATE`;
    const owned = await tx.leadChannel.count({ where: { organisationId, deletedAt: null } });
    if (owned >= CHANNELS_LIMIT) throw new Refusal('channels_limit', { limit: CHANNELS_LIMIT });
    if (!(await tx.offer.findFirst({ where: { id: offerId, organisationId } })))
      throw new Refusal('offer_id_unknown');
    await tx.leadChannel.create({
      data: {
        id,
        organisationId,
        offerId,
        kind,
        name: input.name,
        tokenHash: tokenHashOf(db, token),
        sealed: sealSecrets(db, id, { token, secret, confirmation }),
        settings,
        status: 'active',
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'channel.created',
      subjectId: id,
      details: { kind, offerId, consent: settings.consent.text },
    });
  });
  return id;
}

/** By what an address is found. */
export function tokenHashOf(db: Db, token: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(lookupHash(db.keys.lookup, 'channel', token));
}
