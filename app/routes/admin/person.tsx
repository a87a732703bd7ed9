import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { readAudit } from '#app/domain/audit/read-audit.server.ts';
import { disablePerson } from '#app/domain/identity/disable-person.server.ts';
import { enablePerson } from '#app/domain/identity/enable-person.server.ts';
import { type ListedPerson, readPerson } from '#app/domain/identity/read-people.server.ts';
import { setPlatformRole } from '#app/domain/identity/set-platform-role.server.ts';
import { takeSecondFactorOff } from '#app/domain/identity/take-second-factor-off.server.ts';
import { PLATFORM_ROLES, type PlatformRole } from '#app/domain/identity/visitor.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { attempt, failed, one, readForm, type Typed } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, type Asked, answerTo } from './answer.ts';
import { AuditLines } from './audit-lines.tsx';
import { auditView } from './audit-view.ts';
import { PersonBadges } from './person-badges.tsx';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';

const words = adminWords.person;
const LOG_LIMIT = 20;
const ROLES = ['none', ...PLATFORM_ROLES] as const;

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: words.meta(data?.person.name ?? words.back) },
];

async function findPerson(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const person = await readPerson(db, { personId: args.params.personId ?? '', now });
  if (!person) throw new Response(null, { status: 404 });
  return { staff, person };
}

export async function loader(args: LoaderFunctionArgs) {
  const { staff, person } = await findPerson(args);
  const { db, now } = args.context;
  const log = await readAudit(db, { about: person.id, limit: LOG_LIMIT, before: null });
  return { person, isSelf: staff.person.id === person.id, log: log.map(auditView), now };
}

export async function action(args: ActionFunctionArgs) {
  const { staff, person } = await findPerson(args);
  const typed = await readForm(args.request);
  const by = { personId: person.id, actor: staff.actor, origin: staff.origin, now: args.context.now };
  if (one(typed, 'intent') === 'role') return changeRole(args, typed, person, by);
  if (one(typed, 'intent') === 'factor') return takeOff(args, typed, person, by);
  return shutOut(args, typed, person, by);
}

type By = { personId: string; actor: string; origin: string; now: Date };
type Found = ListedPerson & { readonly sessionsCount: number };

async function changeRole(args: ActionFunctionArgs, typed: Typed, person: Found, by: By): Promise<Answer> {
  const role = roleOf(one(typed, 'role'));
  const { platformRole: now } = person;
  if (one(typed, 'confirmed') !== 'yes') {
    if (role === now) return answerTo('role', { failed: failed(typed, { role: words.roleSame }) });
    return answerTo('role', { ask: askRole(person, role), failed: failed(typed, {}) });
  }
  const before = roleOf(one(typed, 'before'));
  const changed = await attempt(typed, setPlatformRole(args.context.db, { ...by, before, role }));
  if (!changed.ok) return answerTo('role', { failed: changed.failed });
  throw redirect(`/admin/people/${person.id}?done=role`);
}

function askRole(person: Found, role: PlatformRole | null): Asked {
  const before = person.platformRole ?? 'none';
  const after = role ?? 'none';
  return {
    title: words.askRole(person.name),
    text: words.askRoleText,
    figures: [
      { label: words.person, value: person.email },
      { label: words.from, value: adminWords.platformRoles[before] },
      { label: words.to, value: adminWords.platformRoles[after] },
      { label: words.ended, value: String(person.sessionsCount) },
    ],
    fields: { intent: 'role', role: after, before },
    confirmLabel: words.roleConfirm(adminWords.platformRoles[after]),
  };
}

function roleOf(text: string): PlatformRole | null {
  return PLATFORM_ROLES.find((role) => role === text) ?? null;
}

async function takeOff(args: ActionFunctionArgs, typed: Typed, person: Found, by: By): Promise<Answer> {
  const read = readReason(typed);
  if (!read.ok) return answerTo('factor', { failed: read.failed });
  const { reason } = read;
  if (one(typed, 'confirmed') !== 'yes') {
    const ask = {
      title: words.askFactor(person.name),
      text: words.askFactorText,
      figures: figuresOf(person, reason),
      fields: { intent: 'factor', reason },
      confirmLabel: words.factorSubmit,
      tone: 'danger' as const,
    };
    return answerTo('factor', { ask, failed: failed(typed, {}) });
  }
  const done = await attempt(typed, takeSecondFactorOff(args.context.db, { ...by, reason }));
  if (!done.ok) return answerTo('factor', { failed: done.failed });
  throw redirect(`/admin/people/${person.id}?done=factor`);
}

function figuresOf(person: Found, reason: string): Asked['figures'] {
  return [
    { label: words.person, value: person.email },
    { label: words.ended, value: String(person.sessionsCount) },
    { label: words.reason, value: reason },
  ];
}

