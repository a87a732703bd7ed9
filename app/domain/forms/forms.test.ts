import { describe, expect, it } from 'vitest';
import type { Question } from '#app/domain/catalog/question.ts';
import { formTexts as english } from '#app/words/en/form-texts.ts';
import { askedQuestions } from './asked-questions.ts';
import { checkDraft } from './check-draft.ts';
import { contrast, readableOn } from './contrast.ts';
import { estimate } from './estimate.ts';
import { estimateText } from './estimate-text.ts';
import type { FormKind } from './form.ts';
import {
  type Calculator,
  completeSpec,
  type DraftSpec,
  FORM_LANGUAGES,
  type FormLanguage,
  firstDraft,
  textsIn,
} from './form-spec.ts';
import { readAnswers } from './read-answers.ts';
import { readTags } from './read-tags.ts';
import { seemsIn } from './seems-in.ts';

const label = (en: string, uk = en) => ({ en, uk });
const QUESTIONS: Question[] = [
  { key: 'rooms', type: 'integer', min: 1, max: 20, label: label('Rooms', 'Кімнати') },
  { key: 'area', type: 'number', min: 1, max: 1_000, unit: 'm2', label: label('Area') },
  { key: 'new', type: 'boolean', label: label('New building?') },
  {
    key: 'purpose',
    type: 'choice',
    options: [
      { value: 'live', label: label('To live in') },
      { value: 'let', label: label('To let') },
    ],
    label: label('Purpose'),
  },
  {
    key: 'extras',
    type: 'choices',
    options: [
      { value: 'parking', label: label('Parking') },
      { value: 'balcony', label: label('Balcony') },
    ],
    label: label('Extras'),
  },
];
const CALCULATOR: Calculator = {
  currency: 'UAH',
  baseLowMinor: '100000',
  baseHighMinor: '120000',
  parts: [
    { question: 'area', option: null, lowMinor: '1001', highMinor: '2000' },
    { question: 'new', option: 'yes', lowMinor: '-50000', highMinor: '-20000' },
    { question: 'purpose', option: 'let', lowMinor: '30000', highMinor: '40000' },
    { question: 'extras', option: 'parking', lowMinor: '500', highMinor: '700' },
    { question: 'extras', option: 'balcony', lowMinor: '50', highMinor: '70' },
  ],
};

describe('an estimate', () => {
  it('is the base and what each answer adds, of a number per unit', () => {
    expect(estimate(CALCULATOR, { purpose: 'live' })).toEqual({ lowMinor: 100_000n, highMinor: 120_000n });
    expect(
      estimate(CALCULATOR, { area: 45.5, new: true, purpose: 'let', extras: ['parking', 'balcony'] }),
    ).toEqual({
      lowMinor: 100_000n + 45_546n - 50_000n + 30_000n + 550n,
      highMinor: 120_000n + 91_000n - 20_000n + 40_000n + 770n,
    });
  });

  it('is none before anything is answered, and never below nothing', () => {
    expect(estimate(CALCULATOR, {})).toBeNull();
    expect(estimate({ ...CALCULATOR, parts: [] }, {})).toEqual({ lowMinor: 100_000n, highMinor: 120_000n });
    const cheap = { ...CALCULATOR, baseLowMinor: '0', baseHighMinor: '0' };
    expect(estimate(cheap, { new: true })).toEqual({ lowMinor: 0n, highMinor: 0n });
  });

  it('is said in the form’s language, both ends once where they are one', () => {
    const spec = { language: 'uk', texts: textsIn('uk'), calculator: { currency: 'UAH' } };
    expect(estimateText(spec, { lowMinor: 120_000n, highMinor: 150_000n })).toMatch(
      /^Оцінка: від 1\s200\s₴ до 1\s500\s₴$/,
    );
    expect(estimateText(spec, { lowMinor: 120_000n, highMinor: 120_000n })).toMatch(/^Оцінка: 1\s200\s₴$/);
  });
});

