import { loseDispute, verdictOf } from '../disputes.mjs';
import { invalid } from '../errors.mjs';
import { changedFields, recordEvent } from '../events.mjs';
import { pageOf } from '../lists.mjs';
import { mergeMetadata } from '../metadata.mjs';
import { retrieve } from '../retrieve.mjs';
import { words } from '../words.mjs';

/** All evidence together may be so long. */
const MAX_EVIDENCE_LENGTH = 150_000;
const MAX_TEXT_LENGTH = 20_000;

/** Evidence that is text; files are not served. */
const TEXTS = [
  ...['access_activity_log', 'billing_address', 'cancellation_policy_disclosure', 'cancellation_rebuttal'],
  ...['customer_email_address', 'customer_name', 'customer_purchase_ip', 'duplicate_charge_explanation'],
  ...['duplicate_charge_id', 'product_description', 'refund_policy_disclosure'],
  ...['refund_refusal_explanation', 'service_date', 'shipping_address', 'shipping_carrier'],
  ...['shipping_date', 'shipping_tracking_number', 'uncategorized_text'],
];

export const disputeRoutes = [
  {
    call: 'GET /v1/disputes',
    answers: 'dispute',
    isList: true,
    params: 'DisputeListParams',
    serves: ['charge', 'created', 'payment_intent'],
    run: (tx, { params }) =>
      pageOf(tx.all('dispute'), {
        ...{ kind: 'dispute', url: '/v1/disputes', params },
        where: (dispute) =>
          ['charge', 'payment_intent'].every(
            (name) => params[name] === undefined || dispute[name] === params[name],
          ),
      }),
  },
  {
    call: 'GET /v1/disputes/:id',
    answers: 'dispute',
    params: 'DisputeRetrieveParams',
    serves: [],
    run: (tx, { id }) => retrieve(tx, 'dispute', id),
  },
  {
    call: 'POST /v1/disputes/:id',
    answers: 'dispute',
    params: 'DisputeUpdateParams',
    serves: [...TEXTS.map((name) => `evidence.${name}`), 'metadata', 'submit'],
    run: update,
  },
  {
    call: 'POST /v1/disputes/:id/close',
    answers: 'dispute',
    params: 'DisputeCloseParams',
    serves: [],
    run: (tx, { id }) => {
      const dispute = retrieve(tx, 'dispute', id);
      assertOpen(dispute);
      return loseDispute(tx, dispute);
    },
  },
];

/** Evidence is kept until it is submitted, which can be done once. */
function update(tx, { id, params }) {
  const before = retrieve(tx, 'dispute', id);
  const isInquiry = before.status.startsWith('warning_');
  const { evidence, submit = true } = params;
  if (evidence) assertOpen(before);
  const together = { ...before.evidence, ...evidence };
  const length = TEXTS.reduce((sum, name) => sum + (together[name]?.length ?? 0), 0);
  if (length > MAX_EVIDENCE_LENGTH || TEXTS.some((name) => together[name]?.length > MAX_TEXT_LENGTH)) {
    throw invalid(words.api.evidenceTooLong(MAX_EVIDENCE_LENGTH), { param: 'evidence' });
  }
  const isSubmitted = evidence !== undefined && submit;
  const dispute = tx.put('dispute', {
    ...before,
    evidence: together,
    metadata: mergeMetadata(before.metadata, params.metadata),
    ...(evidence && {
      evidence_details: {
        ...before.evidence_details,
        has_evidence: true,
        submission_count: before.evidence_details.submission_count + (isSubmitted ? 1 : 0),
        ...(isSubmitted && { submission_method: 'manual' }),
      },
    }),
    ...(isSubmitted && {
      status: isInquiry ? 'warning_under_review' : 'under_review',
      sandbox: { verdict: verdictOf(together) },
    }),
  });
  recordEvent(tx, 'charge.dispute.updated', dispute, { before: changedFields(before, dispute) });
  return dispute;
}

function assertOpen({ status }) {
  if (status.endsWith('needs_response')) return;
  throw invalid(words.api.disputeNotOpen(status), { code: 'dispute_already_submitted' });
}
