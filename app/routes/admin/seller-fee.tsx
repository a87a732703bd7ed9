import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { readSellerFee } from '#app/domain/catalog/read-seller-fee.server.ts';
import { setSellerFee } from '#app/domain/catalog/set-seller-fee.server.ts';
import { inspectOrganisation } from '#app/domain/identity/inspect-organisation.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { FlashNotice } from '#app/ui/flash-notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { sellerMoneyWords } from '#app/words/en/seller-money.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { readPercent } from './read-percent.ts';

const words = sellerMoneyWords.fee;
const { percent } = adminWords.niches;
const NICHES = 'niches';

export const meta: MetaFunction = () => [{ title: words.meta }];

async function findSeller(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const staff = await requireStaff(args, 'admin');
  const { db } = args.context;
  const organisation = await inspectOrganisation(db, { organisationId: args.params.organisationId ?? '' });
  if (!organisation) throw new Response(null, { status: 404 });
  return { staff, organisation, fee: await readSellerFee(db, organisation.id) };
}

export async function loader(args: LoaderFunctionArgs) {
  const { organisation, fee } = await findSeller(args);
  return { id: organisation.id, name: organisation.name, fee };
}

const say = (fee: number | null) => (fee === null ? words.ofNiches : percent(fee));

/** What is typed is asked about with what it replaces; what was asked about is what is done, or nothing. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { staff, organisation, fee } = await findSeller(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const text = one(typed, 'fee').trim();
  const wanted = text === '' ? null : readPercent(text);
  if (text !== '' && wanted === null) return answerTo('fee', { failed: failed(typed, { fee: words.bad }) });
  if (one(typed, 'confirmed') !== 'yes') {
    if (wanted === fee) return answerTo('fee', { failed: failed(typed, {}, words.same) });
    return answerTo('fee', {
      failed: failed(typed, {}),
      ask: {
        title: words.ask(organisation.name),
        text: words.askText,
        figures: [
          { label: words.from, value: say(fee) },
          { label: words.to, value: say(wanted) },
        ],
        fields: { fee: text, before: fee === null ? NICHES : String(fee) },
        confirmLabel: words.confirm,
      },
    });
  }
  const before = one(typed, 'before') === NICHES ? null : Number(one(typed, 'before'));
  const { actor, origin } = staff;
  const done = await attempt(
    typed,
    setSellerFee(db, { organisationId: organisation.id, feeBasisPoints: wanted, before, actor, origin, now }),
  );
  if (!done.ok) return answerTo('fee', { failed: done.failed });
  throw redirect(`/admin/organisations/${organisation.id}/fee?done=set`);
}

export default function SellerFee() {
  const { id, name, fee } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const refused = answer?.failed ?? null;
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={`/admin/organisations/${id}/fee`} />}
      <FlashNotice notices={{ set: { title: words.done } }} />
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: `/admin/organisations/${id}`, label: name }}
      />
      <p className="pb-6">{fee === null ? words.none : words.own(percent(fee))}</p>
      <PostForm label={words.title} failed={refused}>
        <TextInput
          name="fee"
          type="text"
          inputMode="decimal"
          label={words.label}
          hint={words.hint}
          suffix="%"
          value={refused ? one(refused.typed, 'fee') : fee === null ? '' : String(fee / 100)}
          error={refused?.errors.fee}
          maxLength={8}
        />
        <div>
          <SubmitButton kind="other">{words.submit}</SubmitButton>
        </div>
      </PostForm>
    </>
  );
}
