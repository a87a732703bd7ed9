import { recordBalanceChange } from './balances.mjs';
import { changedFields, recordEvent } from './events.mjs';
import { present } from './expand.mjs';
import { newId } from './ids.mjs';
import { words } from './words.mjs';

/*
 * How a dispute runs: needs_response -> under_review -> won or lost, its money taken when it is opened and given back when it
 * is won; an inquiry runs through the warning_ states and moves none, unless it becomes a dispute. The evidence decides by
 * Stripe's own words for tests (docs.stripe.com/testing): winning_evidence, losing_evidence, escalate_inquiry_evidence.
 */

const DUE_AFTER_S = 14 * 24 * 60 * 60;
const REASON_CODES = { fraudulent: '10.4', product_not_received: '13.1' };

/** Whether a charge is one that its payer's bank will dispute and has not yet. */
export const isToBeDisputed = (charge) => charge.sandbox?.dispute !== undefined && !charge.disputed;

/** Whether a bank has what it needs to decide. */
export const isToBeDecided = (dispute) => dispute.sandbox.verdict !== null;

/** The payer's bank disputes a charge. */
export function openDispute(tx, charge) {
  const { reason, isInquiry } = charge.sandbox.dispute;
  const dispute = {
    id: newId('du_1'),
    object: 'dispute',
    amount: charge.amount,
    balance_transactions: [],
    charge: charge.id,
    created: tx.now,
    currency: charge.currency,
    enhanced_eligibility_types: [],
    evidence: emptyEvidence(),
    evidence_details: {
      due_by: tx.now + DUE_AFTER_S,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    intended_submission_method: null,
    is_charge_refundable: isInquiry,
    livemode: false,
    metadata: {},
    network_reason_code: REASON_CODES[reason] ?? null,
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: 'visa',
        case_type: isInquiry ? 'inquiry' : 'chargeback',
        network: 'visa',
        network_reason_code: REASON_CODES[reason] ?? null,
      },
      type: 'card',
    },
    reason,
    status: isInquiry ? 'warning_needs_response' : 'needs_response',
    sandbox: { verdict: null },
  };
  const disputed = tx.put('charge', { ...charge, disputed: true });
  const opened = isInquiry ? tx.put('dispute', dispute) : withdraw(tx, dispute);
  recordEvent(tx, 'charge.dispute.created', opened);
  recordEvent(tx, 'charge.updated', disputed, { before: { disputed: false } });
  if (!isInquiry) recordEvent(tx, 'charge.dispute.funds_withdrawn', opened);
  return opened;
}

function withdraw(tx, dispute) {
  const { amount, currency, id } = dispute;
  const transaction = recordBalanceChange(tx, {
    ...{ amount: -amount, currency, type: 'adjustment', category: 'dispute', source: id },
    description: words.disputeOf(dispute.charge),
    fee: tx.fees?.dispute ?? 0,
  });
  return tx.put('dispute', {
    ...dispute,
    is_charge_refundable: false,
    balance_transactions: [...dispute.balance_transactions, present(tx, transaction)],
  });
}

/** What the evidence says of the end, by Stripe's words for tests; null leaves the bank waiting. */
export function verdictOf({ uncategorized_text: text }) {
  return (
    ['winning_evidence', 'losing_evidence', 'escalate_inquiry_evidence'].find((word) =>
      text?.includes(word),
    ) ?? null
  );
}

/** The bank decides. */
export function decideDispute(tx, before) {
  const { verdict } = before.sandbox;
  const decided = { ...before, sandbox: { verdict: null } };
  const isInquiry = before.status.startsWith('warning_');
  if (verdict === 'escalate_inquiry_evidence') {
    if (!isInquiry) return tx.put('dispute', decided);
    return escalate(tx, before, decided);
  }
  if (isInquiry) return close(tx, before, tx.put('dispute', { ...decided, status: 'warning_closed' }));
  if (verdict === 'losing_evidence') return loseDispute(tx, before);
  const { amount, currency, id } = decided;
  const back = recordBalanceChange(tx, {
    ...{ amount, currency, type: 'adjustment', category: 'dispute_reversal', source: id },
    description: words.disputeWon(decided.charge),
  });
  const won = tx.put('dispute', {
    ...decided,
    status: 'won',
    balance_transactions: [...decided.balance_transactions, present(tx, back)],
  });
  close(tx, before, won);
  recordEvent(tx, 'charge.dispute.funds_reinstated', won, { before: changedFields(before, won) });
  return won;
}

/** What was taken stays taken. */
export function loseDispute(tx, before) {
  return close(tx, before, tx.put('dispute', { ...before, status: 'lost', sandbox: { verdict: null } }));
}

function escalate(tx, before, decided) {
  const opened = withdraw(tx, {
    ...decided,
    status: 'needs_response',
    evidence_details: { ...decided.evidence_details, due_by: tx.now + DUE_AFTER_S },
    payment_method_details: {
      ...decided.payment_method_details,
      card: { ...decided.payment_method_details.card, case_type: 'chargeback' },
    },
  });
  recordEvent(tx, 'charge.dispute.updated', opened, { before: changedFields(before, opened) });
  recordEvent(tx, 'charge.dispute.funds_withdrawn', opened);
  return opened;
}

function close(tx, before, after) {
  recordEvent(tx, 'charge.dispute.closed', after, { before: changedFields(before, after) });
  return after;
}

const EVIDENCE = [
  ...['access_activity_log', 'billing_address', 'cancellation_policy', 'cancellation_policy_disclosure'],
  ...['cancellation_rebuttal', 'customer_communication', 'customer_email_address', 'customer_name'],
  ...['customer_purchase_ip', 'customer_signature', 'duplicate_charge_documentation'],
  ...['duplicate_charge_explanation', 'duplicate_charge_id', 'product_description', 'receipt'],
  ...['refund_policy', 'refund_policy_disclosure', 'refund_refusal_explanation', 'service_date'],
  ...['service_documentation', 'shipping_address', 'shipping_carrier', 'shipping_date'],
  ...['shipping_documentation', 'shipping_tracking_number', 'uncategorized_file', 'uncategorized_text'],
];

function emptyEvidence() {
  return { ...Object.fromEntries(EVIDENCE.map((name) => [name, null])), enhanced_evidence: {} };
}
