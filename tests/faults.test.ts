import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Line, openJournal } from './faults/journal.ts';
import { randomOf } from './faults/random.ts';
import { openRunState, type RunState } from './faults/run-state.ts';
import { planStripeFaults } from './faults/stripe-faults.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'birja-faults-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a run of faults that is killed', () => {
  it('finds what it has noted, and nothing of the line that was being written', () => {
    const file = join(folder, 'journal.jsonl');
    const lines: Line[] = [
      { is: 'paid', session: 'cs_1' },
      { is: 'payout', organisation: 'org_1', amount: '81000' },
    ];
    const first = openJournal(file);
    for (const line of lines) first.note(line);
    first.close();
    appendFileSync(file, '{"is":"paid","session":"cs_2');
    const second = openJournal(file);
    expect(second.past).toEqual(lines);
    second.note({ is: 'paid', session: 'cs_3' });
    second.close();
    const third = openJournal(file);
    expect(third.past).toEqual([...lines, { is: 'paid', session: 'cs_3' }]);
    third.close();
  });

  it('goes on from what was saved last', () => {
    const file = join(folder, 'state.json');
    const begin = () => ({ seed: 7, nextRound: 1, counts: {} }) as unknown as RunState;
    const first = openRunState(file, begin);
    first.state.nextRound = 5;
    first.save();
    first.state.nextRound = 6;
    expect(openRunState(file, begin).state).toMatchObject({ seed: 7, nextRound: 5 });
  });

  it('makes the same choices in a round again, and others in the next', () => {
    const plans = [4, 4, 5].map((round) => planStripeFaults(randomOf(2026, round)));
    expect(plans[0]).toEqual(plans[1]);
    expect(plans[0]).not.toEqual(plans[2]);
  });
});
