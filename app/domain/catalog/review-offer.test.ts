import { describe, expect, it } from 'vitest';
import type { Offer, OfferTerms } from './offer.ts';
import type { Reference, Trade } from './reference.ts';
import { reviewOffer } from './review-offer.ts';

const NOW = new Date('2026-11-20T12:00:00Z');
const EARLIER = new Date('2026-11-10T12:00:00Z');

/** One niche in one sector. */
function referenceOf(trade: Trade, ofSector: Trade = 'open'): Reference {
  const niche = (code: string, parentCode: string | null, path: string[], its: Trade) => ({
    code,
    parentCode,
    name: {},
    profitRubThousand: null,
    profitAssumed: true,
    peakMonths: [],
    questions: [],
    feeBasisPoints: 1_000,
    trade: its,
    path,
  });
  return {
    niches: new Map([
      ['legal', niche('legal', null, ['legal'], ofSector)],
      ['legal.family', niche('legal.family', 'legal', ['legal.family', 'legal'], trade)],
    ]),
    regions: new Map(),
    citiesByRegion: new Map(),
    timezones: new Set(),
    sellerFees: new Map(),
  };
}

const TERMS: OfferTerms = {
  niche: 'legal.family',
  regions: ['UA', 'HU'],
  askMinor: 30_000n,
  currency: 'UAH',
  exclusivity: 'exclusive',
  maxSells: 1,
  targetAction: 'contact',
  channels: ['form'],
  landingUrl: null,
  traffic: ['search'],
  languages: ['uk'],
  consentText: 'I agree to be called.',
  disputeWindowHours: 120,
  dailyVolume: null,
  status: 'active',
};
const terms = (more: Partial<OfferTerms> = {}): OfferTerms => ({ ...TERMS, ...more });

const NEVER = { submittedAt: null, reason: null, reviewedAt: null };
const LET_IN = { submittedAt: EARLIER, reason: null, reviewedAt: EARLIER };
const SENT_BACK = { submittedAt: EARLIER, reason: 'Say who calls.', reviewedAt: EARLIER };

const offer = (more: Partial<Offer> = {}): Offer => ({
  ...TERMS,
  id: 'offer_1',
  organisationId: 'org_1',
  review: NEVER,
  createdAt: EARLIER,
  ...more,
});

function review(input: {
  trade?: Trade;
  ofSector?: Trade;
  seller?: 'waiting' | 'approved' | 'refused';
  before?: Offer | null;
  terms?: Partial<OfferTerms>;
}) {
  return reviewOffer({
    reference: referenceOf(input.trade ?? 'open', input.ofSector),
    seller: input.seller ?? 'approved',
    before: input.before ?? null,
    terms: terms(input.terms),
    now: NOW,
  });
}

describe('a new offer that is to be active', () => {
  it('is active where seller and niche need no look', () => {
    expect(review({})).toEqual({ status: 'active', review: NEVER });
  });

  it.each([
    ['its seller was not looked at yet', { seller: 'waiting' }],
    ['its niche is looked at first', { trade: 'reviewed' }],
    ['the sector of its niche is looked at first', { ofSector: 'reviewed' }],
  ] as const)('waits for a moderator where %s', (_why, where) => {
    expect(review(where)).toEqual({ status: 'review', review: { ...NEVER, submittedAt: NOW } });
  });

  it.each([
    { trade: 'forbidden' },
    { ofSector: 'forbidden' },
    { trade: 'forbidden', terms: { status: 'draft' } },
  ] as const)('is refused in a niche that is not traded: %o', (where) => {
    expect(() => review(where)).toThrow('niche_forbidden');
  });

  it('is refused of a seller who was refused, who may still keep a draft', () => {
    expect(() => review({ seller: 'refused' })).toThrow('seller_refused');
    expect(() => review({ seller: 'refused', terms: { status: 'review' } })).toThrow('seller_refused');
    expect(review({ seller: 'refused', terms: { status: 'draft' } }).status).toBe('draft');
  });

  it('stays a draft, and can be sent to be looked at though nobody asks for it', () => {
    expect(review({ trade: 'reviewed', terms: { status: 'draft' } })).toEqual({
      status: 'draft',
      review: NEVER,
    });
    expect(review({ terms: { status: 'review' } }).status).toBe('review');
  });
});

