import { describe, expect, it } from 'vitest';
import { maskRequest } from './mask-request.ts';

const ROOMS = { key: 'rooms', type: 'integer' as const, min: 1, max: 9, label: { en: 'Rooms' } };

describe('a request that is shown again', () => {
  it('keeps what says nothing of a person', () => {
    const body = {
      region: 'UA-30',
      language: 'uk',
      attributes: { rooms: 2 },
      wanted_within_days: 30,
      budget: { amount_minor: '200000', currency: 'UAH' },
      channel: 'form',
      consent: { given_at: '2026-11-26T10:00:00Z' },
      test: true,
    };
    expect(maskRequest(body, [ROOMS])).toEqual(body);
  });

  it('shows the shape of a contact and nothing else of it', () => {
    const contact = { name: 'Олена K.', phone: '+380 (67) 123-45-67', email: 'a.b@c.ua' };
    expect(maskRequest({ contact }, [])).toEqual({
      contact: { name: '••••• •.', phone: '+••• (••) •••-••-••', email: '•.•@•.••' },
    });
  });

  it.each([
    ['in a field nobody asked for', { phone: '380671234567' }],
    ['as the name of a field', { '380671234567': 'x' }],
    ['as the name of an answer', { attributes: { '380671234567': true } }],
    ['as an answer', { attributes: { rooms: 380671234567 } }],
    ['as a number', { wanted_within_days: 380671234567 }],
    ['in place of an object', { contact: '380671234567' }],
    ['in place of a word', { channel: '380671234567', region: '380671234567', language: 'olena' }],
    ['in a list', { photos: ['380671234567'], source: { sub_ids: ['380671234567', 'olena'] } }],
    ['deep inside', { contact: { phone: { olena: { a: ['380671234567'] } } } }],
    ['instead of the whole', '380671234567'],
  ])('hides a contact that stands %s', (_where, body) => {
    expect(JSON.stringify(maskRequest(body, [ROOMS]))).not.toMatch(/380671234567|olena/);
  });
});
