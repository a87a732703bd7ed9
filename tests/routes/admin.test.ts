import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readNicheTerms } from '#app/domain/catalog/read-niche-terms.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { readVisitor } from '#app/domain/identity/read-visitor.server.ts';
import { leadAccepted } from '#app/domain/leads/jobs.ts';
import { readSetting } from '#app/domain/settings/read-settings.server.ts';
import { present } from '#app/kernel/assert.ts';
import { deadLetterOf } from '#app/platform/job-kind.ts';
import * as audit from '#app/routes/admin/audit.tsx';
import * as jobs from '#app/routes/admin/jobs.tsx';
import * as niche from '#app/routes/admin/niche.tsx';
import * as now from '#app/routes/admin/now.tsx';
import * as organisations from '#app/routes/admin/organisations.tsx';
import * as people from '#app/routes/admin/people.tsx';
import * as person from '#app/routes/admin/person.tsx';
import * as questions from '#app/routes/admin/questions.tsx';
import * as settings from '#app/routes/admin/settings.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { pageRefusals } from '#app/words/en/refusals.ts';
import { makeOrganisation } from '../factories/market.ts';
import { makePerson, type Person } from '../factories/people.ts';
import { askPage, type PageModule } from '../setup/pages.ts';
import { openWorld, type World } from '../setup/world.ts';

const NICHE = 'legal.family';
let world: World;
let admin: Person;
let moderator: Person;

beforeAll(async () => {
  world = await openWorld();
  admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
  moderator = await makePerson(world.db, { platformRole: 'moderator', secondFactor: true });
});

afterAll(async () => {
  await world.close();
});

type Form = Record<string, string | string[]>;
// biome-ignore lint/suspicious/noExplicitAny: pages' data are looked at by single fields
type Data = any;

async function ask(page: unknown, path: string, params: Record<string, string> = {}, form?: Form) {
  const answer = await askPage(world, page as PageModule, {
    token: admin.token,
    path,
    params,
    ...(form ? { form } : {}),
  });
  return { ...answer, data: answer.data as Data };
}

const send = (page: unknown, path: string, params: Record<string, string>, form: Form) =>
  ask(page, path, params, form);

const isSignedIn = async ({ token }: Person) =>
  (await readVisitor(world.db, { token, address: '', now: new Date() })) !== null;

