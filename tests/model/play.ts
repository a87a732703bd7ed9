import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Queryable } from '#app/platform/db.server.ts';
import type { Random } from '../faults/random.ts';
import type { Books } from './books.ts';
import { wrongMonths } from './months.ts';
import { BEGINNINGS, OPENING, OPERATIONS } from './operations.ts';
import type { Scene } from './scene.ts';
import type { Operation, Step } from './step.ts';

const STEPS_LEAST = 10;
const STEPS_MOST = 24;
const REPEATED = 0.2;
const AT_ONCE = 0.25;
const DRAWS_LIMIT = 1_000;
/** Each sequence is about some operations above all, so that what takes several steps on end comes about. */
const PREFERRED = 0.25;
const PREFERRED_WEIGHT = 6;

/** What was done when it went wrong, to read beside the seed that does it again. */
export class Played extends Error {
  constructor(found: string, done: readonly string[]) {
    super(`${found}\nafter:\n${done.map((line, nth) => `  ${nth + 1}. ${line}`).join('\n')}`);
    this.name = 'Played';
  }
}

/** How often each operation came to what, by `name: answer`. */
export type Tally = Map<string, number>;

/**
 * Does operations drawn at random, and holds each one's answer, every balance after it and how things stand against the books. Now and then
 * one is done again, or two at once: these must come to what one of their two orders comes to. In the end the statements of its
 * months must lead to the same.
 */
export async function play(scene: Scene, random: Random, tally: Tally): Promise<void> {
  const done: string[] = [];
  const before = (await look(scene)).balances;
  const since = scene.now;
  const state = { scene, books: scene.books, before, done };
  for (const next of [...OPENING, ...random.pick(BEGINNINGS)]) {
    const steps = [];
    for (const prepare of [next].flat()) steps.push(await prepare(scene, random));
    const [step, other] = steps;
    if (step && other) await doBoth(state, step, other);
    else if (step ?? other) await doOne(state, present(step ?? other, 'one of them is there'));
  }
  const ticket = OPERATIONS.flatMap((operation) =>
    Array<Operation>(operation.weight * (random.chance(PREFERRED) ? PREFERRED_WEIGHT : 1)).fill(operation),
  );
  const count = Math.floor(random.between(STEPS_LEAST, STEPS_MOST + 1));
  for (let nth = 0; nth < count; nth += 1) {
    const [operation, step] = await draw(scene, random, ticket);
    if (random.chance(AT_ONCE)) {
      const [, other] = random.chance(0.5)
        ? [operation, step]
        : await draw(
            scene,
            random,
            ticket.filter((one) => mayMeet(operation, one)),
          );
      await doBoth(state, step, other);
    } else {
      const [answer] = (await doOne(state, step)).split(':');
      const what = `${operation.name}: ${answer}`;
      tally.set(what, (tally.get(what) ?? 0) + 1);
      if (random.chance(REPEATED)) await doOne(state, step);
    }
  }
  const wrong = await wrongMonths(scene, since);
  if (wrong.length > 0) throw new Played(wrong.join('\n'), done);
}

function mayMeet(one: Operation, other: Operation): boolean {
  return !(one.passesOver && other.locksSales) && !(one.locksSales && other.passesOver);
}

async function draw(scene: Scene, random: Random, ticket: readonly Operation[]): Promise<[Operation, Step]> {
  for (let tries = 0; tries < DRAWS_LIMIT; tries += 1) {
    const operation = random.pick(ticket);
    const step = await operation.prepare(scene, random);
    if (step) return [operation, step];
  }
  throw new Error('there is nothing to do');
}

type State = { scene: Scene; before: Balances; done: string[] };

async function doOne({ scene, before, done }: State, step: Step): Promise<string> {
  const answered = await answerOf(step);
  done.push(`${step.says}: ${answered}`);
  const expected = step.book(scene.books);
  if (answered !== expected) throw new Played(`the books expected "${expected}"`, done);
  const differing = differences(scene, before, await look(scene), scene.books);
  if (differing.length > 0) throw new Played(differing.join('\n'), done);
  return answered;
}

type Order = (one: Step, other: Step, books: Books, seen: Readonly<Books>) => readonly [string, string];

/** What two at once may come to: one after the other, or one while the other waits for Stripe. */
const ORDERS: readonly Order[] = [
  (one, other, books) => [one.book(books), other.book(books)],
  (one, other, books) => {
    const answer = other.book(books);
    return [one.book(books), answer];
  },
  (one, other, books, seen) => {
    const answer = other.book(books);
    return [(one.bookLate ?? one.book)(books, seen), answer];
  },
  (one, other, books, seen) => [one.book(books), (other.bookLate ?? other.book)(books, seen)],
];

