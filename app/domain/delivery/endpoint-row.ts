import type { Endpoint as Row } from '#app/platform/generated/prisma/client.ts';
import type { Endpoint, Event } from './endpoint.ts';

export function toEndpoint(row: Row): Endpoint {
  return {
    id: row.id,
    organisationId: row.organisationId,
    url: row.url,
    events: row.events as Event[],
    status: row.status as Endpoint['status'],
    statusReason: row.statusReason,
    createdAt: row.createdAt,
  };
}
