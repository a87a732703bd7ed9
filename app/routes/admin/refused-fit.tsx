import {
  type ActionFunctionArgs,
  type LoaderFunctionArgs,
  type MetaFunction,
  redirect,
} from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { acceptFit } from '#app/domain/pricing/accept-fit.server.ts';
import { readAcceptableFit, readRefusedFit } from '#app/domain/pricing/read-refused-fit.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Confirm } from '#app/ui/confirm.tsx';
import { EmptyState } from '#app/ui/empty-state.tsx';
import { ErrorSummary } from '#app/ui/error-summary.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { refusedFitWords as words } from '#app/words/en/refused-fits.ts';
import { attempt, failed, one, readForm } from '../form.ts';
import { requireStaff } from '../guard.ts';
import { type Answer, answerTo } from './answer.ts';
import { askToAccept } from './ask-to-accept.ts';
import { FitChanges } from './fit-changes.tsx';
import { FitFacts } from './fit-facts.tsx';
import { FitTests } from './fit-tests.tsx';
import { loadRefusedFit, type RefusedFitView } from './load-refused-fit.ts';
import { readReason } from './read-reason.ts';
import { ReasonField } from './reason-field.tsx';

const AT = '/admin/price-jobs/refused';
const DATE_LENGTH = 10;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const fit = await readRefusedFit(db.pool);
  return { fit: fit && (await loadRefusedFit(db, { fit, now })), now };
}

/** The fit that was looked at is asked about with its figures; it is the one that is published, or none. */
export async function action(args: ActionFunctionArgs): Promise<Answer> {
  const { actor, origin } = await requireStaff(args, 'admin');
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const given = readReason(typed);
  if (!given.ok) return answerTo('accept', { failed: given.failed });
  const [{ reason }, version] = [given, one(typed, 'version')];
  if (one(typed, 'confirmed') !== 'yes') {
    const asked = await attempt(typed, readAcceptableFit(db.pool, version));
    if (!asked.ok) return answerTo('accept', { failed: asked.failed });
    const fit = await loadRefusedFit(db, { fit: asked.data, now });
    return answerTo('accept', { failed: failed(typed, {}), ask: askToAccept(fit, reason) });
  }
  const done = await attempt(typed, acceptFit(db, { version, reason, actor, origin, now }));
  if (!done.ok) return answerTo('accept', { failed: done.failed });
  throw redirect('/admin/price-jobs?done=accepted');
}

export default function RefusedFit() {
  const { fit } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  return (
    <>
      {answer?.ask && <Confirm {...answer.ask} cancelTo={AT} />}
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: '/admin/price-jobs', label: words.back }}
      />
      {fit ? (
        <Shown />
      ) : (
        <div className="flex flex-col gap-6">
          <ErrorSummary failed={answer?.failed} />
          <EmptyState {...words.none} />
        </div>
      )}
    </>
  );
}

function Shown() {
  const { fit, now } = useLoaderData<typeof loader>();
  if (!fit) return null;
  return (
    <div className="flex flex-col gap-8">
      <Notice
        tone="amber"
        title={words.standing(fit.nights, dateOf(fit.since))}
        text={<Standing fit={fit} />}
      />
      <FitTests fit={fit} />
      {fit.isKept && <FitChanges fit={fit} />}
      <Accept fit={fit} />
      <FitFacts fit={fit} now={now} />
    </div>
  );
}

function Standing({ fit: { refusedFor, published } }: { fit: RefusedFitView }) {
  return (
    <>
      {words.because(refusedFor)} {published ? quotedBy(published) : words.quotedByFigures}
    </>
  );
}

function quotedBy(published: NonNullable<RefusedFitView['published']>): string {
  const { version, fittedAt, isUpdated, updateDays } = published;
  return isUpdated
    ? words.quotedBy(version, dateOf(fittedAt))
    : words.updatesEnded(version, dateOf(fittedAt), updateDays);
}

function dateOf(at: Date): string {
  return at.toISOString().slice(0, DATE_LENGTH);
}

function Accept({ fit }: { fit: RefusedFitView }) {
  const answer = useActionData<typeof action>();
  const refused = answer?.failed ?? null;
  return (
    <Section id="accept" title={words.accept} intro={fit.isKept ? words.acceptIntro : undefined}>
      {fit.isKept ? (
        <PostForm label={words.accept} failed={refused}>
          <HiddenFields fields={{ version: fit.version }} />
          <ReasonField failed={refused} />
          <div>
            <SubmitButton kind="other">{words.submit}</SubmitButton>
          </div>
        </PostForm>
      ) : (
        <>
          <ErrorSummary failed={refused} />
          <Notice tone="blue" {...words.notKept} />
        </>
      )}
    </Section>
  );
}
