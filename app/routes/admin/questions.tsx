import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { redirect } from '@remix-run/node';
import { useActionData, useLoaderData } from '@remix-run/react';
import { editNiche } from '#app/domain/catalog/edit-niche.server.ts';
import { SubmitButton } from '#app/ui/button.tsx';
import { Checkbox } from '#app/ui/checkbox.tsx';
import { FieldSet } from '#app/ui/field-set.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Select } from '#app/ui/select.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { adminWords } from '#app/words/en/admin.ts';
import { attempt, type FieldErrors, failed, one, readForm } from '../form.ts';
import { findNiche } from './find-niche.ts';
import { fieldOf } from './question-field.ts';
import { type DraftQuestion, draftOf, readDraft, readQuestions, rearranged } from './questionnaire-form.ts';

const words = adminWords.questionnaire;

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: words.meta(data?.name ?? '') }];

/** A sector asks nothing: its niches do. */
async function findAsking(args: LoaderFunctionArgs | ActionFunctionArgs) {
  const found = await findNiche(args);
  if (found.niche.parentCode === null) throw new Response(null, { status: 404 });
  return found;
}

export async function loader(args: LoaderFunctionArgs) {
  const { niche, terms, name } = await findAsking(args);
  return { code: niche.code, name, version: terms.version, draft: draftOf(terms.questions) };
}

/** Every button but the one that saves answers with the draft as it is then. */
export async function action(args: ActionFunctionArgs) {
  const { staff, niche, terms } = await findAsking(args);
  const { db, now } = args.context;
  const typed = await readForm(args.request);
  const draft = readDraft(typed, terms.questions);
  const act = one(typed, 'do');
  if (act !== 'save')
    return {
      draft: rearranged(draft, act, one(typed, 'add_type')),
      failed: null,
      version: one(typed, 'version'),
    };
  const version = one(typed, 'version');
  const read = readQuestions(draft, terms.questions);
  if (!read.ok) return { draft, failed: failed({}, read.errors), version };
  const saved = await attempt(
    {},
    editNiche(db, {
      nicheCode: niche.code,
      version,
      change: { questions: read.questions },
      actor: staff.actor,
      origin: staff.origin,
      now,
    }),
  );
  if (!saved.ok) return { draft, failed: saved.failed, version };
  throw redirect(`/admin/niches/${niche.code}?done=questions`);
}

export default function Questions() {
  const loaded = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const draft = answer?.draft ?? loaded.draft;
  const errors = answer?.failed?.errors ?? {};
  return (
    <>
      <WorkTitle
        title={words.title(loaded.name)}
        intro={words.intro}
        back={{ to: `/admin/niches/${loaded.code}`, label: loaded.name }}
      />
      <PostForm failed={answer?.failed ?? null} label={words.title(loaded.name)} wide>
        <input type="hidden" name="version" value={answer?.version ?? loaded.version} />
        <input type="hidden" name="count" value={String(draft.length)} />
        {/* The first button of a form is what the Enter key presses. */}
        <div>
          <SubmitButton name="do" value="save">
            {words.save}
          </SubmitButton>
        </div>
        {draft.length === 0 && <p className="text-sm text-ink-soft">{words.empty}</p>}
        {draft.map((question, index) => (
          <OneQuestion
            key={question.id}
            question={question}
            index={index}
            last={draft.length - 1}
            errors={errors}
          />
        ))}
        <Add error={errors.add_type} />
        <div className="border-t border-line pt-5">
          <SubmitButton name="do" value="save">
            {words.save}
          </SubmitButton>
        </div>
      </PostForm>
    </>
  );
}

function OneQuestion(props: { question: DraftQuestion; index: number; last: number; errors: FieldErrors }) {
  const { question, index, last, errors } = props;
  const field = (name: 'key' | 'label' | 'unit' | 'min' | 'max' | 'options') => ({
    name: fieldOf(index, name),
    value: question[name],
    error: errors[fieldOf(index, name)],
  });
  return (
    <div className="rounded border border-line p-4">
      <FieldSet legend={words.question(index + 1)} id={`question-${index}`}>
        <div className="flex flex-col gap-4">
          <input type="hidden" name={fieldOf(index, 'id')} value={question.id} />
          <input type="hidden" name={fieldOf(index, 'type')} value={question.type} />
          <p className="text-sm text-ink-soft">
            {adminWords.kinds[question.type]}
            {question.isStored && <span className="font-mono text-xs"> · {question.key}</span>}
          </p>
          <TextInput
            {...field('label')}
            type="text"
            label={words.label}
            hint={
              question.otherLanguages.length > 0
                ? words.otherLanguages(question.otherLanguages.join(', '))
                : undefined
            }
            maxLength={160}
          />
          {!question.isStored && (
            <TextInput {...field('key')} type="text" label={words.key} hint={words.keyHint} maxLength={40} />
          )}
          {question.asks === 'bounds' && (
            <div className="grid gap-4 sm:grid-cols-3">
              <TextInput
                {...field('min')}
                type="text"
                inputMode="decimal"
                label={words.min}
                optional
                maxLength={18}
              />
              <TextInput
                {...field('max')}
                type="text"
                inputMode="decimal"
                label={words.max}
                optional
                maxLength={18}
              />
              <TextInput {...field('unit')} type="text" label={words.unit} optional maxLength={20} />
            </div>
          )}
          {question.asks === 'options' && (
            <TextArea
              {...field('options')}
              label={words.options}
              hint={words.optionsHint}
              rows={Math.min(12, Math.max(3, question.options.split('\n').length + 1))}
              maxLength={8_000}
            />
          )}
          <Checkbox name={fieldOf(index, 'required')} checked={question.required} hint={words.requiredHint}>
            {words.required}
          </Checkbox>
          <div className="flex flex-wrap gap-2">
            {index > 0 && (
              <SubmitButton kind="other" small name="do" value={`up:${index}`}>
                <span aria-hidden="true">{words.up}</span>
                <span className="sr-only">{words.upOf(index + 1)}</span>
              </SubmitButton>
            )}
            {index < last && (
              <SubmitButton kind="other" small name="do" value={`down:${index}`}>
                <span aria-hidden="true">{words.down}</span>
                <span className="sr-only">{words.downOf(index + 1)}</span>
              </SubmitButton>
            )}
            <SubmitButton kind="other" small name="do" value={`remove:${index}`}>
              <span aria-hidden="true">{words.remove}</span>
              <span className="sr-only">{words.removeOf(index + 1)}</span>
            </SubmitButton>
          </div>
        </div>
      </FieldSet>
    </div>
  );
}

/** The kind is chosen first, because what else is asked about a question follows from it. */
function Add({ error }: { error: string | undefined }) {
  return (
    <div className="flex max-w-xl flex-wrap items-end gap-3">
      <div className="min-w-0 flex-1">
        <Select
          name="add_type"
          label={words.kind}
          value="boolean"
          choices={Object.entries(adminWords.kinds).map(([value, label]) => ({ value, label }))}
          error={error}
        />
      </div>
      <SubmitButton kind="other" name="do" value="add">
        {words.add}
      </SubmitButton>
    </div>
  );
}
