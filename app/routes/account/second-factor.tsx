import {
  type ActionFunctionArgs,
  data,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { beginSecondFactor } from '#app/domain/identity/begin-second-factor.server.ts';
import { confirmSecondFactor } from '#app/domain/identity/confirm-second-factor.server.ts';
import { readSecondFactor } from '#app/domain/identity/read-second-factor.server.ts';
import { removeSecondFactor } from '#app/domain/identity/remove-second-factor.server.ts';
import { renewRecoveryCodes } from '#app/domain/identity/renew-recovery-codes.server.ts';
import { ButtonLink, SubmitButton } from '#app/ui/button.tsx';
import { CodeInput } from '#app/ui/code-input.tsx';
import { CopyField } from '#app/ui/copy-field.tsx';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PasswordInput } from '#app/ui/password-input.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { QrImage } from '#app/ui/qr-image.tsx';
import { Section } from '#app/ui/section.tsx';
import { TakesFocus } from '#app/ui/takes-focus.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { deviceOf } from '../auth/device-of.ts';
import { attempt, type Failed, one, readForm, type Typed } from '../form.ts';
import { requirePerson } from '../guard.ts';
import { homeOf } from '../home.ts';
import { sessionCookie } from '../session-cookie.ts';
import { failedAt } from './failed-at.ts';
import { qrCode } from './qr-code.server.ts';

const words = accountWords.factor;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const visitor = await requirePerson(args);
  const { db, now, isDemo } = args.context;
  const state = await readSecondFactor(db, { personId: visitor.person.id });
  return {
    now,
    isDemo,
    isStaff: visitor.person.platformRole !== null,
    home: homeOf(visitor),
    state: state.is === 'pending' ? { ...state, picture: await qrCode(state.uri) } : state,
  };
}

export async function action(args: ActionFunctionArgs) {
  const { person, sessionId, actor, origin } = await requirePerson(args);
  const typed = await readForm(args.request);
  const { db, now, appUrl } = args.context;
  const who = { personId: person.id, actor, origin, now };
  const session = { ...who, sessionId, ...deviceOf(args.request, args.context) };
  switch (one(typed, 'act')) {
    case 'confirm': {
      const code = one(typed, 'code');
      const done = await attempt(typed, confirmSecondFactor(db, { ...session, code }), {
        code_wrong: 'code',
      });
      if (!done.ok) return answer(done.failed);
      const headers = { 'Set-Cookie': sessionCookie(done.data.token, appUrl) };
      return data({ failed: null, codes: done.data.recoveryCodes }, { headers });
    }
    case 'renew': {
      const done = await attempt(typed, renewRecoveryCodes(db, { ...who, ...factorOf(typed) }), {
        code_wrong: 'renew-code',
        recovery_code_wrong: 'renew-recovery',
      });
      return answer(done.ok ? null : done.failed, done.ok ? done.data : null);
    }
    case 'remove': {
      const password = one(typed, 'password');
      const done = await attempt(
        typed,
        removeSecondFactor(db, { ...session, ...factorOf(typed), password }),
        {
          password_wrong: 'password',
          code_wrong: 'remove-code',
          recovery_code_wrong: 'remove-recovery',
        },
      );
      if (!done.ok) return answer(done.failed);
      throw redirect('/account/security?done=off', {
        headers: { 'Set-Cookie': sessionCookie(done.data, appUrl) },
      });
    }
    default: {
      const done = await attempt(typed, beginSecondFactor(db, { personId: person.id }));
      if (!done.ok) return answer(done.failed);
      throw redirect('/account/second-factor');
    }
  }
}

function factorOf(typed: Typed) {
  return { code: one(typed, 'code'), recoveryCode: one(typed, 'recovery_code') };
}

function answer(failed: Failed | null, codes: string[] | null = null) {
  return data({ failed, codes });
}

export default function SecondFactor() {
  const { state, isStaff, home, ...loaded } = useLoaderData<typeof loader>();
  const answered = useActionData<typeof action>();
  const intro = isStaff && state.is !== 'on' ? words.requiredIntro : undefined;
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={intro}
        back={{ to: '/account/security', label: accountWords.back.security }}
      />
      {answered?.codes ? (
        <RecoveryCodes codes={answered.codes} next={isStaff ? home : '/account/security?done=kept'} />
      ) : state.is === 'off' ? (
        <div className="flex flex-col items-start gap-4">
          <p className="max-w-[68ch] text-ink-soft">{words.off.text}</p>
          <PostButton fields={{ act: 'begin' }} kind="main">
            {words.off.submit}
          </PostButton>
        </div>
      ) : state.is === 'pending' ? (
        <Pending {...loaded} {...state} failed={failedAt(answered?.failed, 'confirm')} />
      ) : (
        <Running {...loaded} {...state} isStaff={isStaff} failed={answered?.failed ?? null} />
      )}
    </>
  );
}

