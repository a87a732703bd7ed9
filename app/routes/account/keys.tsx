import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { Link, useActionData, useLoaderData } from '@remix-run/react';
import { scopesFor } from '#app/domain/identity/api-key.ts';
import { NAME_LIMIT } from '#app/domain/identity/plain-name.ts';
import { readApiKeys } from '#app/domain/identity/read-api-keys.server.ts';
import { revokeApiKey } from '#app/domain/identity/revoke-api-key.server.ts';
import { Badge } from '#app/ui/badge.tsx';
import { SubmitButton } from '#app/ui/button.tsx';
import { Card, CardList } from '#app/ui/card-list.tsx';
import { CheckboxGroup } from '#app/ui/choice-group.tsx';
import { type Ask, Confirm } from '#app/ui/confirm.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { accountWords } from '#app/words/en/account.ts';
import { all, attempt, type Failed, one, readForm, type Typed } from '../form.ts';
import { requireMember } from '../guard.ts';
import { makeKey } from './make-key.ts';
import { ShownOnce } from './shown-once.tsx';

const words = accountWords.keys;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const { organisation } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  return {
    now,
    keys: await readApiKeys(db, { organisationId: organisation.id }),
    scopes: scopesFor(organisation).map((value) => ({ value, label: words.scopeWords[value] })),
  };
}

type Answer = {
  failed?: Failed;
  ask?: Ask;
  made?: { name: string; text: string };
};

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  await requireMember(args, { role: 'manager' });
  const typed = await readForm(args.request);
  return one(typed, 'act') === 'revoke' ? revokeKey(args, typed) : makeKey(args, typed);
}

async function revokeKey(args: ActionFunctionArgs, typed: Typed): Promise<Answer> {
  const { organisation, actor, origin } = await requireMember(args, { role: 'manager' });
  const { db, now } = args.context;
  const organisationId = organisation.id;
  const keyId = one(typed, 'key');
  const known = (await readApiKeys(db, { organisationId })).find(({ id }) => id === keyId);
  if (known && one(typed, 'confirmed') !== 'yes') {
    return {
      ask: {
        title: words.ask.title(known.name),
        text: words.ask.text,
        figures: [
          { label: words.ask.key, value: known.name },
          { label: words.ask.ends, value: known.hint },
        ],
        fields: { act: 'revoke', key: keyId },
        confirmLabel: words.ask.confirm,
        tone: 'danger',
      },
    };
  }
  const revoked = await attempt(typed, revokeApiKey(db, { organisationId, keyId, actor, origin, now }));
  if (!revoked.ok) return { failed: revoked.failed };
  throw redirect('/account/keys?done=revoked');
}

export default function Keys() {
  const { keys, scopes, now } = useLoaderData<typeof loader>();
  const { failed, ask, made } = useActionData<Answer>() ?? {};
  return (
    <>
      {ask && <Confirm {...ask} cancelTo="/account/keys" />}
      {!failed && !ask && !made && <FlashNotice notices={words.done} />}
      <WorkTitle
        title={words.title}
        intro={
          <>
            {words.intro} <Link to="/docs/api">{words.docs}</Link>
          </>
        }
      />
      {made && (
        <ShownOnce
          news={made.text}
          title={words.made.title(made.name)}
          text={words.made.text}
          label={words.made.label}
          value={made.text}
        />
      )}
      <div className="flex flex-col gap-10">
        {keys.length === 0 && <EmptyState {...words.empty} />}
        <CardList label={words.label}>
          {keys.map((key) => (
            <Card
              key={key.id}
              title={key.name}
              badges={key.revokedAt && <Badge tone="neutral">{words.revoked}</Badge>}
              meta={
                <>
                  <span>{words.hint(key.hint)}</span>
                  <span>
                    {words.created} <Moment at={key.createdAt} now={now} />
                    {key.madeBy && ` ${words.madeBy(key.madeBy.name, key.madeBy.isMember)}`}
                  </span>
                  {key.revokedAt && (
                    <span>
                      {words.revoked} <Moment at={key.revokedAt} now={now} />
                    </span>
                  )}
                </>
              }
              actions={
                !key.revokedAt && (
                  <PostButton fields={{ act: 'revoke', key: key.id }} small>
                    {words.revoke}
                  </PostButton>
                )
              }
            >
              {!key.revokedAt && (
                <p className="text-ink-soft">
                  {key.scopes.map((scope) => words.scopeWords[scope]).join(' · ')}
                </p>
              )}
            </Card>
          ))}
        </CardList>
        <Section id="new" title={words.new.title}>
          <PostForm key={made?.text} failed={failed}>
            <HiddenFields fields={{ act: 'make' }} />
            <TextInput
              name="name"
              type="text"
              label={words.new.name}
              hint={words.new.nameHint}
              value={one(failed?.typed ?? {}, 'name')}
              error={failed?.errors.name}
              maxLength={NAME_LIMIT}
            />
            <CheckboxGroup
              name="scopes"
              label={words.new.scopes}
              hint={words.new.scopesHint}
              choices={scopes}
              values={all(failed?.typed ?? {}, 'scopes')}
              error={failed?.errors.scopes}
            />
            <div>
              <SubmitButton>{words.new.submit}</SubmitButton>
            </div>
          </PostForm>
        </Section>
      </div>
    </>
  );
}