describe('people', () => {
  it('are found by a part of their name or address', async () => {
    const one = await makePerson(world.db);
    await world.db.prisma.person.update({ where: { id: one.id }, data: { name: 'Zsófia Kovács' } });
    const found = async (q: string) =>
      (await ask(people, `/admin/people?q=${encodeURIComponent(q)}`)).data.people.map(
        ({ id }: { id: string }) => id,
      );
    expect(await found('kovács')).toEqual([one.id]);
    expect(await found(one.email.toUpperCase())).toEqual([one.id]);
    expect(await found('nobody at all')).toEqual([]);
    expect((await ask(people, '/admin/people?show=staff')).data.total).toBe(2);
  });

  it('get a role at the exchange only once it is confirmed, and log in anew for it', async () => {
    const one = await makePerson(world.db);
    const params = { personId: one.id };
    const asked = await send(person, `/admin/people/${one.id}`, params, {
      intent: 'role',
      role: 'moderator',
    });
    expect(asked.data.ask.figures).toContainEqual({ label: adminWords.person.to, value: 'Moderator' });
    expect(await isSignedIn(one)).toBe(true);
    const done = await send(person, `/admin/people/${one.id}`, params, {
      ...asked.data.ask.fields,
      confirmed: 'yes',
    });
    expect(done.location).toBe(`/admin/people/${one.id}?done=role`);
    const stored = await world.db.prisma.person.findUniqueOrThrow({ where: { id: one.id } });
    expect(stored.platformRole).toBe('moderator');
    expect(await isSignedIn(one)).toBe(false);
  });

  it('do not get a role that was decided on what they no longer are', async () => {
    const one = await makePerson(world.db, { platformRole: 'moderator', secondFactor: true });
    const answer = await send(
      person,
      `/admin/people/${one.id}`,
      { personId: one.id },
      {
        intent: 'role',
        role: 'admin',
        before: 'none',
        confirmed: 'yes',
      },
    );
    expect(answer.data.failed.refusal).toBe(pageRefusals.person_changed());
    expect(await isSignedIn(one)).toBe(true);
  });

  it('are shut out for a reason, with all their sessions, and let in again', async () => {
    const one = await makePerson(world.db);
    const path = `/admin/people/${one.id}`;
    const params = { personId: one.id };
    const short = await send(person, path, params, { intent: 'disable', reason: 'spam', confirmed: 'yes' });
    expect(short.data.failed.errors.reason).toBe(adminWords.reason.bad);
    const reason = 'Sold the same contacts under two names.';
    const asked = await send(person, path, params, { intent: 'disable', reason });
    expect(await isSignedIn(one)).toBe(true);
    await send(person, path, params, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(await isSignedIn(one)).toBe(false);
    await send(person, path, params, { intent: 'enable', reason: 'It was a mistake of ours.' });
    const { data } = await ask(person, path, params);
    expect(data.person.disabledAt).toBeNull();
    expect(data.log.map(({ action }: { action: string }) => action)).toEqual([
      'person.enabled',
      'person.disabled',
    ]);
    expect(data.log[1].details).toContain(reason);
  });

  it('who lost their authenticator log in without it, once an admin says why', async () => {
    const one = await makePerson(world.db, { secondFactor: true });
    const path = `/admin/people/${one.id}`;
    const params = { personId: one.id };
    const reason = 'Lost the phone; called back on the number in the contract.';
    const asked = await send(person, path, params, { intent: 'factor', reason });
    expect(asked.data.ask.figures).toContainEqual({ label: adminWords.person.reason, value: reason });
    expect(await isSignedIn(one)).toBe(true);
    const fields = { ...asked.data.ask.fields, confirmed: 'yes' };
    expect((await send(person, path, params, fields)).location).toBe(`${path}?done=factor`);
    expect(await isSignedIn(one)).toBe(false);
    expect(await world.db.prisma.person.findUniqueOrThrow({ where: { id: one.id } })).toMatchObject({
      totpSealed: null,
      totpConfirmedAt: null,
      recoveryHashes: [],
    });
    const { data } = await ask(person, path, params);
    expect(data.log[0]).toMatchObject({ action: 'person.second_factor_taken_off' });
    expect(data.log[0].details).toContain(reason);
    expect(await world.db.prisma.mail.count({ where: { template: 'second_factor_off' } })).toBe(1);
    const again = await send(person, path, params, fields);
    expect(again.data.failed.refusal).toBe(pageRefusals.second_factor_off());
    const own = await send(person, `/admin/people/${admin.id}`, { personId: admin.id }, fields);
    expect(own.data.failed.refusal).toBe(pageRefusals.person_is_you());
  });

  it('do not change themselves, whatever they send', async () => {
    const path = `/admin/people/${admin.id}`;
    const role = { intent: 'role', role: 'none', before: 'admin', confirmed: 'yes' };
    const refused = await send(person, path, { personId: admin.id }, role);
    expect(refused.data.failed.refusal).toBe(pageRefusals.person_is_you());
    const shut = { intent: 'disable', reason: 'I would rather not be here.', confirmed: 'yes' };
    expect((await send(person, path, { personId: admin.id }, shut)).data.failed.refusal).toBe(
      pageRefusals.person_is_you(),
    );
    expect(await isSignedIn(admin)).toBe(true);
  });

  it('who are the last two admins do not shut out each other', async () => {
    const other = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
    const shut = (token: string, personId: string) =>
      askPage(world, person as unknown as PageModule, {
        token,
        path: `/admin/people/${personId}`,
        params: { personId },
        form: { intent: 'disable', reason: 'We do not trust each other.', confirmed: 'yes' },
      });
    await Promise.all([shut(admin.token, other.id), shut(other.token, admin.id)]);
    const left = await world.db.prisma.person.findMany({
      where: { platformRole: 'admin', disabledAt: null },
    });
    expect(left).toHaveLength(1);
    await world.db.prisma.person.updateMany({ data: { disabledAt: null } });
    await world.db.prisma.person.update({ where: { id: other.id }, data: { platformRole: null } });
    admin = await makePerson(world.db, { platformRole: 'admin', secondFactor: true });
  });
});

describe('organisations', () => {
  it('are found by a part of their name, and by their state', async () => {
    const id = await makeOrganisation(world.db, 'seller');
    await world.db.prisma.organisation.update({
      where: { id },
      data: { name: 'Üveg és Ablak Kft.', reviewStatus: 'waiting' },
    });
    const found = async (query: string) =>
      (await ask(organisations, `/admin/organisations?${query}`)).data.organisations.map(
        (one: { id: string }) => one.id,
      );
    expect(await found('q=ablak')).toEqual([id]);
    expect(await found('show=waiting')).toEqual([id]);
    expect(await found('q=ablak&show=buys')).toEqual([]);
  });
});

describe('a niche', () => {
  const path = `/admin/niches/${NICHE}`;
  const terms = async () => present(await readNicheTerms(world.db, { nicheCode: NICHE }), 'it is there');

  it('changes its fee and trade once it is confirmed what to', async () => {
    const asked = await send(niche, path, { code: NICHE }, { trade: 'reviewed', fee: '12,5' });
    expect(asked.data.ask.figures).toEqual([
      { label: adminWords.niche.trade, value: 'Open → Reviewed' },
      { label: adminWords.niches.fee, value: '10 % → 12.5 %' },
      { label: adminWords.niche.offers, value: '0' },
    ]);
    expect(await terms()).toMatchObject({ feeBasisPoints: 1_000, trade: 'open' });
    const done = await send(niche, path, { code: NICHE }, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(done.location).toBe(`${path}?done=terms`);
    expect((await readReference(world.db.pool)).niches.get(NICHE)).toMatchObject({
      feeBasisPoints: 1_250,
      trade: 'reviewed',
    });
    expect((await terms()).editedAt, 'its questions still come with a release').toBeNull();
  });

  it('says what is wrong with a fee and keeps what was typed', async () => {
    const { data } = await send(niche, path, { code: NICHE }, { trade: 'open', fee: '51' });
    expect(data.failed.errors.fee).toBe(adminWords.niche.feeBad);
    expect(data.failed.typed.fee).toEqual(['51']);
  });

  it('does not change by a question that was asked of it as it was', async () => {
    const asked = await send(niche, path, { code: NICHE }, { trade: 'open', fee: '20' });
    const other = await send(niche, path, { code: NICHE }, { trade: 'reviewed', fee: '30' });
    await send(niche, path, { code: NICHE }, { ...other.data.ask.fields, confirmed: 'yes' });
    const late = await send(niche, path, { code: NICHE }, { ...asked.data.ask.fields, confirmed: 'yes' });
    expect(late.data.failed.refusal).toBe(pageRefusals.niche_changed());
    expect((await terms()).feeBasisPoints).toBe(3_000);
  });

  it('gets its questions added, moved and saved by forms alone', async () => {
    const at = `${path}/questions`;
    const { data: shown } = await ask(questions, at, { code: NICHE });
    const fieldsOf = (draft: Data[]) => ({
      version: shown.version,
      count: String(draft.length),
      ...Object.fromEntries(
        draft.flatMap((one, index) =>
          ['id', 'type', 'key', 'label', 'unit', 'min', 'max', 'options'].map((name) => [
            `q${index}.${name}`,
            one[name],
          ]),
        ),
      ),
    });
    const added = await send(
      questions,
      at,
      { code: NICHE },
      {
        ...fieldsOf(shown.draft),
        do: 'add',
        add_type: 'boolean',
      },
    );
    const written = added.data.draft.map((one: Data) =>
      one.isStored ? one : { ...one, key: 'has_children', label: 'Has children' },
    );
    const last = written.length - 1;
    const moved = await send(questions, at, { code: NICHE }, { ...fieldsOf(written), do: `up:${last}` });
    expect((await terms()).questions, 'nothing is saved yet').toHaveLength(shown.draft.length);
    const wrong = moved.data.draft.map((one: Data) => ({ ...one, label: one.isStored ? one.label : '' }));
    const refused = await send(questions, at, { code: NICHE }, { ...fieldsOf(wrong), do: 'save' });
    expect(refused.data.failed.errors[`q${last - 1}.label`]).toBe(adminWords.questionnaire.faults.unnamed);
    const saved = await send(questions, at, { code: NICHE }, { ...fieldsOf(moved.data.draft), do: 'save' });
    expect(saved.location).toBe(`${path}?done=questions`);
    const stored = await terms();
    expect(stored.questions.at(-2)).toEqual({
      key: 'has_children',
      type: 'boolean',
      label: { en: 'Has children' },
    });
    expect(stored.questions[0]?.label, 'other languages stay').toHaveProperty('uk');
    expect(stored.editedAt).not.toBeNull();
  });
});

describe('a setting', () => {
  it('is changed by its form, or told what is wrong with it', async () => {
    const wrong = await send(
      settings,
      '/admin/settings',
      {},
      {
        key: 'seller_reply_hours',
        seller_reply_hours: '0',
      },
    );
    expect(wrong.data.failed.errors.seller_reply_hours).toBe(adminWords.settings.numberBad);
    await send(settings, '/admin/settings', {}, { key: 'seller_reply_hours', seller_reply_hours: '72' });
    expect(await readSetting(world.db, 'seller_reply_hours')).toBe(72);
    const { data } = await ask(settings, '/admin/settings');
    const amounts = Object.fromEntries(
      Object.keys(data.values.payout_minimum_minor).map((currency) => [`amount-${currency}`, '15.50']),
    );
    await send(settings, '/admin/settings', {}, { key: 'payout_minimum_minor', ...amounts });
    expect((await readSetting(world.db, 'payout_minimum_minor')).HUF).toBe(1_550n);
  });

  it('that waits is shown with its moment, and stopped with one press', async () => {
    const key = 'second_approval_above_minor';
    const { data } = await ask(settings, '/admin/settings');
    const amounts = Object.fromEntries(
      Object.keys(data.values[key]).map((currency) => [`amount-${currency}`, '9999999.00']),
    );
    const asked = await send(settings, '/admin/settings', {}, { key, ...amounts });
    expect(asked.location).toBe('/admin/settings?done=waits');
    expect((await ask(settings, '/admin/settings')).data.waiting).toHaveProperty(key);
    const stopped = await send(settings, '/admin/settings', {}, { key, act: 'stop' });
    expect(stopped.location).toBe('/admin/settings?done=stopped');
    expect((await ask(settings, '/admin/settings')).data.waiting).toEqual({});
  });

  it('that there is none of is not found', async () => {
    expect((await send(settings, '/admin/settings', {}, { key: 'everything' })).status).toBe(404);
  });
});

describe('jobs', () => {
  /** What the queue does with a job whose tries are over. */
  async function giveUp(): Promise<string> {
    const { rows } = await world.owner.query<{ id: string }>(
      `INSERT INTO pgboss.job (name, data, source_name, source_output, source_retry_count)
       VALUES ($1, '{"ids":["lead_x"]}', $2, '{"code":"40P01"}', 5) RETURNING id::text`,
      [deadLetterOf(leadAccepted), leadAccepted.name],
    );
    return rows[0]?.id ?? '';
  }
  const kind = async () =>
    (await ask(jobs, '/admin/jobs')).data.kinds.find(
      ({ name }: { name: string }) => name === leadAccepted.name,
    );

  it('that were given up need somebody, and go back to the worker one by one or all together', async () => {
    const [first] = [await giveUp(), await giveUp(), await giveUp()];
    expect(await kind()).toMatchObject({ dead: 3, waiting: 0, active: 0 });
    expect((await ask(now, '/admin')).data.tasks).toContainEqual(
      expect.objectContaining({ text: adminWords.now.dead(3) }),
    );
    const { data } = await ask(jobs, '/admin/jobs');
    expect(data.dead[0]).toMatchObject({ kind: leadAccepted.name, code: '40P01', tries: 6 });
    const one = { kind: leadAccepted.name, job: first ?? '' };
    expect((await send(jobs, '/admin/jobs', {}, one)).location).toBe('/admin/jobs?done=retried');
    expect(await kind()).toMatchObject({ dead: 2, waiting: 1 });
    expect((await send(jobs, '/admin/jobs', {}, one)).data.refusal).toBe(pageRefusals.job_unknown());
    await send(jobs, '/admin/jobs', {}, { kind: leadAccepted.name, which: 'all' });
    expect(await kind()).toMatchObject({ dead: 0, waiting: 3 });
    const { data: log } = await ask(audit, `/admin/audit?about=${leadAccepted.name}`);
    expect(log.lines.map(({ details }: { details: string }) => details)).toEqual(['count: 2', 'count: 1']);
  });

  it.each(['no-such-job', '', "x'; DROP TABLE lead; --", 'pgboss/../job'])(
    'of a kind %j are none',
    async (kindName) => {
      const answer = await send(jobs, '/admin/jobs', {}, { kind: kindName, which: 'all' });
      expect(answer.data.refusal).toBe(pageRefusals.job_unknown());
    },
  );
});

describe('the start page', () => {
  it('counts what was traded and finds the books in order', async () => {
    const { data } = await ask(now, '/admin');
    expect(data.figures[0]).toMatchObject({ key: 'leads', cells: ['0', '0', '0'] });
    const checked = await send(now, '/admin', {}, {});
    expect(checked.data.violations).toEqual([]);
  });
});

describe('a moderator', () => {
  const pages = { audit, jobs, niche, now, organisations, people, person, questions, settings };

  it.each(Object.entries(pages))('opens no page of the admins: %s', async (_name, page) => {
    const of = { token: moderator.token, path: '/admin', params: { code: NICHE, personId: admin.id } };
    expect((await askPage(world, page as unknown as PageModule, of)).status).toBe(403);
    if ('action' in page)
      expect((await askPage(world, page as unknown as PageModule, { ...of, form: {} })).status).toBe(403);
  });
});
