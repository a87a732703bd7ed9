import { missing } from '../errors.mjs';
import { pendingOf } from '../events.mjs';
import { pageOf } from '../lists.mjs';

export const eventRoutes = [
  {
    call: 'GET /v1/events',
    answers: 'event',
    isList: true,
    forAccounts: true,
    params: 'EventListParams',
    serves: ['created', 'delivery_success', 'type', 'types'],
    run: list,
  },
  {
    call: 'GET /v1/events/:id',
    answers: 'event',
    forAccounts: true,
    params: 'EventRetrieveParams',
    serves: [],
    run: read,
  },
];

function read(tx, { id, account }) {
  const event = tx.get('event', id);
  if (!event || event.account !== account) throw missing('event', id);
  return withPending(tx, event);
}

function list(tx, { params, account }) {
  const isDelivered = (event) => pendingOf(tx, event) === 0;
  const page = pageOf(tx.all('event'), {
    ...{ kind: 'event', url: '/v1/events', params },
    where: (event) =>
      // What happened to a connected account is in that account's list.
      event.account === account &&
      matches(event.type, params.type) &&
      (params.types === undefined || params.types.some((type) => matches(event.type, type))) &&
      (params.delivery_success === undefined || isDelivered(event) === params.delivery_success),
  });
  return { ...page, data: page.data.map((event) => withPending(tx, event)) };
}

/** `charge.*` matches every type that begins so. */
function matches(type, wanted) {
  if (wanted === undefined) return true;
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}

function withPending(tx, event) {
  return { ...event, pending_webhooks: pendingOf(tx, event) };
}
