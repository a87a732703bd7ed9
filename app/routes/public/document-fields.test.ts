import { expect, test } from 'vitest';
import { fieldsOf, type Schema } from './document-fields.ts';

const rowsOf = (schema: Schema, schemas = {}) =>
  fieldsOf(schema, schemas).map((row) => [row.path, row.type, row.required, row.limits.join('; ')]);

test('fields in fields are named by their path, those of lists with brackets', () => {
  const schema: Schema = {
    type: 'object',
    required: ['contact'],
    properties: {
      contact: { type: 'object', properties: { phone: { anyOf: [{ type: 'string' }, { type: 'null' }] } } },
      checks: { type: 'array', maxItems: 9, items: { $ref: '#/components/schemas/Check' } },
    },
  };
  const check: Schema = { type: 'object', required: ['code'], properties: { code: { enum: ['a', 'b'] } } };
  expect(rowsOf(schema, { Check: check })).toEqual([
    ['contact', 'object', true, ''],
    ['contact.phone', 'text or null', false, ''],
    ['checks', 'list: object', false, 'at most 9 items'],
    ['checks[].code', 'text', true, 'one of a, b'],
  ]);
});

test('of several shapes, what is not in all says when it is there', () => {
  const shape = (role: string, more: Record<string, Schema>): Schema => ({
    type: 'object',
    required: ['role', ...Object.keys(more)],
    properties: { role: { type: 'string', const: role }, ...more },
  });
  const rows = rowsOf({
    oneOf: [
      shape('buyer', { price: { type: 'string' }, contact: { type: 'object' } }),
      shape('seller', { price: { type: 'string' }, fee: { type: 'string' } }),
    ],
  });
  expect(rows).toEqual([
    ['role', 'text', true, 'always buyer; always seller'],
    ['price', 'text', true, ''],
    ['contact', 'object', false, 'only where role is buyer'],
    ['fee', 'text', false, 'only where role is seller'],
  ]);
});

test('a schema that refers to itself ends', () => {
  const node: Schema = { type: 'object', properties: { child: { $ref: '#/components/schemas/Node' } } };
  expect(fieldsOf(node, { Node: node }).length).toBeLessThan(12);
});
