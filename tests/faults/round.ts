import type pg from 'pg';
import { pause } from '#app/kernel/time.ts';
import type { Installation } from '../setup/installation.ts';
import { violationsOf } from './check.ts';
import type { Flow } from './flow.ts';
import type { Market } from './market.ts';
import type { Random } from './random.ts';
import { untilRest } from './recovery.ts';

/** `backend` is one connection's process of the database; the others are whole programs. */
export const KILLS = ['worker', 'web', 'database', 'backend'] as const;
export type Kill = (typeof KILLS)[number];

export type Round = {
  readonly kill: Kill;
  /** From the kill until everything runs and `/readyz` says so. */
  readonly readyMs: number;
  /** From the kill until every lead that came before it has its verdict, and until its buyers were told. */
  readonly finalMs: number;
  readonly deliveredMs: number;
  /** From the kill until no job is open; leads that came after it, and what their senders are told, included. */
  readonly restMs: number;
  readonly violations: readonly string[];
};

export type Stage = {
  readonly installation: Installation;
  readonly owner: pg.Pool;
  readonly flow: Flow;
  readonly market: Market;
  readonly random: Random;
};

const READY_LIMIT_MS = 60_000;
const RECOVERY_LIMIT_MS = 120_000;

/** Lets leads flow, kills at a random moment, starts again, waits until all has come to rest, and checks what must hold. */
export async function playRound(stage: Stage, kill: Kill): Promise<Round> {
  const { installation, owner, flow, market, random } = stage;
  const endedBefore = installation.ended.length;
  const violations: string[] = [];
  const times = { readyMs: Number.NaN, finalMs: Number.NaN, deliveredMs: Number.NaN, restMs: Number.NaN };
  try {
    flow.resume();
    await pause(random.between(1_500, 4_000));
    const killed = new Date();
    const sinceKill = () => Date.now() - killed.getTime();
    await strike(installation, kill);
    await pause(random.between(0, 1_500));
    if (kill !== 'backend') await installation.restart(kill);
    await installation.untilReady(READY_LIMIT_MS);
    times.readyMs = sinceKill();
    const recovery = { of: killed, limitMs: RECOVERY_LIMIT_MS };
    await untilRest(owner, { ...recovery, isOver: ({ waiting }) => waiting === 0 });
    times.finalMs = sinceKill();
    await untilRest(owner, {
      ...recovery,
      isOver: ({ waiting, undelivered }) => waiting + undelivered === 0,
    });
    times.deliveredMs = sinceKill();
    await flow.pause();
    await untilRest(owner, {
      of: new Date(),
      limitMs: RECOVERY_LIMIT_MS,
      isOver: ({ waiting, undelivered, jobs }) => waiting + undelivered + jobs === 0,
    });
    times.restMs = sinceKill();
  } catch (error) {
    violations.push((error as Error).message);
    await flow.giveUp();
  }
  violations.push(...installation.ended.slice(endedBefore));
  violations.push(...(await violationsOf(owner, flow, market)));
  return { kill, ...times, violations };
}

function strike(installation: Installation, kill: Kill): Promise<void> {
  return kill === 'backend' ? installation.killBackend() : installation.kill9(kill);
}
