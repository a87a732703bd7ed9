import type { Channel, Offer } from '#app/domain/catalog/offer.ts';
import type { DraftSpec, FormSpec } from './form-spec.ts';

export const FORM_KINDS = ['form', 'quiz', 'calculator', 'callback', 'exit'] as const;
export type FormKind = (typeof FORM_KINDS)[number];

/** `draft`: never published, nobody sees it. */
export const FORM_STATUSES = ['draft', 'live', 'paused'] as const;
export type FormStatus = (typeof FORM_STATUSES)[number];

/** As what a lead of the form counts. */
export const CHANNEL_OF: Readonly<Record<FormKind, Channel>> = {
  form: 'form',
  quiz: 'quiz',
  calculator: 'calculator',
  callback: 'callback',
  exit: 'form',
};

/** A form as its seller works on it. */
export type LeadForm = {
  readonly id: string;
  readonly offerId: string;
  readonly kind: FormKind;
  readonly name: string;
  readonly status: FormStatus;
  /** The version that visitors see; 0 before the first. */
  readonly version: number;
  readonly draft: DraftSpec;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

/** A form as a visitor meets it. */
export type ShownForm = {
  readonly id: string;
  readonly kind: FormKind;
  readonly version: number;
  readonly spec: FormSpec;
  /** The words that are agreed to, as they stood when the version was published. */
  readonly consentText: string;
  readonly offer: Offer;
};
