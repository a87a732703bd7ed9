import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import type { BatchStep } from './banks.ts';

/** What was sent and what was answered, as whoever stands outside of the product knows it. */
export type Line =
  | {
      readonly is: 'lead';
      readonly number: number;
      readonly seller: number;
      /** Null for the few that are sent without; those are not sent again when the answer is lost. */
      readonly key: string | null;
      readonly phone: string;
      readonly body: string;
    }
  | { readonly is: 'answer'; readonly number: number; readonly status: number; readonly body: LeadAnswer }
  /** A payer was led to this payment page. */
  | { readonly is: 'page'; readonly session: string; readonly organisation: string; readonly amount: number }
  /** Stripe told a payer that the page is paid. */
  | { readonly is: 'paid'; readonly session: string }
  /** A seller was told what a page of Stripe's wants to know is known. */
  | { readonly is: 'onboarded'; readonly organisation: string }
  /** A seller was told that a payout is on its way. */
  | { readonly is: 'payout'; readonly organisation: string; readonly amount: string }
  /** A payer was told that so much goes back to cards. */
  | { readonly is: 'refund'; readonly organisation: string; readonly amount: string }
  /** An admin was told that so much is booked for an invoice. */
  | { readonly is: 'bank'; readonly invoice: string; readonly amount: string }
  /** An admin was told how far a batch is. */
  | { readonly is: 'batch'; readonly batch: string; readonly step: BatchStep }
  /** A webhook of ours came, properly signed. */
  | { readonly is: 'hook'; readonly key: string; readonly id: string };

export type LeadAnswer = { readonly id: string; readonly status: string; readonly code?: string };

export type Journal = {
  /** What stood in it when it was opened. */
  readonly past: readonly Line[];
  /** Writes a line before it returns: what has been noted is known after a kill of this process. */
  readonly note: (line: Line) => void;
  readonly close: () => void;
};

/** Opens a file of JSON lines to go on with. A line that was being written at a kill was not noted: it is cut off. */
export function openJournal(file: string): Journal {
  const past = readLines(file);
  const handle = openSync(file, 'a', 0o600);
  return {
    past,
    note: (line) => void writeSync(handle, `${JSON.stringify(line)}\n`),
    close: () => closeSync(handle),
  };
}

function readLines(file: string): Line[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  const end = bytes.lastIndexOf('\n') + 1;
  if (end < bytes.length) truncateSync(file, end);
  const lines = bytes.toString('utf8', 0, end).split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
}

/** The lines of one kind. */
export function linesOf<Kind extends Line['is']>(
  journal: Journal,
  kind: Kind,
): Extract<Line, { is: Kind }>[] {
  return journal.past.filter((line): line is Extract<Line, { is: Kind }> => line.is === kind);
}
