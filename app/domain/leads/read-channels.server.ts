import type { Db } from '#app/platform/platform.server.ts';
import { toChannel } from './channel-row.server.ts';
import { CHANNELS_LIMIT, type ChannelEvent, type LeadChannel } from './channels/channel.ts';
import { tokenHashOf } from './create-channel.server.ts';

const EVENTS_SHOWN = 50;

/** The channels of an offer, newest first. */
export async function readChannels(
  db: Db,
  input: { organisationId: string; offerId: string },
): Promise<LeadChannel[]> {
  const rows = await db.prisma.leadChannel.findMany({
    where: { ...input, deletedAt: null },
    orderBy: { id: 'desc' },
    take: CHANNELS_LIMIT,
  });
  return rows.map((row) => toChannel(db, row));
}

/** One channel of the organisation, or null. */
export async function readChannel(
  db: Db,
  input: { organisationId: string; channelId: string },
): Promise<LeadChannel | null> {
  const { channelId: id, organisationId } = input;
  const row = await db.prisma.leadChannel.findFirst({ where: { id, organisationId, deletedAt: null } });
  return row && toChannel(db, row);
}

/** The channel of an address, whoever's it is, and whether its seller may trade; null where there is none. */
export async function readChannelAt(
  db: Db,
  input: { token: string },
): Promise<{ channel: LeadChannel; isBlocked: boolean } | null> {
  const row = await db.prisma.leadChannel.findUnique({
    where: { tokenHash: tokenHashOf(db, input.token), deletedAt: null },
    include: { organisation: { select: { blockedAt: true } } },
  });
  return row && { channel: toChannel(db, row), isBlocked: row.organisation.blockedAt !== null };
}

/** What came by a channel lately, newest first. */
export async function readChannelEvents(db: Db, input: { channelId: string }): Promise<ChannelEvent[]> {
  const rows = await db.prisma.channelEvent.findMany({
    where: { channelId: input.channelId },
    orderBy: { id: 'desc' },
    take: EVENTS_SHOWN,
  });
  return rows.map(({ id, outcome, code, leadId, test, repeats, at }) => ({
    id,
    outcome: outcome as ChannelEvent['outcome'],
    code,
    leadId,
    isTest: test,
    repeats,
    at,
  }));
}