async function doBoth({ scene, before, done }: State, one: Step, other: Step): Promise<void> {
  const answered = await Promise.all([answerOf(one), answerOf(other)]);
  done.push(`at once: ${one.says}: ${answered[0]} | ${other.says}: ${answered[1]}`);
  const found = await look(scene);
  const orders = ORDERS.map((order) => {
    const books = structuredClone(scene.books);
    const expected = order(one, other, books, scene.books);
    const isAnswer =
      one.isShared && other.isShared
        ? countOf(expected) === countOf(answered)
        : expected.every((answer, nth) => answer === answered[nth]);
    return { books, expected, fits: isAnswer && differences(scene, before, found, books).length === 0 };
  });
  const order = orders.find(({ fits }) => fits);
  if (!order) {
    const told = orders.map(({ books, expected }) => [
      expected.join(' | '),
      ...differences(scene, before, found, books),
    ]);
    throw new Played(`no order explains it:\n${told.map((lines) => lines.join('\n')).join('\nor\n')}`, done);
  }
  Object.assign(scene.books, order.books);
}

/** The sum of the numbers that answers end with. */
function countOf(answers: readonly string[]): number {
  return answers.reduce((sum, answer) => sum + Number(/\d+$/.exec(answer)), 0);
}

function answerOf(step: Step): Promise<string> {
  return step.run().catch((error: unknown) => {
    if (error instanceof Refusal) return error.code;
    throw new Error(`${step.says}: ${error}`, { cause: error });
  });
}

/** Minor units by account: the scene's, and the platform's own, which all scenes share. */
type Balances = ReadonlyMap<string, bigint>;

/** How things stand beside the money, by what they are. */
type Standing = ReadonlyMap<string, string>;

/** What two orders lead to may differ in nothing but how things stand, and show in money only later. */
type Found = { readonly balances: Balances; readonly standing: Standing };

async function look({ db, buyers, seller, ids }: Scene): Promise<Found> {
  const pool = db.pool as Queryable;
  const { rows } = await pool.query<{ id: string; balance: string }>(
    `SELECT a.id, ((SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE credit_account_id = a.id)
       - (SELECT coalesce(sum(amount_minor), 0) FROM transfer WHERE debit_account_id = a.id))::text AS balance
     FROM account a WHERE a.currency = 'UAH' AND (a.organisation_id IS NULL OR a.organisation_id = ANY ($1))`,
    [[...buyers, seller]],
  );
  const stand = await pool.query<{ what: string; status: string }>(
    `SELECT lead_id AS what, status FROM sale WHERE seller_organisation_id = $1
     UNION ALL SELECT organisation_id, concat_ws(', ', state, halt_code) FROM recharge_plan
       WHERE organisation_id = ANY ($2) AND currency = 'UAH'
     UNION ALL SELECT id, status FROM recharge WHERE id = ANY ($3)`,
    [seller, buyers, [...ids.values()]],
  );
  return {
    balances: new Map(rows.map(({ id, balance }) => [id, BigInt(balance)])),
    standing: new Map(stand.rows.map(({ what, status }) => [what, status])),
  };
}

function standingOf(books: Books, ids: Scene['ids']): Standing {
  return new Map([
    ...[...books.sales].map(([leadId, { status }]): [string, string] => [leadId, status]),
    ...[...books.plans].map(([buyer, { state, haltCode }]): [string, string] => [
      buyer,
      haltCode === null ? state : `${state}, ${haltCode}`,
    ]),
    ...[...books.recharges].flatMap(([key, { status }]): [string, string][] => {
      const id = ids.get(key);
      return id === undefined ? [] : [[id, status]];
    }),
  ]);
}

function differences(
  { ids }: Scene,
  before: Balances,
  { balances, standing }: Found,
  books: Books,
): string[] {
  const accounts = new Set([...before.keys(), ...balances.keys(), ...books.balances.keys()]);
  const money = [...accounts].flatMap((account) => {
    const moved = (balances.get(account) ?? 0n) - (before.get(account) ?? 0n);
    const booked = books.balances.get(account) ?? 0n;
    return moved === booked ? [] : [`${account} is ${moved}, in the books ${booked}`];
  });
  const believed = standingOf(books, ids);
  const things = [...new Set([...standing.keys(), ...believed.keys()])].flatMap((what) => {
    const [is, should] = [standing.get(what), believed.get(what)];
    return is === should ? [] : [`${what} stands at ${is}, in the books at ${should}`];
  });
  return [...money, ...things];
}
