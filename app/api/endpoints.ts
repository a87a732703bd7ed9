import { z } from 'zod';
import { createEndpoint } from '#app/domain/delivery/create-endpoint.server.ts';
import { deleteEndpoint } from '#app/domain/delivery/delete-endpoint.server.ts';
import { type Endpoint, EVENTS } from '#app/domain/delivery/endpoint.ts';
import { readDeliveries } from '#app/domain/delivery/read-deliveries.server.ts';
import { readEndpoints } from '#app/domain/delivery/read-endpoints.server.ts';
import { updateEndpoint } from '#app/domain/delivery/update-endpoint.server.ts';
import { defineCall } from './call.ts';
import { beforeOf, endpoint, id, instant, listOf, page, toPage } from './schemas.ts';

const unique = (values: readonly string[]) => new Set(values).size === values.length;
const url = z.string().min(1).max(2_000).meta({ example: 'https://example.com/birja' });
const events = z.array(z.enum(EVENTS)).min(1).refine(unique, 'not_unique');
const params = z.object({ id: id('endp') });

/** A new endpoint, by the API and by the page. */
export const endpointBody = z.strictObject({ url, events });

const URL_REFUSALS = ['url_invalid', 'url_not_https', 'url_has_credentials', 'url_private'] as const;

export const createEndpointCall = defineCall({
  operation: 'createEndpoint',
  method: 'POST',
  path: '/endpoints',
  access: { kind: 'key', scope: 'endpoints:write', side: 'either' },
  body: endpointBody,
  answers: { 201: endpoint.extend({ secret: z.string() }) },
  refusals: ['body_malformed', 'body_too_large', 'invalid', 'endpoints_limit', ...URL_REFUSALS],
  async handle({ body, principal, context }) {
    const { db, now, actor, origin, allowPrivateWebhooks: allowPrivate } = context;
    const { organisationId } = principal;
    const made = await createEndpoint(db, { organisationId, ...body, allowPrivate, actor, origin, now });
    return { status: 201, body: { ...endpointJson(made.endpoint), secret: made.secret } };
  },
});

export const listEndpoints = defineCall({
  operation: 'listEndpoints',
  method: 'GET',
  path: '/endpoints',
  access: { kind: 'key', scope: 'endpoints:read', side: 'either' },
  query: page,
  answers: { 200: listOf(endpoint) },
  refusals: ['invalid'],
  async handle({ query, principal, context: { db } }) {
    const rows = await readEndpoints(db, {
      organisationId: principal.organisationId,
      limit: query.limit + 1,
      before: beforeOf('endp', query.cursor),
    });
    return { status: 200, body: toPage(rows, query.limit, endpointJson) };
  },
});

export const updateEndpointCall = defineCall({
  operation: 'updateEndpoint',
  method: 'PATCH',
  path: '/endpoints/{id}',
  access: { kind: 'key', scope: 'endpoints:write', side: 'either' },
  params,
  body: z
    .strictObject({ url, events, status: z.enum(['active', 'disabled']) })
    .partial()
    .refine((change) => Object.keys(change).length > 0, 'empty_change'),
  answers: { 200: endpoint },
  refusals: ['body_malformed', 'body_too_large', 'invalid', 'endpoint_unknown', ...URL_REFUSALS],
  async handle({ params: { id: endpointId }, body, principal, context }) {
    const { db, now, actor, origin, allowPrivateWebhooks: allowPrivate } = context;
    const { organisationId } = principal;
    const changed = await updateEndpoint(db, {
      organisationId,
      endpointId,
      change: body,
      allowPrivate,
      actor,
      origin,
      now,
    });
    return { status: 200, body: endpointJson(changed) };
  },
});

export const deleteEndpointCall = defineCall({
  operation: 'deleteEndpoint',
  method: 'DELETE',
  path: '/endpoints/{id}',
  access: { kind: 'key', scope: 'endpoints:write', side: 'either' },
  params,
  answers: { 204: null },
  refusals: ['endpoint_unknown'],
  async handle({ params: { id: endpointId }, principal, context: { db, now, actor, origin } }) {
    await deleteEndpoint(db, { organisationId: principal.organisationId, endpointId, actor, origin, now });
    return { status: 204 };
  },
});

const delivery = z.object({
  id: id('dlv'),
  event: z.enum(EVENTS),
  subject_id: z.string(),
  status: z.enum(['pending', 'delivered', 'failed']),
  created_at: instant,
  delivered_at: instant.nullable(),
  next_attempt_at: instant.nullable(),
  attempts: z.array(
    z.object({
      number: z.number().int(),
      started_at: instant,
      duration_ms: z.number().int(),
      http_status: z.number().int().nullable(),
      error_code: z.string().nullable(),
    }),
  ),
});

export const listDeliveries = defineCall({
  operation: 'listDeliveries',
  method: 'GET',
  path: '/endpoints/{id}/deliveries',
  access: { kind: 'key', scope: 'endpoints:read', side: 'either' },
  params,
  query: page,
  answers: { 200: listOf(delivery) },
  refusals: ['invalid', 'endpoint_unknown'],
  async handle({ params: { id: endpointId }, query, principal, context: { db } }) {
    const rows = await readDeliveries(db, {
      organisationId: principal.organisationId,
      endpointId,
      limit: query.limit + 1,
      before: beforeOf('dlv', query.cursor),
    });
    return { status: 200, body: toPage(rows, query.limit, deliveryJson) };
  },
});

function endpointJson(row: Endpoint) {
  return {
    id: row.id,
    url: row.url,
    events: row.events,
    status: row.status,
    status_reason: row.statusReason,
    created_at: row.createdAt.toISOString(),
  };
}

function deliveryJson(row: Awaited<ReturnType<typeof readDeliveries>>[number]) {
  return {
    id: row.id,
    event: row.event,
    subject_id: row.subjectId,
    status: row.status,
    created_at: row.createdAt.toISOString(),
    delivered_at: row.deliveredAt?.toISOString() ?? null,
    next_attempt_at: row.nextAttemptAt?.toISOString() ?? null,
    attempts: row.attempts.map((attempt) => ({
      number: attempt.number,
      started_at: attempt.startedAt.toISOString(),
      duration_ms: attempt.durationMs,
      http_status: attempt.httpStatus,
      error_code: attempt.errorCode,
    })),
  };
}
