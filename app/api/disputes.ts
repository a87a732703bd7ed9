import { z } from 'zod';
import { DISPUTE_REASONS, REPLIES, TEXT_LIMIT } from '#app/domain/disputes/dispute.ts';
import { disputeJson } from '#app/domain/disputes/dispute-json.ts';
import { openDispute } from '#app/domain/disputes/open-dispute.server.ts';
import { readDispute, readDisputes } from '#app/domain/disputes/read-disputes.server.ts';
import { replyToDispute } from '#app/domain/disputes/reply-to-dispute.server.ts';
import { present } from '#app/kernel/assert.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { defineCall } from './call.ts';
import { beforeOf, dispute, id, listOf, page, toPage } from './schemas.ts';

const words = z.string().trim().max(TEXT_LIMIT);

/** Read by the call and by the buyer's page alike. */
export const claimBody = z
  .strictObject({ reason: z.enum(DISPUTE_REASONS), detail: words.default('') })
  .superRefine(({ reason, detail }, ctx) => {
    if (reason === 'other' && detail === '')
      ctx.addIssue({ code: 'custom', path: ['detail'], message: 'detail_needed' });
  });

/** Read by the call and by the seller's page alike. */
export const replyBody = z
  .strictObject({ reply: z.enum(REPLIES), detail: words.default('') })
  .superRefine(({ reply, detail }, ctx) => {
    if (reply === 'contests' && detail === '')
      ctx.addIssue({ code: 'custom', path: ['detail'], message: 'detail_needed' });
  });

export const openDisputeCall = defineCall({
  operation: 'openDispute',
  method: 'POST',
  path: '/sales/{id}/dispute',
  access: { kind: 'key', scope: 'disputes:write', side: 'buyer' },
  params: z.object({ id: id('sale') }),
  body: claimBody,
  answers: { 201: dispute },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'sale_unknown',
    'dispute_exists',
    'dispute_window_over',
  ],
  async handle({ params, body, principal, context: { db, now, actor, origin } }) {
    const { organisationId } = principal;
    const opened = await openDispute(db, {
      saleId: params.id,
      buyerOrganisationId: organisationId,
      ...body,
      actor,
      origin,
      now,
    });
    return { status: 201, body: await viewOf(db, { organisationId, disputeId: opened.id }) };
  },
});

export const listDisputes = defineCall({
  operation: 'listDisputes',
  method: 'GET',
  path: '/disputes',
  access: { kind: 'key', scope: 'disputes:read', side: 'either' },
  query: page,
  answers: { 200: listOf(dispute) },
  refusals: ['invalid'],
  async handle({ query, principal: { organisationId }, context: { db } }) {
    const rows = await readDisputes(db, {
      organisationId,
      limit: query.limit + 1,
      before: beforeOf('disp', query.cursor),
    });
    return { status: 200, body: toPage(rows, query.limit, (row) => disputeJson(row, organisationId)) };
  },
});

export const readOneDispute = defineCall({
  operation: 'readDispute',
  method: 'GET',
  path: '/disputes/{id}',
  access: { kind: 'key', scope: 'disputes:read', side: 'either' },
  params: z.object({ id: id('disp') }),
  answers: { 200: dispute },
  refusals: ['dispute_unknown'],
  async handle({ params, principal: { organisationId }, context: { db } }) {
    const found = await readDispute(db, { organisationId, disputeId: params.id });
    if (!found) throw new Refusal('dispute_unknown');
    return { status: 200, body: disputeJson(found, organisationId) };
  },
});

export const replyToDisputeCall = defineCall({
  operation: 'replyToDispute',
  method: 'POST',
  path: '/disputes/{id}/reply',
  access: { kind: 'key', scope: 'disputes:write', side: 'seller' },
  params: z.object({ id: id('disp') }),
  body: replyBody,
  answers: { 200: dispute },
  refusals: [
    'body_malformed',
    'body_too_large',
    'invalid',
    'dispute_unknown',
    'dispute_answered',
    'dispute_decided',
    'reply_window_over',
  ],
  async handle({ params, body, principal, context: { db, now, actor, origin } }) {
    const { organisationId } = principal;
    const disputeId = params.id;
    await replyToDispute(db, {
      disputeId,
      sellerOrganisationId: organisationId,
      ...body,
      actor,
      origin,
      now,
    });
    return { status: 200, body: await viewOf(db, { organisationId, disputeId }) };
  },
});

async function viewOf(db: Db, input: { organisationId: string; disputeId: string }) {
  const found = present(await readDispute(db, input), 'what was just written is there');
  return disputeJson(found, input.organisationId);
}
