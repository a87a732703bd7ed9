import { present } from './expand.mjs';
import { newId } from './ids.mjs';

/** The version of the API whose shapes the emulator has: that of the installed SDK. */
export const API_VERSION = '2026-10-28.endive';

/**
 * Writes down that something happened, in the transaction in which it happens, and that each webhook endpoint concerned is
 * to hear of it. `before` holds the former values of what has changed; `account` is the connected account it happened to.
 */
export function recordEvent(tx, type, object, { before, account } = {}) {
  if (before && Object.keys(before).length === 0) return;
  const { endpoints } = tx.get('setup', 'setup');
  const concerned = endpoints.filter(({ connect }) => connect === (account !== undefined));
  const id = newId('evt_1');
  tx.put('event', {
    id,
    object: 'event',
    ...(account && { account }),
    api_version: API_VERSION,
    created: tx.now,
    data: { object: present(tx, object), ...(before && { previous_attributes: before }) },
    livemode: false,
    pending_webhooks: concerned.length,
    request: { id: tx.requestId ?? null, idempotency_key: tx.idempotencyKey ?? null },
    type,
  });
  for (const { id: endpoint } of concerned) {
    tx.put('delivery', { id: `${id}.${endpoint}`, event: id, endpoint, isDone: false });
  }
}

/** The former values of the fields in which `after` differs, as `previous_attributes` holds them. */
export function changedFields(before, after) {
  const names = Object.keys(after).filter(
    (name) => name !== 'sandbox' && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
  return Object.fromEntries(names.map((name) => [name, before[name] ?? null]));
}

/** How many endpoints have not yet taken an event. */
export function pendingOf(tx, event) {
  const { endpoints } = tx.get('setup', 'setup');
  return endpoints.filter(({ id }) => tx.get('delivery', `${event.id}.${id}`)?.isDone === false).length;
}