describe('a draft', () => {
  const check = (
    kind: FormKind,
    change: Partial<DraftSpec>,
    targetAction: 'contact' | 'verified_contact' = 'contact',
  ) =>
    checkDraft({
      kind,
      draft: { ...firstDraft(kind, QUESTIONS, 'en'), ...change },
      questions: QUESTIONS,
      offer: { targetAction },
    });
  const ask = (key: string) => ({ key, required: false, label: null });
  const fields = firstDraft('form', QUESTIONS, 'en').fields;

  it('is fine as it begins, whatever kind it is', () => {
    for (const kind of ['form', 'quiz', 'callback', 'exit'] as const)
      expect(() => check(kind, {})).not.toThrow();
    expect(() => check('calculator', { calculator: CALCULATOR })).not.toThrow();
  });

  it.each([
    ['form_question_unknown', 'form', { questions: [ask('shoes')] }],
    ['form_question_repeated', 'form', { questions: [ask('rooms'), ask('rooms')] }],
    ['form_contact_needed', 'form', { fields: { ...fields, phone: 'off', email: 'off' } }],
    ['form_phone_needed', 'callback', { fields: { ...fields, phone: 'optional' } }],
    ['form_estimate_needed', 'calculator', {}],
    ['form_estimate_upside_down', 'calculator', { calculator: { ...CALCULATOR, baseLowMinor: '130000' } }],
    ['form_estimate_part', 'calculator', { calculator: CALCULATOR, questions: [ask('rooms')] }],
  ] as const)('is refused as %s', (code, kind, change) => {
    expect(() => check(kind, change as Partial<DraftSpec>)).toThrow(expect.objectContaining({ code }));
  });

  it('asks what the niche must know, and does not let it go by', () => {
    const needed = QUESTIONS.map((one) => (one.key === 'extras' ? { ...one, required: true } : one));
    const checkWith = (draft: DraftSpec) =>
      checkDraft({ kind: 'callback', draft, questions: needed, offer: { targetAction: 'contact' } });
    // A quiz asks more, and leaves it to its visitor what to answer of that.
    const quiz = firstDraft('quiz', needed, 'en').questions;
    expect(quiz.filter(({ required }) => required).map(({ key }) => key)).toEqual(['extras']);
    expect(quiz).toHaveLength(QUESTIONS.length);
    const begun = firstDraft('callback', needed, 'en');
    expect(begun.questions).toEqual([{ key: 'extras', required: true, label: null }]);
    expect(() => checkWith(begun)).not.toThrow();
    expect(() => checkWith({ ...begun, questions: [ask('area')] })).toThrow(
      expect.objectContaining({ code: 'form_question_needed', params: { question: 'extras' } }),
    );
    const unit = (language: FormLanguage) =>
      askedQuestions({ language, questions: [ask('area')] }, needed)[0]?.unit;
    expect(FORM_LANGUAGES.map(unit)).toEqual(['m²', 'м²', 'м²', 'm²', 'մ²', 'm²', 'м²', 'м²']);
    const asked = askedQuestions({ language: 'en', questions: [ask('extras'), ask('area')] }, needed);
    expect(asked.map(({ required }) => required)).toEqual([true, false]);
  });

  it('of verified contacts has to ask for the phone', () => {
    const optional = { fields: { ...fields, phone: 'optional' as const } };
    expect(() => check('form', optional)).not.toThrow();
    expect(() => check('form', optional, 'verified_contact')).toThrow(
      expect.objectContaining({ code: 'form_phone_needed' }),
    );
  });
});

describe('what a visitor typed', () => {
  const draft = firstDraft('quiz', QUESTIONS, 'uk');
  const spec = completeSpec({
    ...draft,
    fields: { ...draft.fields, name: 'required' },
    questions: draft.questions.map((question) => ({ ...question, required: true })),
  });
  const questions = askedQuestions(spec, QUESTIONS);
  const regions = [
    { code: 'UA-30', name: 'Kyiv' },
    { code: 'UA-46', name: 'Lviv' },
  ];
  const right = {
    'q.rooms': ['2'],
    'q.area': [' 45,5 '],
    'q.new': ['no'],
    'q.purpose': ['let'],
    'q.extras': ['parking', 'parking'],
    region: ['UA-30'],
    name: ['Олена'],
    phone: ['067 123 45 67'],
    consent: ['yes'],
  };
  const read = (change: Record<string, string[]>) =>
    readAnswers({ spec, questions, regions, posted: { ...right, ...change } });

  it('is read as the questions want it, the number as of the region’s country', () => {
    expect(read({})).toMatchObject({
      errors: {},
      attributes: { rooms: 2, area: 45.5, new: false, purpose: 'let', extras: ['parking'] },
      phoneE164: '+380671234567',
      phoneCountry: 'UA',
      contact: { name: 'Олена', phone: '067 123 45 67', email: null, city: null },
    });
  });

  it.each([
    ['q.rooms', { 'q.rooms': ['2.5'] }, 'number_range'],
    ['q.rooms', { 'q.rooms': ['99999999999999999999999'] }, 'number_range'],
    ['q.area', { 'q.area': ['1e999'] }, 'number_range'],
    ['q.new', { 'q.new': ['maybe'] }, 'needed'],
    ['q.purpose', { 'q.purpose': ['steal'] }, 'needed'],
    ['q.extras', { 'q.extras': [' '] }, 'needed'],
    ['region', { region: ['RU-MOW'] }, 'needed'],
    ['name', { name: ['  '] }, 'needed'],
    ['phone', { phone: ['0671'] }, 'phone_wrong'],
    ['email', { email: ['olena'] }, 'email_wrong'],
    ['consent', { consent: ['no'] }, 'consent_needed'],
  ])('is wrong in %s: %j', (field, change, text) => {
    const { errors } = read(change as Record<string, string[]>);
    expect(errors).toEqual({ [field]: expect.objectContaining({ text }) });
  });

  it('holds nothing that is not asked', () => {
    const { contact, attributes } = read({ message: ['hello'], 'q.shoes': ['42'], city: ['Kyiv'] });
    expect(contact).toMatchObject({ message: null, city: null });
    expect(attributes).not.toHaveProperty('shoes');
  });
});