function RecoveryCodes({ codes, next }: { codes: readonly string[]; next: string }) {
  return (
    <TakesFocus news={codes} className="flex max-w-xl flex-col gap-5 rounded border border-line p-5">
      <h2 className="text-lg font-semibold">{words.codes.title}</h2>
      <p className="text-ink-soft">{words.codes.text}</p>
      <ul
        aria-label={words.codes.label}
        className="grid gap-x-8 gap-y-2 rounded border border-line bg-sunken p-4 font-mono sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div>
        <ButtonLink to={next} kind="main">
          {words.codes.kept}
        </ButtonLink>
      </div>
    </TakesFocus>
  );
}

function Pending(props: { secret: string; picture: string; isDemo: boolean; failed: Failed | null }) {
  return (
    <div className="flex flex-col gap-8">
      <div className="flex flex-wrap gap-x-10 gap-y-6">
        <div className="flex flex-col gap-2">
          <p className="font-medium">{words.pending.scan}</p>
          <QrImage src={props.picture} alt={words.pending.alt} />
        </div>
        <div className="flex min-w-0 flex-1 basis-72 flex-col gap-6">
          <CopyField id="secret" label={words.pending.secret} value={props.secret} />
          {props.isDemo && (
            <p className="text-ink-soft">
              {words.pending.sandboxBefore}
              <Link to="/sandbox/authenticator">{words.pending.sandbox}</Link>.
            </p>
          )}
          <PostForm failed={props.failed}>
            <HiddenFields fields={{ act: 'confirm' }} />
            <CodeInput
              name="code"
              label={words.pending.code}
              hint={words.pending.codeHint}
              error={props.failed?.errors.code}
            />
            <div>
              <SubmitButton>{words.pending.submit}</SubmitButton>
            </div>
          </PostForm>
        </div>
      </div>
      <PostButton fields={{ act: 'begin' }} small>
        {words.pending.again}
      </PostButton>
    </div>
  );
}

function Running(props: {
  since: Date;
  recoveryCodesLeft: number;
  now: Date;
  isStaff: boolean;
  failed: Failed | null;
}) {
  const renew = failedAt(props.failed, 'renew');
  const remove = failedAt(props.failed, 'remove');
  return (
    <div className="flex flex-col gap-10">
      <DefinitionList
        items={[
          { term: words.on.since, value: <Moment at={props.since} now={props.now} exact /> },
          { term: words.on.left, value: props.recoveryCodesLeft },
        ]}
      />
      <Section id="renew" title={words.on.renewTitle} intro={words.on.renewText}>
        <PostForm failed={renew}>
          <HiddenFields fields={{ act: 'renew' }} />
          <FactorFields act="renew" failed={renew} />
          <div>
            <SubmitButton kind="other">{words.on.renew}</SubmitButton>
          </div>
        </PostForm>
      </Section>
      <Section
        id="remove"
        title={words.on.removeTitle}
        intro={props.isStaff ? words.on.required : words.on.removeText}
      >
        {!props.isStaff && (
          <PostForm failed={remove}>
            <HiddenFields fields={{ act: 'remove' }} />
            <PasswordInput
              name="password"
              label={words.on.password}
              error={remove?.errors.password}
              autoComplete="current-password"
            />
            <FactorFields act="remove" failed={remove} />
            <div>
              <SubmitButton kind="danger">{words.on.remove}</SubmitButton>
            </div>
          </PostForm>
        )}
      </Section>
    </div>
  );
}

function FactorFields({ act, failed }: { act: 'renew' | 'remove'; failed: Failed | null }) {
  return (
    <>
      <CodeInput
        id={`${act}-code`}
        name="code"
        label={words.on.code}
        hint={words.on.codeHint}
        error={failed?.errors[`${act}-code`]}
      />
      <TextInput
        id={`${act}-recovery`}
        name="recovery_code"
        type="text"
        label={words.on.recovery}
        optional
        value=""
        error={failed?.errors[`${act}-recovery`]}
        maxLength={40}
      />
    </>
  );
}
