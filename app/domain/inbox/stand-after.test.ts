import { describe, expect, it } from 'vitest';
import { type Act, standAfter } from './stand-after.ts';
import { OUTCOMES, type Outcome, type Standing, UNTOUCHED } from './work.ts';

const NOW = new Date('2026-11-23T10:30:00Z');
const LATER = new Date('2026-11-23T15:00:00Z');
const MORNING = new Date('2026-11-24T07:00:00Z');
const IN_TWO_HOURS = new Date('2026-11-23T12:30:00Z');
const CLOCK = { now: NOW, timezone: 'Europe/Kyiv' };

const act = (outcome: Outcome, more: Partial<Act> = {}): Act => ({
  personId: 'pers_1',
  channel: 'call',
  outcome,
  junkReason: outcome === 'junk' ? 'wrong_contact' : null,
  nextAction: null,
  nextAt: null,
  ...more,
});
const refusal = (code: string) => expect.objectContaining({ code });

describe('where a lead stands after an act', () => {
  it.each<[Outcome, Partial<Act>, Partial<Standing>]>([
    ['reached', {}, { state: 'reached', nextAction: 'call', nextAt: MORNING }],
    ['reached', { channel: 'email' }, { state: 'reached', nextAction: 'email', nextAt: MORNING }],
    ['reached', { nextAt: LATER, nextAction: 'message' }, { nextAction: 'message', nextAt: LATER }],
    ['no_answer', {}, { state: 'no_answer', nextAction: 'call', nextAt: IN_TWO_HOURS }],
    ['callback', { nextAt: LATER }, { state: 'callback', nextAction: 'call', nextAt: LATER }],
    ['meeting', { nextAt: LATER }, { state: 'meeting', nextAction: 'meeting', nextAt: LATER }],
    ['won', { nextAt: LATER }, { state: 'won', nextAction: null, nextAt: null }],
    ['lost', {}, { state: 'lost', nextAction: null, nextAt: null }],
    ['junk', {}, { state: 'junk', junkReason: 'wrong_contact', nextAction: null, nextAt: null }],
  ])('%s %o', (outcome, more, expected) => {
    expect(standAfter(UNTOUCHED, act(outcome, more), CLOCK)).toMatchObject({
      ...expected,
      attemptCount: 1,
      firstTriedAt: NOW,
      ownerId: 'pers_1',
    });
  });

  it('a note tries nothing and keeps what is planned', () => {
    const before: Standing = {
      ...UNTOUCHED,
      state: 'callback',
      ownerId: 'pers_2',
      nextAction: 'call',
      nextAt: LATER,
      attemptCount: 2,
      firstTriedAt: new Date(0),
    };
    expect(standAfter(before, act('note'), CLOCK)).toEqual(before);
    expect(standAfter(before, act('note', { nextAt: MORNING }), CLOCK)).toEqual({
      ...before,
      nextAction: 'call',
      nextAt: MORNING,
    });
    expect(standAfter(UNTOUCHED, act('note'), CLOCK)).toEqual({ ...UNTOUCHED, ownerId: 'pers_1' });
  });

  it('a note opens nothing that is closed', () => {
    const lost: Standing = {
      ...UNTOUCHED,
      state: 'lost',
      ownerId: 'pers_2',
      attemptCount: 1,
      firstTriedAt: NOW,
    };
    expect(standAfter(lost, act('note', { nextAt: LATER }), CLOCK)).toEqual(lost);
  });

  it('counts tries and keeps the first of them and the owner', () => {
    const first = standAfter(UNTOUCHED, act('no_answer'), CLOCK);
    const second = standAfter(first, act('reached', { personId: 'pers_2' }), { ...CLOCK, now: LATER });
    expect(second).toMatchObject({ attemptCount: 2, firstTriedAt: NOW, ownerId: 'pers_1' });
  });

  it('opens again who was junk, and forgets why', () => {
    const junk = standAfter(UNTOUCHED, act('junk'), CLOCK);
    expect(standAfter(junk, act('reached'), CLOCK)).toMatchObject({ state: 'reached', junkReason: null });
  });

  it('proposes no seventh try', () => {
    let standing: Standing = UNTOUCHED;
    for (let tries = 0; tries < 6; tries += 1) standing = standAfter(standing, act('no_answer'), CLOCK);
    expect(standing).toMatchObject({ state: 'no_answer', attemptCount: 6, nextAction: null, nextAt: null });
  });

  it('leaves every lead that is open with an owner and a dated step', () => {
    for (const outcome of OUTCOMES.filter((one) => !['won', 'lost', 'junk', 'note'].includes(one))) {
      const standing = standAfter(UNTOUCHED, act(outcome, { nextAt: LATER }), CLOCK);
      expect(standing.ownerId, outcome).not.toBeNull();
      expect(standing.nextAt, outcome).not.toBeNull();
    }
  });

  it.each<[string, Act, string]>([
    ['a callback without a time', act('callback'), 'next_time_needed'],
    ['a meeting without a time', act('meeting'), 'next_time_needed'],
    ['a step in the past', act('reached', { nextAt: new Date(0) }), 'next_time_out_of_range'],
    ['a step now', act('callback', { nextAt: NOW }), 'next_time_out_of_range'],
    [
      'a step in years',
      act('callback', { nextAt: new Date('2029-01-01T00:00:00Z') }),
      'next_time_out_of_range',
    ],
    ['junk without a reason', act('junk', { junkReason: null }), 'junk_reason_needed'],
  ])('is refused for %s', (_what, given, code) => {
    expect(() => standAfter(UNTOUCHED, given, CLOCK)).toThrow(refusal(code));
  });
});
