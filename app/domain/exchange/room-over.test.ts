import { describe, expect, it } from 'vitest';
import type { Region } from '#app/domain/catalog/reference.ts';
import { fullRegionsOf, type RoomPart, roomOver } from './room-over.ts';

const PATHS = [
  ['RU'],
  ['RU-MOW', 'RU'],
  ['RU-TA', 'RU'],
  ['kazan', 'RU-TA', 'RU'],
  ['chelny', 'RU-TA', 'RU'],
  ['UA'],
];
const reference = {
  regions: new Map(PATHS.map((path) => [path[0] ?? '', { code: path[0], path } as unknown as Region])),
};

const EARLY = new Date('2026-03-11T00:00:00Z');
const LATE = new Date('2026-04-01T00:00:00Z');
const has = (regionCode: string): RoomPart => ({ regionCode, hasRoom: true, opensAt: null });
const full = (regionCode: string, opensAt: Date | null = null): RoomPart => ({
  regionCode,
  hasRoom: false,
  opensAt,
});

describe('room over a region', () => {
  it.each([
    ['of an order that names it', 'RU-TA', true],
    ['of one for what it lies in', 'kazan', true],
    ['of one for what lies in it', 'RU', true],
    ['of one for a neighbour', 'RU-MOW', false],
    ['of one for another country', 'UA', false],
  ])('is that %s', (_, code, expected) => {
    expect(roomOver(reference, [has('RU-TA')])(code).hasRoom).toBe(expected);
  });

  it('is none where nobody buys, and nobody says when', () => {
    const room = roomOver(reference, []);
    for (const code of [null, 'RU', 'kazan']) expect(room(code)).toEqual({ hasRoom: false, opensAt: null });
  });

  it('opens with the first cap of those that could take its leads', () => {
    const room = roomOver(reference, [full('RU', LATE), full('RU-MOW', EARLY), full('RU-TA')]);
    expect(room(null)).toEqual({ hasRoom: false, opensAt: EARLY });
    expect(room('RU-MOW').opensAt).toEqual(EARLY);
    expect(room('RU').opensAt).toEqual(EARLY);
    expect(room('kazan').opensAt).toEqual(LATE);
  });
});

describe('the full regions of an offer', () => {
  const of = (parts: RoomPart[], places: string[], regions = ['RU']) =>
    [...fullRegionsOf(reference, { regions, places, room: roomOver(reference, parts) })].sort();

  it('are the widest that are full, of those that leads come from', () => {
    expect(of([has('RU-MOW'), full('kazan')], ['kazan', 'chelny', 'RU-MOW'])).toEqual(['RU-TA']);
    expect(of([has('kazan'), full('RU-MOW')], ['kazan', 'chelny', 'RU-MOW'])).toEqual(['RU-MOW', 'chelny']);
    expect(of([full('RU-MOW'), full('RU-TA')], ['kazan', 'RU-MOW'])).toEqual(['RU']);
  });

  it('are not wider than those of the offer, and never outside of them', () => {
    expect(of([], ['kazan', 'RU-MOW'], ['RU-TA'])).toEqual(['RU-TA']);
    expect(of([], ['UA'], ['RU'])).toEqual([]);
  });

  it('are none where an order for all of the country has room', () => {
    expect(of([has('RU'), full('RU-MOW'), full('kazan')], ['kazan', 'RU-MOW', 'RU'])).toEqual([]);
  });

  it('are none where no lead comes from', () => {
    expect(of([has('RU-TA'), full('RU-MOW')], ['kazan'])).toEqual([]);
  });
});
