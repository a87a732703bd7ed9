import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { z } from 'zod';
import { changePassword } from '#app/domain/identity/change-password.server.ts';
import { endOtherSessions } from '#app/domain/identity/end-other-sessions.server.ts';
import { endSession } from '#app/domain/identity/end-session.server.ts';
import { readSecondFactor } from '#app/domain/identity/read-second-factor.server.ts';
import { readSessions } from '#app/domain/identity/read-sessions.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { deviceOf } from '../auth/device-of.ts';
import { passwordField } from '../auth/person-fields.ts';
import { readFields } from '../auth/read-fields.ts';
import { attempt, one, readForm, type Typed } from '../form.ts';
import { requirePerson } from '../guard.ts';
import { sessionCookie } from '../session-cookie.ts';
import { describeDevice } from './describe-device.ts';
import { failedAt } from './failed-at.ts';

const words = accountWords.security;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { person, sessionId } = await requirePerson(args);
  const { db, now } = args.context;
  const factor = await readSecondFactor(db, { personId: person.id });
  const sessions = await readSessions(db, { personId: person.id, now });
  return {
    now,
    isStaff: person.platformRole !== null,
    codesLeft: factor.is === 'on' ? factor.recoveryCodesLeft : null,
    sessions: sessions
      .map(({ userAgent, ...session }) => ({
        ...session,
        device: describeDevice(userAgent),
        isHere: session.id === sessionId,
      }))
      .sort((a, b) => Number(b.isHere) - Number(a.isHere)),
  };
}

export async function action(args: ActionFunctionArgs) {
  const { person, sessionId } = await requirePerson(args);
  const typed = await readForm(args.request);
  const { db } = args.context;
  const personId = person.id;
  if (one(typed, 'act') === 'end') {
    const ended = await attempt(typed, endSession(db, { personId, sessionId: one(typed, 'session') }));
    return ended.ok ? redirect('/account/security?done=ended') : ended.failed;
  }
  if (one(typed, 'act') === 'others') {
    await endOtherSessions(db, { personId, sessionId });
    return redirect('/account/security?done=others');
  }
  return changeOwnPassword(args, typed);
}

async function changeOwnPassword(args: ActionFunctionArgs, typed: Typed) {
  const { person, sessionId, actor, origin } = await requirePerson(args);
  const { db, now, appUrl } = args.context;
  const schema = z.object({ old_password: passwordField, new_password: passwordField });
  const sentences = { old_password: words.password.oldError, new_password: words.password.newError };
  const read = readFields(schema, typed, sentences);
  if (!read.ok) return read.failed;
  const changed = await attempt(
    typed,
    changePassword(db, {
      personId: person.id,
      sessionId,
      oldPassword: read.data.old_password,
      newPassword: read.data.new_password,
      ...deviceOf(args.request, args.context),
      actor,
      origin,
      now,
    }),
    {
      password_wrong: 'old_password',
      password_length: 'new_password',
      password_breached: 'new_password',
      password_is_you: 'new_password',
    },
  );
  if (!changed.ok) return changed.failed;
  return redirect('/account/security?done=password', {
    headers: { 'Set-Cookie': sessionCookie(changed.data, appUrl) },
  });
}

export default function Security() {
  const { now, isStaff, codesLeft, sessions } = useLoaderData<typeof loader>();
  const failed = useActionData<typeof action>();
  const passwordFailed = failedAt(failed, 'password');
  return (
    <>
      {!failed && <FlashNotice notices={words.done} />}
      <WorkTitle title={words.title} />
      <div className="flex flex-col gap-10">
        <Section
          id="factor"
          title={words.factor.title}
          intro={words.factor.intro}
          aside={
            <Badge tone={codesLeft === null ? 'amber' : 'good'}>
              {codesLeft === null ? words.factor.off : words.factor.on}
            </Badge>
          }
        >
          <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
            <ButtonLink to="/account/second-factor" kind={codesLeft === null ? 'main' : 'other'}>
              {codesLeft === null ? words.factor.setUp : words.factor.change}
            </ButtonLink>
            <span className="text-ink-soft">
              {codesLeft !== null ? words.factor.codesLeft(codesLeft) : isStaff && words.factor.required}
            </span>
          </div>
        </Section>
        <Section id="password" title={words.password.title}>
          <PostForm failed={passwordFailed}>
            <HiddenFields fields={{ act: 'password' }} />
            <PasswordInput
              name="old_password"
              label={words.password.old}
              error={passwordFailed?.errors.old_password}
              autoComplete="current-password"
            />
            <PasswordInput
              name="new_password"
              label={words.password.new}
              hint={words.password.newHint}
              error={passwordFailed?.errors.new_password}
              autoComplete="new-password"
            />
            <div>
              <SubmitButton>{words.password.submit}</SubmitButton>
            </div>
          </PostForm>
        </Section>
        <Section id="sessions" title={words.sessions.title} intro={words.sessions.intro}>
          <CardList label={words.sessions.label}>
            {sessions.map((session) => (
              <Card
                key={session.id}
                title={session.device}
                level={3}
                badges={session.isHere && <Badge tone="good">{words.sessions.here}</Badge>}
                meta={
                  <>
                    <span>
                      {words.sessions.lastSeen} <Moment at={session.lastSeenAt} now={now} />
                    </span>
                    <span>
                      {words.sessions.since} <Moment at={session.createdAt} now={now} />
                    </span>
                    <span>
                      {words.sessions.address} {session.address}
                    </span>
                  </>
                }
                actions={
                  !session.isHere && (
                    <PostButton fields={{ act: 'end', session: session.id }} small>
                      {words.sessions.end}
                    </PostButton>
                  )
                }
              />
            ))}
          </CardList>
          {sessions.length > 1 && (
            <div>
              <PostButton fields={{ act: 'others' }}>{words.sessions.endOthers}</PostButton>
            </div>
          )}
        </Section>
      </div>
    </>
  );
}
