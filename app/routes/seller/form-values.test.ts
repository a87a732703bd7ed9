import { describe, expect, it } from 'vitest';
import type { Question } from '#app/domain/catalog/question.ts';
import type { LeadForm } from '#app/domain/forms/form.ts';
import { type DraftSpec, firstDraft, textsIn } from '#app/domain/forms/form-spec.ts';
import { draftOf, typedForm } from './form-values.ts';

const QUESTIONS: Question[] = [
  { key: 'rooms', type: 'integer', label: { en: 'Rooms' } },
  { key: 'new', type: 'boolean', label: { en: 'New building?' } },
  {
    key: 'purpose',
    type: 'choice',
    options: [
      { value: 'live', label: { en: 'To live in' } },
      { value: 'let', label: { en: 'To let' } },
    ],
    label: { en: 'Purpose' },
  },
];

const form = (draft: Partial<DraftSpec> = {}): LeadForm => ({
  id: 'form_1',
  offerId: 'offer_1',
  kind: 'calculator',
  name: 'Landing page',
  status: 'draft',
  version: 0,
  draft: {
    ...firstDraft('calculator', QUESTIONS, 'en'),
    calculator: { currency: 'UAH', baseLowMinor: '0', baseHighMinor: '0', parts: [] },
    ...draft,
  },
  createdAt: new Date(0),
  updatedAt: new Date(0),
});

describe('the builder’s fields', () => {
  it('have a question asked that the niche must know, whatever was ticked', () => {
    const needed = QUESTIONS.map((one) => (one.key === 'new' ? { ...one, required: true } : one));
    const typed = typedForm(form({ questions: [] }), needed);
    expect([typed['ask.new'], typed['ask.rooms']]).toEqual([['yes'], []]);
    expect(draftOf({ ...typed, 'ask.new': [] }, form(), needed).draft?.questions).toEqual([
      { key: 'new', required: true, label: null },
    ]);
  });

  it('hold no words of what goes to a telephone in the exchange’s name', () => {
    const typed = typedForm(form(), QUESTIONS);
    expect(Object.keys(typed)).not.toContain('text.code_message');
    const given = {
      ...typed,
      'text.code_message': ['Buy pills: https://x.example'],
      'text.thanks': ['Fine'],
    };
    expect(draftOf(given, form(), QUESTIONS).draft?.texts).toEqual({ thanks: 'Fine' });
  });

  it('say the same draft that they were made from', () => {
    const made = form({
      texts: { thanks: 'We call within an hour.' },
      questions: [
        { key: 'purpose', required: true, label: 'What for?' },
        { key: 'rooms', required: false, label: null },
      ],
      calculator: {
        currency: 'UAH',
        baseLowMinor: '120050',
        baseHighMinor: '150000',
        parts: [{ question: 'purpose', option: 'let', lowMinor: '1000', highMinor: '2000' }],
      },
    });
    expect(draftOf(typedForm(made, QUESTIONS), made, QUESTIONS)).toEqual({
      name: 'Landing page',
      draft: made.draft,
      errors: {},
    });
  });

  it('follow the language, and keep only the seller’s own words', () => {
    const made = form();
    const typed = {
      ...typedForm(made, QUESTIONS),
      language: ['uk'],
      'text.name': [textsIn('en').name],
      'text.thanks': ['Передзвонимо за годину.'],
    };
    expect(draftOf(typed, made, QUESTIONS).draft).toMatchObject({
      language: 'uk',
      texts: { thanks: 'Передзвонимо за годину.' },
    });
  });

  it('ask in the order of their places, and add up only what is asked', () => {
    const made = form();
    const typed = {
      ...typedForm(made, QUESTIONS),
      'ask.new': [],
      'place.rooms': ['9'],
      'place.purpose': ['1'],
      'estimate.low': ['1 200'],
      'estimate.high': [''],
      'estimate.new.yes.low': ['500'],
      'estimate.rooms..low': ['10'],
      'estimate.rooms..high': ['20,50'],
    };
    expect(draftOf(typed, made, QUESTIONS).draft).toMatchObject({
      questions: [{ key: 'purpose' }, { key: 'rooms' }],
      calculator: {
        baseLowMinor: '120000',
        baseHighMinor: '120000',
        parts: [{ question: 'rooms', option: null, lowMinor: '1000', highMinor: '2050' }],
      },
    });
  });

  it('say what is wrong with which of them', () => {
    const made = form();
    const typed = {
      ...typedForm(made, QUESTIONS),
      name: [' '],
      idle: ['2'],
      accent: ['red'],
      'text.thanks': ['x'.repeat(301)],
      'estimate.low': ['a lot'],
    };
    expect(Object.keys(draftOf(typed, made, QUESTIONS).errors).sort()).toEqual([
      'accent',
      'estimate.low',
      'idle',
      'name',
      'text.thanks',
    ]);
  });
});
