import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import type { ReactNode } from 'react';
import { changeSetting } from '#app/domain/settings/change-setting.server.ts';
import { readSetting, readSettings } from '#app/domain/settings/read-settings.server.ts';
import { SETTING_KEYS, SETTINGS, type SettingKey } from '#app/domain/settings/setting.ts';
import { CURRENCIES } from '#app/kernel/money.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { RadioGroup } from '#app/ui/choice-group.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { MoneyInput } from '#app/ui/money-input.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { majorOf } from '#app/ui/parse-major.ts';
import { PostButton } from '#app/ui/post-button.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { settingWords } from '#app/words/en/settings.ts';
import { organisationChoices } from '../auth/organisation-form.ts';
import { failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { BankAccountFields } from './bank-account-fields.tsx';
import { differences } from './differences.ts';
import { OperatorFields } from './operator-fields.tsx';
import { amountField, readSettingForm } from './read-setting-form.ts';

const words = adminWords.settings;
const COUNTRIES_TEXT_MOST = 5_000;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  return { now, countries: (await organisationChoices(db)).countries, ...(await readSettings(db)) };
}

export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const staff = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const key = SETTING_KEYS.find((each) => each === one(typed, 'key'));
  if (!key) throw new Response(null, { status: 404 });
  const by = { actor: staff.actor, origin: staff.origin, now };
  if (one(typed, 'act') === 'stop') {
    await changeSetting(db, { key, value: await readSetting(db, key), ...by });
    throw redirect('/admin/settings?done=stopped');
  }
  const { value, errors } = readSettingForm(key, typed);
  const parsed = SETTINGS[key].schema.safeParse(value);
  if (!parsed.success || Object.keys(errors).length > 0)
    return answerTo(key, { failed: failed(typed, errors) });
  const done = await changeSetting(db, { key, value: parsed.data, ...by });
  throw redirect(`/admin/settings?done=${done === 'holds' ? 'saved' : 'waits'}`);
}

/** Single countries in a row, pairs one a line. */
function writeCountries(value: readonly string[] | readonly (readonly string[])[]): string {
  return value
    .map((each) => (typeof each === 'string' ? each : each.join(' ')))
    .join(typeof value[0] === 'string' ? ' ' : '\n');
}

export default function SettingsPage() {
  return (
    <>
      <FlashNotice notices={words.done} />
      <WorkTitle title={words.title} intro={words.intro} />
      <div className="flex flex-col gap-10">
        {(Object.keys(settingWords) as SettingKey[]).map((key) => (
          <Setting key={key} of={key} />
        ))}
      </div>
    </>
  );
}

function Setting({ of: key }: { of: SettingKey }) {
  const { changed, values, waiting, now } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.form === key ? answer.failed : null;
  const { label, hint } = settingWords[key];
  const last = changed[key];
  const later = waiting[key];
  return (
    <Section id={`setting-${key}`} title={label} intro={hint}>
      {later && (
        <div className="pb-5">
          <Notice
            tone="amber"
            title={words.waits.title}
            text={
              <>
                <p>
                  {words.waits.from} <Moment at={later.from} now={now} exact />
                </p>
                <ul>
                  {differences(values[key], later.value).map((line) => (
                    <li key={line} className="wrap-anywhere">
                      {line}
                    </li>
                  ))}
                </ul>
              </>
            }
            action={
              <PostButton fields={{ key, act: 'stop' }} small>
                {words.waits.stop} <span className="sr-only">{label}</span>
              </PostButton>
            }
          />
        </div>
      )}
      <PostForm label={label} failed={refused}>
        <input type="hidden" name="key" value={key} />
        <Field of={key} refused={refused} />
        <p className="text-xs text-ink-faint">
          {last ? (
            <>
              {words.changed} <Moment at={last.at} now={now} />
            </>
          ) : (
            words.byDefault
          )}
        </p>
        <div>
          <SubmitButton kind="other">
            {words.save} <span className="sr-only">{label}</span>
          </SubmitButton>
        </div>
      </PostForm>
    </Section>
  );
}

function Field({ of: key, refused }: { of: SettingKey; refused: Answer['failed'] }): ReactNode {
  const { values, countries } = useLoaderData<typeof loader>();
  const errors = refused?.errors ?? {};
  const typed = (name: string, otherwise: string) => (refused ? one(refused.typed, name) : otherwise);
  const { field: label } = settingWords[key];
  switch (key) {
    case 'seller_reply_hours':
    case 'consent_fresh_days':
    case 'sold_retention_days':
    case 'ask_limit_times':
      return (
        <TextInput
          name={key}
          type="text"
          inputMode="numeric"
          label={label}
          value={typed(key, String(values[key]))}
          error={errors[key]}
          maxLength={4}
        />
      );
    case 'receipt_countries':
    case 'barred_pairs':
      return (
        <TextArea
          name={key}
          label={label}
          value={typed(key, writeCountries(values[key]))}
          error={errors[key]}
          maxLength={COUNTRIES_TEXT_MOST}
          rows={5}
        />
      );
    case 'sign_up_open':
    case 'payouts_paused':
      return (
        <RadioGroup
          name={key}
          label={label}
          value={typed(key, values[key] ? 'yes' : 'no')}
          choices={[
            { value: 'yes', label: words.on },
            { value: 'no', label: words.off },
          ]}
          inline
        />
      );
    case 'bank_account':
      return <BankAccountFields setting={values[key]} refused={refused} />;
    case 'payout_minimum_minor':
    case 'bank_second_above_minor':
    case 'second_approval_above_minor':
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          {CURRENCIES.map((currency) => (
            <MoneyInput
              key={currency}
              name={amountField(currency)}
              label={currency}
              currency={currency}
              value={typed(amountField(currency), majorOf(values[key][currency]))}
              error={errors[amountField(currency)]}
            />
          ))}
        </div>
      );
    case 'operator':
      return <OperatorFields value={values[key]} countries={countries} failed={refused} />;
  }
}
