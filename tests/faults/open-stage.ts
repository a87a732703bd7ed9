import { join } from 'node:path';
import pg from 'pg';
import { startInstallation, stopOnSignal } from '../setup/installation.ts';
import { openBanks } from './banks.ts';
import { openCards } from './cards.ts';
import { openClock } from './clock.ts';
import { openInbox } from './inbox.ts';
import { openJournal } from './journal.ts';
import { openLeadFlow } from './lead-flow.ts';
import { makeMarket } from './market.ts';
import { openPayouts } from './payouts.ts';
import { randomOf } from './random.ts';
import { counterOf, type Run } from './run-state.ts';
import type { Stage } from './stage.ts';
import { openTopUps } from './top-ups.ts';

const LEADS_PER_SECOND = 6;
const TOP_UPS_PER_SECOND = 1.5;
const PAYOUTS_PER_SECOND = 0.7;
const CARD_ACTS_PER_SECOND = 1.2;
const BANK_ACTS_PER_SECOND = 0.4;

/** Positions of the seed that no round has. */
const POSITIONS = { leads: -1, topUps: -2, payouts: -3, cards: -5, banks: -6 };

/** Starts the product in a folder, or starts it again, with all that flows through it. */
export async function openStage(
  folder: string,
  run: Run,
): Promise<{ stage: Stage; close: () => Promise<void> }> {
  const { state, save } = run;
  const journal = openJournal(join(folder, 'journal.jsonl'));
  const inbox = await openInbox({ journal, port: state.inboxPort });
  state.inboxPort = Number(new URL(inbox.url).port);
  // What an earlier process left to deliver comes as soon as there is a worker.
  for (const [path, endpoint] of Object.entries(state.market?.endpoints ?? {})) inbox.expect(path, endpoint);
  const installation = await startInstallation({ folder });
  stopOnSignal(installation);
  const owner = new pg.Pool({ connectionString: installation.databaseUrl, max: 6 });
  // The database is killed under connections, lent out or not.
  owner.on('error', () => undefined);
  owner.on('connect', (client) => client.on('error', () => undefined));
  const { db, close: closeDb } = await installation.openDb({ maxConnections: 4 });
  state.market ??= await makeMarket(db, { url: installation.url, inbox });
  const { market } = state;
  save();

  const { url, stripe } = installation;
  const count = counterOf(state);
  const own = (position: number) => randomOf(state.seed, position - 10 * state.resumed);
  const common = { url, market, journal, count };
  const leads = openLeadFlow({
    ...common,
    random: own(POSITIONS.leads),
    perSecond: LEADS_PER_SECOND,
  });
  const topUps = openTopUps({
    ...common,
    stripeUrl: stripe.url,
    random: own(POSITIONS.topUps),
    perSecond: TOP_UPS_PER_SECOND,
  });
  const payouts = openPayouts({
    ...common,
    stripe,
    random: own(POSITIONS.payouts),
    perSecond: PAYOUTS_PER_SECOND,
  });
  const cards = openCards({
    ...common,
    stripe,
    random: own(POSITIONS.cards),
    perSecond: CARD_ACTS_PER_SECOND,
  });
  const banks = openBanks({ ...common, random: own(POSITIONS.banks), perSecond: BANK_ACTS_PER_SECOND });
  const loads = [leads.load, topUps.load, payouts.load, cards.load, banks.load];
  const stage: Stage = {
    ...{ installation, owner, db, inbox, leads, topUps, payouts, cards, banks, loads, count },
    clock: openClock(db),
  };
  return {
    stage,
    async close() {
      await leads.close();
      await inbox.close();
      await closeDb();
      await owner.end();
      await installation.stop();
      journal.close();
    },
  };
}
