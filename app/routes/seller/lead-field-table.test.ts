import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { leadBody } from '#app/api/leads.ts';
import { LeadFieldTable } from './lead-field-table.tsx';

type Fields = {
  readonly properties?: Readonly<Record<string, Fields>>;
  readonly additionalProperties?: unknown;
};

/** A request's fields as they are written down: what lies within another by its path. The niche's answers have a table of their own. */
function fieldsOf(): string[] {
  const { properties = {} } = z.toJSONSchema(leadBody, { io: 'input' }) as Fields;
  return Object.entries(properties).flatMap(([name, { properties: inner }]) =>
    inner ? Object.keys(inner).map((each) => `${name}.${each}`) : name === 'attributes' ? [] : [name],
  );
}

it('names every field that a request may hold, and none that it may not', () => {
  const props = { offerId: 'offer_1', regions: 'UA-30', channels: 'form', languages: '' };
  const page = renderToStaticMarkup(createElement(LeadFieldTable, props));
  const named = [...page.matchAll(/<code>([a-z_.]+)<\/code>/g)].map(([, name]) => name);
  expect([...new Set(named)].sort()).toEqual(fieldsOf().sort());
});