describe('an active offer of a niche that is looked at first', () => {
  const before = offer({ status: 'active', review: LET_IN });

  it.each([
    ['the ask', { askMinor: 99_000n }],
    ['exclusivity', { exclusivity: 'shared', maxSells: 3 }],
    ['the dispute window', { disputeWindowHours: 240 }],
    ['the daily volume', { dailyVolume: 10 }],
    ['the order of the regions', { regions: ['HU', 'UA'] }],
  ] as const)('stays active when %s changes', (_what, change) => {
    expect(review({ trade: 'reviewed', before, terms: change })).toEqual({
      status: 'active',
      review: LET_IN,
    });
  });

  it.each([
    ['the regions', { regions: ['UA'] }],
    ['the target action', { targetAction: 'call' }],
    ['the channels', { channels: ['form', 'quiz'] }],
    ['the landing page', { landingUrl: 'https://example.com' }],
    ['the traffic', { traffic: ['sms'] }],
    ['the consent text', { consentText: 'I agree to everything.' }],
  ] as const)('is looked at again when %s change', (_what, change) => {
    expect(review({ trade: 'reviewed', before, terms: change })).toEqual({
      status: 'review',
      review: { ...NEVER, submittedAt: NOW },
    });
  });

  it('stays active when its niche is looked at first only since then', () => {
    const active = offer({ status: 'active' });
    expect(review({ trade: 'reviewed', before: active, terms: { askMinor: 1n } }).status).toBe('active');
    expect(review({ trade: 'reviewed', before: { ...active, status: 'paused' } }).status).toBe('review');
  });
});

describe('an offer of a niche that is open', () => {
  it('stays active whatever changes, once its seller was let in', () => {
    const change = { regions: ['UA'], consentText: 'I agree to something else.' };
    expect(review({ before: offer(), terms: change }).status).toBe('active');
    expect(review({ seller: 'waiting', before: offer(), terms: change }).status).toBe('review');
  });
});

describe('a paused offer', () => {
  it('goes on at once when it was let in and is the same', () => {
    const before = offer({ status: 'paused', review: LET_IN });
    expect(review({ trade: 'reviewed', before })).toEqual({ status: 'active', review: LET_IN });
  });

  it('loses what was said of it as soon as it changes, and is looked at again', () => {
    const change = { regions: ['UA'], status: 'paused' } as const;
    const changed = review({
      trade: 'reviewed',
      before: offer({ status: 'paused', review: LET_IN }),
      terms: change,
    });
    expect(changed).toEqual({ status: 'paused', review: NEVER });
    const before = offer({ ...change, review: changed.review });
    expect(review({ trade: 'reviewed', before, terms: { regions: ['UA'] } }).status).toBe('review');
  });

  it('does not go on in a niche that is no longer traded, where an active one can be paused', () => {
    expect(() => review({ trade: 'forbidden', before: offer({ status: 'paused' }) })).toThrow(
      'niche_forbidden',
    );
    expect(review({ trade: 'forbidden', before: offer(), terms: { status: 'paused' } }).status).toBe(
      'paused',
    );
  });
});

describe('an offer that waits to be looked at', () => {
  const waiting = offer({ status: 'review', review: { ...NEVER, submittedAt: EARLIER } });

  it('keeps its place when it is asked for again, and loses it when it changes', () => {
    expect(review({ trade: 'reviewed', before: waiting })).toEqual({
      status: 'review',
      review: waiting.review,
    });
    expect(
      review({ trade: 'reviewed', before: waiting, terms: { regions: ['UA'] } }).review.submittedAt,
    ).toBe(NOW);
  });

  it('can be taken back but not paused', () => {
    expect(review({ before: waiting, terms: { status: 'draft' } }).status).toBe('draft');
    expect(() => review({ before: waiting, terms: { status: 'paused' } })).toThrow('offer_status_not_yours');
  });

  it('is active once neither its seller nor its niche needs a look', () => {
    expect(review({ before: waiting }).status).toBe('active');
  });
});

describe('an offer that was sent back', () => {
  const sentBack = offer({ status: 'draft', review: SENT_BACK });

  it('keeps saying why while its seller mends it', () => {
    const mended = review({
      before: sentBack,
      terms: { status: 'draft', consentText: 'Birja Ltd calls me.' },
    });
    expect(mended).toEqual({
      status: 'draft',
      review: { submittedAt: null, reason: SENT_BACK.reason, reviewedAt: null },
    });
  });

  it('is looked at again, changed or not, though its seller was let in meanwhile', () => {
    for (const change of [{}, { regions: ['UA'] }]) {
      const again = review({ before: sentBack, terms: change });
      expect(again).toEqual({
        status: 'review',
        review: { submittedAt: NOW, reason: SENT_BACK.reason, reviewedAt: null },
      });
      const takenBack = review({
        before: offer({ ...change, status: 'review', review: again.review }),
        terms: { ...change, status: 'draft' },
      });
      const before = offer({ ...change, status: 'draft', review: takenBack.review });
      expect(review({ before, terms: change }).status, 'taken back and asked for once more').toBe('review');
    }
  });
});
