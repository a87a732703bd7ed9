import { freshPhone } from './market.ts';

type Body = Record<string, unknown>;

/** A body with every field of its call, by operation: what is valid and, field by field, can be made wrong. */
export const VALID_BODIES: Readonly<Record<string, (ids: { offerId: string }) => Body>> = {
  takeLead: ({ offerId }) => ({
    offer_id: offerId,
    contact: { name: 'Olena', phone: freshPhone(), email: 'olena.koval@gmail.com' },
    region: 'UA-30',
    city: 'Kyiv',
    language: 'uk',
    message: 'Two rooms, near the river',
    attributes: { rooms: 2, note: 'third floor', wishes: ['balcony'], lift: true },
    wanted_within_days: 30,
    budget: { amount_minor: '200000000', currency: 'UAH' },
    decision_maker: true,
    preferred_channel: 'phone',
    photos: ['https://example.com/one.jpg'],
    channel: 'form',
    source: {
      url: 'https://example.com/flats',
      referrer: 'https://search.example/?q=flats',
      campaign: 'autumn',
      traffic: 'search',
      sub_ids: ['a', 'b'],
      utm: { source: 'google' },
      ip: '192.0.2.1',
      user_agent: 'Mozilla/5.0',
    },
    consent: {
      text: 'I agree to be called about my request.',
      url: 'https://example.com/consent',
      given_at: new Date().toISOString(),
    },
    external_id: 'form-1041',
    test: false,
  }),
  createOffer: offerBody,
  updateOffer: offerBody,
  createOrder: orderBody,
  updateOrder: orderBody,
  createEndpoint: () => ({ url: 'https://example.com/hook', events: ['lead.sold'] }),
  updateEndpoint: () => ({ url: 'https://example.com/hook', events: ['lead.sold'], status: 'active' }),
  openDispute: () => ({ reason: 'invalid_phone', detail: 'It does not exist.' }),
  replyToDispute: () => ({ reply: 'contests', detail: 'It answered when we checked it.' }),
  buyListing: () => ({ max_price: { amount_minor: '9000000', currency: 'UAH' } }),
};

function offerBody(): Body {
  return {
    niche: 'property.flat_new',
    regions: ['UA', 'RU-LEN'],
    ask: { amount_minor: '30000', currency: 'UAH' },
    exclusivity: 'exclusive',
    max_sells: 1,
    target_action: 'contact',
    channels: ['form', 'quiz'],
    landing_url: 'https://example.com/flats',
    traffic: ['search', 'social'],
    languages: ['uk', 'ru'],
    consent_text: 'I agree to be called about my request.',
    dispute_window_hours: 120,
    daily_volume: 50,
    status: 'active',
  };
}

function orderBody(): Body {
  return {
    niches: ['property'],
    regions: ['UA', 'RU-LEN'],
    max_price: { amount_minor: '90000', currency: 'UAH' },
    filters: { temperature: ['warm', 'hot'], min_score: 10, languages: ['uk', 'ru'] },
    accept_unknown: true,
    caps: { hour: null, day: 50, week: 300, month: null },
    budget: { day: { amount_minor: '900000', currency: 'UAH' }, month: null, total: null },
    timezone: 'Europe/Kyiv',
    status: 'active',
  };
}
