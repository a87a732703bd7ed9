import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countSuppressions } from '#app/domain/leads/count-suppressions.server.ts';
import * as ownPage from '#app/routes/account/suppression.tsx';
import * as platformPage from '#app/routes/admin/suppression.tsx';
import { freshPhone, makeOrganisation } from '../factories/market.ts';
import { makePerson } from '../factories/people.ts';
import { pageContext } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

let world: World;
let organisationId: string;
let token: string;

beforeAll(async () => {
  world = await openWorld();
  organisationId = await makeOrganisation(world.db, 'both');
  token = (await makePerson(world.db, { organisationId, role: 'manager' })).token;
});

afterAll(() => world.close());

type Page = typeof ownPage | typeof platformPage;

/** Sends one of a page's forms, as a browser does: with a file where there is one. */
async function send(page: Page, by: string, fields: Record<string, string>, file?: string) {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.append(name, value);
  if (file !== undefined) body.append('file', new File([file], 'list.csv'));
  const request = new Request('http://localhost:3000/account/suppression', { method: 'POST', body });
  const args = { request, params: {}, context: pageContext(world, by) } as never;
  return page.action(args).catch((answer: Response) => ({ location: answer.headers.get('location') }));
}

const count = (owner: string) => countSuppressions(world.db.pool, owner);

describe('the page of a suppression list', () => {
  it('takes a file and what was pasted, and says what became of them', async () => {
    const phone = freshPhone();
    const answer = await send(
      ownPage,
      token,
      { act: 'add', contacts: phone, reason: 'customer' },
      `phone\r\n${freshPhone()}\r\n${phone}`,
    );
    expect(answer).toEqual({ form: 'add', added: { added: 2, known: 0, unread: 1, unreadLines: [1] } });
    expect(await count(organisationId)).toBe(2);

    expect(await send(ownPage, token, { act: 'search', contact: phone })).toMatchObject({
      found: { contact: phone, entry: { reason: 'customer' } },
    });
    expect(await send(ownPage, token, { act: 'remove', contact: phone })).toEqual({
      location: '/account/suppression?done=removed',
    });
    expect(await send(ownPage, token, { act: 'search', contact: phone })).toMatchObject({
      found: { entry: null },
    });
  });

  it('says what is wrong, and sends nothing of a file back', async () => {
    const empty = await send(ownPage, token, { act: 'add' });
    expect(empty).toMatchObject({ failed: { errors: { contacts: expect.stringMatching(/Choose a file/) } } });
    const unread = await send(ownPage, token, { act: 'add' }, 'secret-person');
    expect(JSON.stringify(unread)).toMatch(/No phone, e-mail or hash/);
    expect(JSON.stringify(unread)).not.toMatch(/secret-person/);
    expect(await send(ownPage, token, { act: 'search', contact: 'nobody' })).toMatchObject({
      failed: { errors: { contact: expect.stringMatching(/no phone/) } },
    });
  });

  it('empties the list only when the figure was agreed to', async () => {
    const asked = await send(ownPage, token, { act: 'clear', seen: '1' });
    expect(asked).toMatchObject({ ask: { figures: [{ value: '1' }], tone: 'danger' } });
    expect(await count(organisationId)).toBe(1);
    expect(await send(ownPage, token, { act: 'clear', seen: '1', confirmed: 'yes' })).toEqual({
      location: '/account/suppression?done=cleared',
    });
    expect(await count(organisationId)).toBe(0);
  });

  it('of the exchange is an admin’s, and another list', async () => {
    const admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
    await send(platformPage, admin.token, { act: 'add', contacts: freshPhone(), reason: 'complaint' });
    expect(await count('platform')).toBe(1);
    expect(await count(organisationId)).toBe(0);
  });
});