describe('small rules', () => {
  it('tags are read out of the page’s address, with bounds', () => {
    expect(
      readTags(
        'https://shop.example/a?utm_source=x&utm_source=y&utm_CAMP=z&utm_campaign=s&sub1=1&sub3=3&gclid=9',
      ),
    ).toEqual({ utm: { source: 'x', campaign: 's' }, campaign: 's', subIds: ['1', '', '3'] });
    expect(readTags('not an address')).toEqual({ utm: {}, campaign: null, subIds: [] });
    const many = Array.from({ length: 40 }, (_, at) => `utm_${'a'.repeat(at + 1)}=1`).join('&');
    expect(Object.keys(readTags(`https://a.example/?${many}`).utm)).toHaveLength(20);
    expect(readTags(`https://a.example/?utm_source=${'x'.repeat(900)}`).utm.source).toHaveLength(200);
  });

  it('whatever colour a seller chooses, the button can be read', () => {
    for (const ground of ['#000000', '#ffffff', '#ffd400', '#0f5c3f', '#767676', '#ff0000', '#00a0ff'])
      expect(contrast(ground, readableOn(ground)), ground).toBeGreaterThanOrEqual(4.5);
  });

  it('the languages that have words have all of them, with the same names in braces', () => {
    const names = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    for (const language of FORM_LANGUAGES)
      for (const [key, text] of Object.entries(textsIn(language)))
        expect(names(text), `${language} ${key}`).toEqual(names(english[key as keyof typeof english]));
  });

  it('every language has words of its own, told by their letters', () => {
    // In Azerbaijani a region is called the same.
    const { region: _region, ...others } = english;
    for (const language of FORM_LANGUAGES) {
      const texts = textsIn(language);
      expect(seemsIn(Object.values(texts).join(' ')), language).toEqual([language]);
      const same = Object.keys(others).filter(
        (key) => texts[key as keyof typeof english] === english[key as keyof typeof english],
      );
      expect(language === 'en' ? [] : same, language).toEqual([]);
    }
  });

  it('the language of a consent text is told by its letters, and not told of too short a one', () => {
    const said: [string, ReturnType<typeof seemsIn>][] = [
      ['I agree to be called about my request.', ['en']],
      ['I agree to be called by Győri Ablak Kft. about my request for windows and doors.', ['en']],
      ['Погоджуюся, щоб мені зателефонували щодо моєї заявки.', ['uk']],
      ['Согласен на обработку данных и звонок по моей заявке.', ['ru']],
      ['Я даю згоду на звонок', ['ru', 'uk']],
      ['Өтінімім бойынша маған қоңырау шалуға келісемін.', ['kk']],
      ['Миний хүсэлтийн талаар над руу залгахыг зөвшөөрч байна.', ['mn']],
      ['Համաձայն եմ, որ ինձ զանգեն։', ['hy']],
      ['Müraciətimlə bağlı mənə zəng edilməsinə razıyam.', ['az']],
      ['Hozzájárulok, hogy az igényemmel kapcsolatban felhívjanak.', ['hu']],
      ['OK, да', null],
    ];
    for (const [text, languages] of said) expect(seemsIn(text), text).toEqual(languages);
  });
});
