import { readSaleById } from '#app/domain/exchange/read-sales.server.ts';
import type { Lead } from '#app/domain/leads/lead.ts';
import { readLeadsById } from '#app/domain/leads/read-leads.server.ts';
import { assert, present } from '#app/kernel/assert.ts';
import { isId } from '#app/kernel/ids.ts';
import type { Db } from '#app/platform/platform.server.ts';
import type { MacroValues, PostbackEvent } from './postback.ts';

const MINOR_DIGITS = 2;
const RETURNED = 'returned';
const SAMPLE: MacroValues = {
  sub1: 'test-sub1',
  sub2: 'test-sub2',
  sub3: 'test-sub3',
  sub4: 'test-sub4',
  sub5: 'test-sub5',
  status: 'test',
  reason: '',
  payout: '0.00',
  currency: 'UAH',
  lead_id: 'test',
  sale_id: 'test',
  offer_id: 'test',
  external_id: 'test',
  campaign: 'test',
};

/**
 * What a postback's macros stand for. They are what the seller tagged the lead with and what became of it; nothing of the
 * person.
 * @param input.subjectId the lead that got a verdict, or the sale that moved
 * @param input.organisationId whose postback it is
 */
export async function postbackValues(
  db: Db,
  input: { event: PostbackEvent; subjectId: string; organisationId: string },
): Promise<MacroValues> {
  const { event, subjectId, organisationId } = input;
  if (event === 'postback.test') return SAMPLE;
  const sale = isId('sale', subjectId)
    ? present(await readSaleById(db, subjectId), 'sales are not removed')
    : null;
  const [found] = await readLeadsById(db.pool, [sale?.leadId ?? subjectId]);
  const lead = present(found, 'leads are not removed');
  assert(lead.organisationId === organisationId, 'a postback is told to the organisation that sent the lead');
  const isRejected = event === 'postback.rejected';
  return {
    ...tagsOf(lead),
    status: event.slice('postback.'.length),
    reason: isRejected ? (sale ? RETURNED : (lead.reason?.code ?? endOf(lead))) : '',
    // Before it is sold nothing is earned, and what went back is not.
    payout: inMajor(sale && !isRejected ? sale.priceMinor - sale.feeMinor : 0n),
    currency: lead.currency,
    lead_id: lead.id,
    sale_id: sale?.id ?? '',
    offer_id: lead.offerId,
    external_id: lead.externalId ?? '',
    campaign: lead.campaign ?? '',
  };
}

/** Why nothing came of a lead that no check refused: nobody bought it in time, or its person withdrew. */
function endOf({ status }: Lead): string {
  return status === 'expired' || status === 'withdrawn' ? status : '';
}

/** Trackers read a decimal number without thousands. */
function inMajor(amountMinor: bigint): string {
  const digits = amountMinor.toString().padStart(MINOR_DIGITS + 1, '0');
  return `${digits.slice(0, -MINOR_DIGITS)}.${digits.slice(-MINOR_DIGITS)}`;
}

function tagsOf({ subIds }: Lead) {
  const tag = (index: number) => subIds[index] ?? '';
  return { sub1: tag(0), sub2: tag(1), sub3: tag(2), sub4: tag(3), sub5: tag(4) };
}
