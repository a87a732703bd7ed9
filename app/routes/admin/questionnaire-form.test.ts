import { describe, expect, it } from 'vitest';
import type { Question } from '#app/domain/catalog/question.ts';
import { adminWords } from '#app/words/en/admin.ts';
import { fieldOf } from './question-field.ts';
import { type DraftQuestion, draftOf, readDraft, readQuestions, rearranged } from './questionnaire-form.ts';

const stored: Question[] = [
  { key: 'rooms', type: 'integer', min: 1, max: 9, unit: 'rooms', label: { en: 'Rooms', ru: 'Комнаты' } },
  {
    key: 'stage',
    type: 'choice',
    required: true,
    label: { en: 'Stage', uk: 'Етап' },
    options: [
      { value: 'plan', label: { en: 'Planning', uk: 'План' } },
      { value: 'ready', label: { en: 'Ready', uk: 'Готово' } },
    ],
  },
  { key: 'mortgage', type: 'boolean', label: { en: 'Mortgage' } },
];

/** What a browser sends of a draft. */
function sent(draft: readonly DraftQuestion[]) {
  const fields = draft.flatMap((question, index) =>
    (['id', 'type', 'key', 'label', 'unit', 'min', 'max', 'options'] as const).map(
      (field) => [fieldOf(index, field), [question[field]]] as const,
    ),
  );
  const ticked = draft.flatMap(({ required }, index) =>
    required ? [[fieldOf(index, 'required'), ['yes']] as const] : [],
  );
  return { count: [String(draft.length)], ...Object.fromEntries([...fields, ...ticked]) };
}

const keys = (draft: readonly { key: string }[]) => draft.map(({ key }) => key);

describe('a questionnaire’s form', () => {
  it('says what is stored, and saved as it is changes nothing', () => {
    const draft = readDraft(sent(draftOf(stored)), stored);
    expect(readQuestions(draft, stored)).toEqual({ ok: true, questions: stored });
  });

  it('moves, removes and adds questions without saving them', () => {
    const draft = draftOf(stored);
    expect(keys(rearranged(draft, 'up:1', ''))).toEqual(['stage', 'rooms', 'mortgage']);
    expect(keys(rearranged(draft, 'down:0', ''))).toEqual(['stage', 'rooms', 'mortgage']);
    expect(keys(rearranged(draft, 'up:0', ''))).toEqual(keys(stored));
    expect(keys(rearranged(draft, 'down:2', ''))).toEqual(keys(stored));
    expect(keys(rearranged(draft, 'remove:1', ''))).toEqual(['rooms', 'mortgage']);
    expect(keys(rearranged(draft, 'remove:9', ''))).toEqual(keys(stored));
    const twice = rearranged(rearranged(draft, 'add', 'choices'), 'add', 'number');
    expect(twice.slice(3).map(({ type }) => type)).toEqual(['choices', 'number']);
    expect(new Set(twice.map(({ id }) => id)).size).toBe(5);
  });

  it('keeps the words of other languages, of choices too', () => {
    const draft = draftOf(stored).map((one) =>
      one.key === 'stage'
        ? { ...one, label: 'How far', options: 'ready = Done\nplan = Planned\nlater = Some day = later' }
        : one,
    );
    const read = readQuestions(readDraft(sent(draft), stored), stored);
    expect(read.ok && read.questions[1]).toEqual({
      key: 'stage',
      type: 'choice',
      required: true,
      label: { en: 'How far', uk: 'Етап' },
      options: [
        { value: 'ready', label: { en: 'Done', uk: 'Готово' } },
        { value: 'plan', label: { en: 'Planned', uk: 'План' } },
        { value: 'later', label: { en: 'Some day = later' } },
      ],
    });
  });

  it('has a question answered or not, as it is ticked', () => {
    const draft = draftOf(stored).map((one) => ({ ...one, required: one.key === 'mortgage' }));
    const read = readQuestions(readDraft(sent(draft), stored), stored);
    expect(read.ok && read.questions.map(({ required }) => required)).toEqual([undefined, undefined, true]);
  });

  it('does not let a stored question change its key or kind', () => {
    const typed = { ...sent(draftOf(stored)), 'q0.key': ['size'], 'q0.type': ['boolean'] };
    const read = readQuestions(readDraft(typed, stored), stored);
    expect(read.ok && read.questions[0]).toEqual(stored[0]);
  });

  it.each([
    ['q3.key', { key: 'Bad key' }, adminWords.questionnaire.faults.question_key],
    ['q3.key', { key: 'rooms' }, adminWords.questionnaire.faults.key_repeated],
    ['q3.label', { label: '' }, adminWords.questionnaire.faults.unnamed],
    ['q3.options', { options: 'one = One' }, adminWords.questionnaire.faults.options_few],
    ['q3.options', { options: 'a = A\na = B' }, adminWords.questionnaire.faults.options_repeated],
    ['q3.options', { options: 'A b = A\nc = C' }, adminWords.questionnaire.faults.option_value],
    ['q3.options', { options: 'one\ntwo = Two' }, adminWords.questionnaire.optionForm],
    ['q3.max', { type: 'number', min: '9', max: '1' }, adminWords.questionnaire.faults.max_below_min],
    ['q3.min', { type: 'number', min: 'few' }, adminWords.questionnaire.numberBad],
  ] as const)('says beside %s what is wrong with %j', (field, wrong, sentence) => {
    const added = { id: 'new-3', isStored: false, type: 'choice' as const, asks: null, otherLanguages: [] };
    const right = {
      key: 'kind',
      label: 'Kind',
      required: false,
      unit: '',
      min: '',
      max: '',
      options: 'a = A\nb = B',
    };
    const draft = [...draftOf(stored), { ...added, ...right, ...wrong }];
    const read = readQuestions(readDraft(sent(draft), stored), stored);
    expect(read.ok).toBe(false);
    expect(!read.ok && read.errors[field]).toBe(sentence);
  });
});
