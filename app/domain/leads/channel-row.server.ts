import { sealSecret, unsealSecret } from '#app/platform/crypto.server.ts';
import type { LeadChannel as Row } from '#app/platform/generated/prisma/client.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { type ChannelSecrets, channelSettings, type LeadChannel } from './channels/channel.ts';

/** A row of the table as the domain speaks of it, with its secrets opened. */
export function toChannel(db: Db, row: Row): LeadChannel {
  const sealed = unsealSecret(db.keys.encryption, Buffer.from(row.sealed), row.id);
  return {
    id: row.id,
    organisationId: row.organisationId,
    offerId: row.offerId,
    kind: row.kind as LeadChannel['kind'],
    name: row.name,
    settings: channelSettings.parse(row.settings),
    secrets: JSON.parse(sealed) as ChannelSecrets,
    status: row.status as LeadChannel['status'],
    createdAt: row.createdAt,
  };
}

/** A channel's secrets as they lie in its row. */
export function sealSecrets(db: Db, channelId: string, secrets: ChannelSecrets): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sealSecret(db.keys.encryption, JSON.stringify(secrets), channelId));
}
