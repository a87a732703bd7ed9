import { z } from 'zod';
import { confirmErasure } from '#app/domain/privacy/confirm-erasure.server.ts';
import { readNotices } from '#app/domain/privacy/read-notices.server.ts';
import { WITHDRAWAL_KINDS } from '#app/domain/privacy/withdrawal.ts';
import { withdrawalJson } from '#app/domain/privacy/withdrawal-json.ts';
import { defineCall } from './call.ts';
import { beforeOf, id, instant, listOf, page } from './schemas.ts';

const withdrawal = z.object({
  sale_id: id('sale'),
  lead_id: id('lead'),
  reason: z.enum(WITHDRAWAL_KINDS),
  withdrawn_at: instant,
  erased_at: instant.nullable(),
});

export const listWithdrawals = defineCall({
  operation: 'listWithdrawals',
  method: 'GET',
  path: '/withdrawals',
  access: { kind: 'key', scope: 'sales:read', side: 'buyer' },
  query: page,
  answers: { 200: listOf(withdrawal) },
  refusals: ['invalid'],
  async handle({ query, principal: { organisationId }, context: { db } }) {
    const rows = await readNotices(db, {
      buyerOrganisationId: organisationId,
      limit: query.limit + 1,
      before: beforeOf('sale', query.cursor),
    });
    const shown = rows.slice(0, query.limit);
    return {
      status: 200,
      body: {
        data: shown.map(withdrawalJson),
        next_cursor: rows.length > shown.length ? (shown.at(-1)?.saleId ?? null) : null,
      },
    };
  },
});

export const confirmErasureCall = defineCall({
  operation: 'confirmErasure',
  method: 'POST',
  path: '/sales/{id}/erased',
  access: { kind: 'key', scope: 'sales:write', side: 'buyer' },
  params: z.object({ id: id('sale') }),
  answers: { 200: withdrawal },
  refusals: ['withdrawal_unknown'],
  async handle({ params, principal: { organisationId }, context: { db, now, actor, origin } }) {
    const notice = await confirmErasure(db, { organisationId, saleId: params.id, actor, origin, now });
    return { status: 200, body: withdrawalJson(notice) };
  },
});