/** Shuts out, or lets in again who is. */
async function shutOut(args: ActionFunctionArgs, typed: Typed, person: Found, by: By): Promise<Answer> {
  const read = readReason(typed);
  if (!read.ok) return answerTo('state', { failed: read.failed });
  const { reason } = read;
  const { db } = args.context;
  if (one(typed, 'intent') === 'enable') {
    await enablePerson(db, { ...by, reason });
    throw redirect(`/admin/people/${person.id}?done=enabled`);
  }
  if (one(typed, 'confirmed') !== 'yes')
    return answerTo('state', { ask: askToShutOut(person, reason), failed: failed(typed, {}) });
  const done = await attempt(typed, disablePerson(db, { ...by, reason }));
  if (!done.ok) return answerTo('state', { failed: done.failed });
  throw redirect(`/admin/people/${person.id}?done=disabled`);
}

function askToShutOut(person: Found, reason: string): Asked {
  return {
    title: words.askDisable(person.name),
    text: words.askDisableText,
    figures: figuresOf(person, reason),
    fields: { intent: 'disable', reason },
    confirmLabel: words.disableConfirm,
    tone: 'danger',
  };
}

export default function Person() {
  const { person, isSelf, log, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/people/${person.id}`} />}
      <FlashNotice
        notices={{
          role: { title: words.done.role },
          disabled: { title: words.done.disabled },
          enabled: { title: words.done.enabled },
          factor: { title: words.done.factor },
        }}
      />
      <WorkTitle
        title={person.name}
        badges={<PersonBadges person={person} />}
        back={{ to: '/admin/people', label: words.back }}
      />
      <div className="flex flex-col gap-10">
        <Facts />
        <Organisations />
        {isSelf ? <p className="text-sm text-ink-soft">{words.own}</p> : <Acts />}
        <Section id="log" title={words.log}>
          <AuditLines lines={log} now={now} empty={words.noLog} />
        </Section>
      </div>
    </>
  );
}

function Facts() {
  const { person, now } = useLoaderData<typeof loader>();
  return (
    <Section id="facts" title={words.facts}>
      <DefinitionList
        items={[
          {
            term: words.email,
            value: `${person.email} · ${person.emailConfirmed ? words.confirmed : adminWords.states.unconfirmed}`,
          },
          { term: words.secondFactor, value: person.hasSecondFactor ? words.has : words.hasNot },
          { term: words.sessions, value: String(person.sessionsCount) },
          {
            term: words.lastSeen,
            value: person.lastSeenAt ? <Moment at={person.lastSeenAt} now={now} /> : words.never,
          },
          { term: words.since, value: <Moment at={person.createdAt} now={now} exact /> },
          ...(person.disabledAt
            ? [{ term: words.disabledAt, value: <Moment at={person.disabledAt} now={now} exact /> }]
            : []),
        ]}
      />
    </Section>
  );
}

function Organisations() {
  const { person } = useLoaderData<typeof loader>();
  return (
    <Section id="organisations" title={words.organisations}>
      {person.memberships.length === 0 ? (
        <p className="text-sm text-ink-soft">{words.noOrganisations}</p>
      ) : (
        <ul className="flex flex-col gap-2 text-sm">
          {person.memberships.map((one) => (
            <li key={one.organisationId}>
              <Link to={`/admin/organisations/${one.organisationId}`}>{one.organisationName}</Link>{' '}
              <span className="text-ink-soft">{adminWords.memberRoles[one.role]}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Acts() {
  const { person } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const of = (form: string) => (answer?.form === form ? answer.failed : null);
  const role = of('role');
  const state = of('state');
  const factor = of('factor');
  const act = person.disabledAt
    ? { intent: 'enable', title: words.enable, intro: words.enableIntro, submit: words.enableSubmit }
    : { intent: 'disable', title: words.disable, intro: words.disableIntro, submit: words.disableSubmit };
  return (
    <>
      <Section id="role-part" title={words.role} intro={words.roleIntro}>
        <PostForm label={words.role} failed={role}>
          <input type="hidden" name="intent" value="role" />
          <RadioGroup
            name="role"
            label={words.roleLabel}
            value={role ? one(role.typed, 'role') : (person.platformRole ?? 'none')}
            choices={ROLES.map((value) => ({ value, label: adminWords.platformRoles[value] }))}
            error={role?.errors.role}
            inline
          />
          <div>
            <SubmitButton kind="other">{words.roleSubmit}</SubmitButton>
          </div>
        </PostForm>
      </Section>
      {person.hasSecondFactor && (
        <Section id="factor-part" title={words.factor} intro={words.factorIntro}>
          <PostForm label={words.factor} failed={factor}>
            <input type="hidden" name="intent" value="factor" />
            <ReasonField failed={factor} id="factor-reason" />
            <div>
              <SubmitButton kind="danger">{words.factorSubmit}</SubmitButton>
            </div>
          </PostForm>
        </Section>
      )}
      <Section id="state-part" title={act.title} intro={act.intro}>
        <PostForm label={act.title} failed={state}>
          <input type="hidden" name="intent" value={act.intent} />
          <ReasonField failed={state} />
          <div>
            <SubmitButton kind={person.disabledAt ? 'other' : 'danger'}>{act.submit}</SubmitButton>
          </div>
        </PostForm>
      </Section>
    </>
  );
}
