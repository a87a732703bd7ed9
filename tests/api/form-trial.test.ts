import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { issueFormToken } from '#app/domain/forms/form-token.server.ts';
import { testPath } from '#app/domain/forms/preview-key.server.ts';
import { readFormFigures, sumFigures } from '#app/domain/forms/read-form-figures.server.ts';
import { DAY_MS, after as later } from '#app/kernel/time.ts';
import { makeForm, solve } from '../factories/forms.ts';
import { freshPhone, fund, makeOffer, makeOrder, makeOrganisation } from '../factories/market.ts';
import { openWorld, serve, until, type World } from '../setup/world.ts';

/* A seller tries a published form of theirs: the lead goes the whole way, costs nothing and counts nowhere. */

let world: World;
let url: string;
let stop: () => Promise<void>;
let formId: string;
let buyerId: string;

beforeAll(async () => {
  world = await openWorld();
  ({ url, stop } = await serve(world));
  const offer = await makeOffer(world.db, await makeOrganisation(world.db, 'seller'), {
    channels: ['form'],
    regions: ['UA'],
  });
  formId = (await makeForm(world.db, offer, { draft: { questions: [] } })).id;
  buyerId = await makeOrganisation(world.db, 'buyer');
  await fund(world.db, buyerId, 100_000_000n);
  await makeOrder(world.db, buyerId);
});
afterAll(async () => {
  await stop();
  await world.close();
});

const path = (now = new Date()) => testPath(world.db.keys.signing, { formId, now });
const token = () =>
  issueFormToken(world.db.keys.signing, { formId, version: 1, now: later(new Date(), -60_000) }).text;

function filled(more: Record<string, string> = {}) {
  return { token: token(), name: 'Olena', phone: freshPhone(), region: 'UA-30', consent: 'yes', ...more };
}

const send = (to: string, fields: Record<string, string>) =>
  fetch(url + to, { method: 'POST', body: new URLSearchParams(fields) });

const leads = () => world.db.prisma.lead.findMany({ where: { consent: { formId } }, orderBy: { id: 'asc' } });

describe('a test lead by a form', () => {
  it('is filled in on a page that says what it is, and shows the same when something is wrong', async () => {
    const page = await (await fetch(url + path())).text();
    expect(page).toContain('This is a test');
    expect(page).toContain(`action="${path().split('/test/')[0]}/test/`);
    const wrong = await send(path(), filled({ phone: '12' }));
    expect(wrong.status).toBe(422);
    const again = await wrong.text();
    expect(again).toContain('This is a test');
    expect(again).toMatch(/action="\/f\/\w+\/test\//);
    expect(await leads()).toEqual([]);
  });

  it('goes the whole way, without a script and with one, and is sold to nobody though an order wants it', async () => {
    expect((await send(path(), filled())).status).toBe(200);
    const fields = Object.fromEntries(Object.entries(filled()).map(([name, value]) => [name, [value]]));
    const proof = await solve(fields.token?.[0] ?? '');
    const byScript = await fetch(url + path(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ fields, proof }),
    });
    expect(await byScript.json()).toMatchObject({ status: 'taken' });
    await until('both have their verdict', async () =>
      (await leads()).every(({ settledAt }) => settledAt !== null),
    );
    expect(await leads()).toMatchObject([
      { test: true, channel: 'form', status: 'available', salesCount: 0, claimCount: 0 },
      { test: true, channel: 'form', status: 'available', salesCount: 0, claimCount: 0 },
    ]);
    expect(await world.db.prisma.sale.count({ where: { buyerOrganisationId: buyerId } })).toBe(0);
    const figures = await readFormFigures(world.db, { formIds: [formId], days: 30, now: new Date() });
    expect(sumFigures(figures)).toMatchObject({ views: 0, starts: 0, finished: 0 });
  });

  it('is not to be had without its key, past its time or for another form', async () => {
    const count = (await leads()).length;
    const old = path(later(new Date(), -DAY_MS));
    const other = path().replace(formId, 'form_other');
    const forged = path().replace(/\/test\/\d+\//, `/test/${Date.now() + DAY_MS}/`);
    for (const address of [old, other, forged, `/f/${formId}/test/1/x`]) {
      expect((await fetch(url + address)).status, address).toBe(404);
      expect((await send(address, filled())).status, address).toBe(404);
    }
    expect(await leads()).toHaveLength(count);
  });
});
