import { z } from 'zod';
import { CHANNELS, TRAFFIC_KINDS } from '#app/domain/catalog/offer.ts';
import { isTarget } from './field-names.ts';

/** Whose requests a channel understands. */
export const CHANNEL_KINDS = ['webhook', 'email', 'vk', 'telegram', 'call'] as const;
export type ChannelKind = (typeof CHANNEL_KINDS)[number];

const MAPPINGS_LIMIT = 40;

/** What a channel adds to what comes by it. */
export const channelSettings = z.object({
  /** Of leads that name none themselves. */
  region: z.string().min(1).max(32),
  channel: z.enum(CHANNELS),
  traffic: z.enum(TRAFFIC_KINDS).nullable(),
  /** The wording that the person sees where they leave their contact, and where that is. */
  consent: z.object({ text: z.string().trim().min(1).max(4_000), url: z.string().max(2_000).nullable() }),
  /** Names of the sender's fields, and what they are here. What is not named is guessed. */
  mapping: z
    .record(z.string().min(1).max(120), z.string().max(80).refine(isTarget, 'target_unknown'))
    .refine((mapping) => Object.keys(mapping).length <= MAPPINGS_LIMIT),
  call: z.object({ leastSeconds: z.int().min(0).max(3_600), takesMissed: z.boolean() }),
  bot: z.object({
    question: z.string().trim().min(1).max(1_000),
    button: z.string().trim().min(1).max(60),
    thanks: z.string().trim().min(1).max(1_000),
  }),
});
export type ChannelSettings = z.output<typeof channelSettings>;

/** What only the seller and the sender know of a channel. */
export type ChannelSecrets = {
  /** The part of the address that says which channel it is. */
  readonly token: string;
  /** What the sender proves itself by, where it can. */
  readonly secret: string;
  /** VK: what it wants to hear when the address is entered. */
  readonly confirmation: string;
};

export type LeadChannel = {
  readonly id: string;
  readonly organisationId: string;
  readonly offerId: string;
  readonly kind: ChannelKind;
  readonly name: string;
  readonly settings: ChannelSettings;
  readonly secrets: ChannelSecrets;
  readonly status: 'active' | 'paused';
  readonly createdAt: Date;
};

export const CHANNELS_LIMIT = 50;

/** Why something that came makes no lead, and none was expected to come of it. */
export const PASSED_OVER = [
  'known_number',
  'missed_call',
  'short_call',
  'outgoing_call',
  'no_number',
] as const;
export type PassedOver = (typeof PASSED_OVER)[number];

export const OUTCOMES = ['taken', 'passed_over', 'refused'] as const;

/** One thing that came by a channel, without the person. */
export type ChannelEvent = {
  readonly id: string;
  readonly outcome: (typeof OUTCOMES)[number];
  readonly code: string | null;
  readonly leadId: string | null;
  readonly isTest: boolean;
  readonly repeats: number;
  readonly at: Date;
};
