import type { Node, openStripeTypes } from './stripe-types.ts';

/** The SDK's name for each kind of object that the emulator answers with. */
const NAMES: Record<string, string> = {
  account: 'Account',
  account_link: 'AccountLink',
  balance: 'Balance',
  balance_transaction: 'BalanceTransaction',
  bank_account: 'BankAccount',
  charge: 'Charge',
  'checkout.session': 'Session',
  customer: 'Customer',
  dispute: 'Dispute',
  event: 'EventBase',
  item: 'LineItem',
  payment_intent: 'PaymentIntent',
  payment_method: 'PaymentMethod',
  payout: 'Payout',
  price: 'Price',
  refund: 'Refund',
  setup_intent: 'SetupIntent',
  transfer: 'Transfer',
  transfer_reversal: 'TransferReversal',
};

/** Says of an answer of the API where it is not of the shape that the SDK's types promise: too little, too much, otherwise. */
export function openShapes(types: ReturnType<typeof openStripeTypes>) {
  const shapes = new Map<string, Node>();

  const shapeOf = (kind: string): Node | undefined => {
    const name = NAMES[kind];
    if (name === undefined) return undefined;
    const known = shapes.get(kind) ?? types.shapeOf(name);
    shapes.set(kind, known);
    return known;
  };

  const inObject = (fields: Record<string, Node>, value: Record<string, unknown>, path: string): string[] => [
    ...Object.keys(value)
      .filter((name) => !Object.hasOwn(fields, name))
      .map((name) => `${path}.${name} is unknown`),
    ...Object.entries(fields).flatMap(([name, node]) => {
      if (name in value) return misfits(node, value[name], `${path}.${name}`);
      return node.required ? [`${path}.${name} is missing`] : [];
    }),
  ];

  const misfits = (node: Node, value: unknown, path: string): string[] => {
    if (value === null) return node.nullable ? [] : [`${path} is null`];
    const isRecord = typeof value === 'object' && !Array.isArray(value);
    switch (node.kind) {
      case 'either': {
        const each = node.of.map((one) => misfits(one, value, path));
        return each.find((wrong) => wrong.length === 0) ?? each.at(-1) ?? [];
      }
      case 'reference':
        return isRecord ? ofObject(value as Record<string, unknown>, path) : [`${path} is no ${node.to}`];
      case 'page':
        return isRecord ? ofObject(value as Record<string, unknown>, path) : [`${path} is no list`];
      case 'list':
        if (!Array.isArray(value)) return [`${path} is no list`];
        return value.flatMap((one, index) => misfits(node.of, one, `${path}[${index}]`));
      case 'map':
        if (!isRecord) return [`${path} is no object`];
        return Object.entries(value).flatMap(([key, one]) => misfits(node.of, one, `${path}.${key}`));
      case 'object':
        return isRecord
          ? inObject(node.fields, value as Record<string, unknown>, path)
          : [`${path} is no object`];
      case 'string':
        if (typeof value !== 'string') return [`${path} is no string`];
        return !node.oneOf || node.oneOf.includes(value) ? [] : [`${path} is ${value}`];
      case 'integer':
      case 'number':
        return typeof value === 'number' ? [] : [`${path} is no number`];
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${path} is no boolean`];
      case 'unserved':
        return [`${path} is not served`];
    }
  };

  /** An answer: an object that says what it is, or a list of such. */
  const ofObject = (value: Record<string, unknown>, path = String(value.object)): string[] => {
    if (value.object === 'list') {
      const { data, has_more, url, object: _object, total_count: _total, ...more } = value;
      const isList = Array.isArray(data) && typeof has_more === 'boolean' && typeof url === 'string';
      if (!isList || Object.keys(more).length > 0) return [`${path} is no page of a list`];
      return data.flatMap((one, index) => ofObject(one, `${path}[${index}]`));
    }
    const shape = shapeOf(String(value.object));
    if (shape?.kind !== 'object') return [`${path} is a ${value.object}`];
    if (value.object !== 'event') return inObject(shape.fields, value, path);
    // What an event is about follows from its type, and the object tells itself.
    const { object } = value.data as { object: Record<string, unknown> };
    return [
      ...inObject(shape.fields, { ...value, data: { object: {} } }, path),
      ...ofObject(object, `${path} ${value.type}`),
    ];
  };

  return ofObject;
}
