import { accountOf, ORGANISATION_ACCOUNTS } from '#app/domain/billing/accounts.ts';
import { type AccountMonth, openStatement } from '#app/domain/billing/open-statement.server.ts';
import { type Month, monthOf, monthsBetween } from '#app/kernel/month.ts';
import { balanceOf } from './books.ts';
import type { Scene } from './scene.ts';

const MONTHS_LIMIT = 24;
const PAGE = 1_000;

/**
 * What the monthly statements of a scene's organisations get wrong: each account opens with what it closed the month before, its
 * lines lead from the one to the other one by one, and in the end it holds what the books say.
 * @param since the scene's first moment
 */
export async function wrongMonths(scene: Scene, since: Date): Promise<string[]> {
  const months = monthsBetween(monthOf(since), monthOf(scene.now), MONTHS_LIMIT);
  const wrong: string[] = [];
  for (const organisationId of [...scene.buyers, scene.seller]) {
    const closed = new Map<string, bigint>();
    for (const month of months) wrong.push(...(await wrongMonth(scene, { organisationId, month, closed })));
    for (const kind of ORGANISATION_ACCOUNTS) {
      const account = accountOf(organisationId, kind, 'UAH');
      const [said, booked] = [closed.get(kind) ?? 0n, balanceOf(scene.books, account)];
      if (said !== booked) wrong.push(`${account} closes with ${said}, in the books ${booked}`);
    }
  }
  return wrong;
}

function wrongMonth(
  { db }: Scene,
  of: { organisationId: string; month: Month; closed: Map<string, bigint> },
): Promise<string[]> {
  const { organisationId, month, closed } = of;
  return openStatement(db, { organisationId, currency: 'UAH', month }, async ({ accounts, page }) => {
    const wrong: string[] = [];
    for (const one of accounts) {
      const before = closed.get(one.account) ?? 0n;
      if (one.openingMinor !== before)
        wrong.push(`${organisationId} ${one.account} opens ${month} with ${one.openingMinor}, not ${before}`);
      closed.set(one.account, one.closingMinor);
      const lines = await page(one, 0, PAGE);
      let balance = one.openingMinor;
      for (const { amountMinor, balanceMinor, id } of lines) {
        balance += amountMinor;
        if (balance !== balanceMinor) wrong.push(`line ${id} of ${one.account} stands at ${balanceMinor}`);
      }
      if (!isWhole(one, lines.length, balance)) wrong.push(`${one.account} of ${month} lacks lines or sums`);
    }
    return wrong;
  });
}

function isWhole(one: AccountMonth, lines: number, balance: bigint): boolean {
  const moved = one.totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return lines === one.lineCount && balance === one.closingMinor && one.openingMinor + moved === balance;
}
