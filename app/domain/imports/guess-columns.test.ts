import { describe, expect, it } from 'vitest';
import type { Question } from '#app/domain/catalog/question.ts';
import { guessColumns, guessHead } from './guess-columns.ts';

const QUESTIONS: Question[] = [
  {
    key: 'rooms',
    type: 'integer',
    label: { en: 'Rooms', ru: 'Комнат', uk: 'Кімнат' },
  },
];
const ROW = ['Олена Коваль', '+380501234567', 'olena@firm.ua', 'Київ', '2026-11-20 10:00'];

/** A head, a row under it, and what each column is. */
const FILES: [language: string, head: string[], row: string[], uses: (string | null)[]][] = [
  [
    'English',
    ['Full Name', 'Phone number', 'Email', 'City', 'Consent date', 'Created at'],
    [...ROW, '2026-11-20'],
    ['name', 'phone', 'email', 'city', 'consent_at', null],
  ],
  [
    'Russian',
    ['ФИО', 'Телефон', 'Эл. почта', 'Город', 'Дата согласия', 'Комнат'],
    [...ROW, '2'],
    ['name', 'phone', 'email', 'city', 'consent_at', 'answer:rooms'],
  ],
  [
    'Ukrainian',
    ['ПІБ', 'Номер телефону', 'Електронна пошта', 'Місто', 'Дата згоди', 'Кімнат'],
    [...ROW, '2'],
    ['name', 'phone', 'email', 'city', 'consent_at', 'answer:rooms'],
  ],
  [
    'Azerbaijani',
    ['Ad Soyad', 'Telefon nömrəsi', 'E-poçt', 'Şəhər', 'Razılıq tarixi', 'Qeyd'],
    [...ROW, 'mənzil'],
    ['name', 'phone', 'email', 'city', 'consent_at', 'message'],
  ],
  [
    'Armenian',
    ['Անուն Ազգանուն', 'Հեռախոս', 'Էլ. փոստ', 'Քաղաք', 'Համաձայնության ամսաթիվ'],
    ROW,
    ['name', 'phone', 'email', 'city', 'consent_at'],
  ],
  [
    'Hungarian',
    ['Vezetéknév', 'Keresztnév', 'Telefonszám', 'E-mail cím', 'Hozzájárulás dátuma', 'Megjegyzés'],
    ['Kovács', 'Anna', '+36301234567', 'anna@freemail.hu', '2026. 11. 20.', 'lakás'],
    ['last_name', 'first_name', 'phone', 'email', 'consent_at', 'message'],
  ],
  [
    'Mongolian',
    ['Овог', 'Нэр', 'Утасны дугаар', 'Имэйл', 'Зөвшөөрлийн огноо'],
    ['Бат', 'Болд', '97699112233', 'bold@mail.mn', '2026.11.20'],
    ['last_name', 'first_name', 'phone', 'email', 'consent_at'],
  ],
  [
    'a CRM’s',
    ['ID', 'Название лида', 'Имя', 'Фамилия', 'Рабочий телефон', 'Частный e-mail', 'UTM_SOURCE', 'Согласие'],
    ['17', 'Заявка с сайта', 'Анна', 'Ковалева', '79161234567', 'anna@mail.ru', 'google', 'да'],
    ['external_id', null, 'first_name', 'last_name', 'phone', 'email', 'utm_source', null],
  ],
];

describe('what columns hold', () => {
  it.each(FILES)('is guessed of %s heads', (_language, head, row, uses) => {
    expect(guessHead([head, row])).toBe(true);
    expect(guessColumns(head, [row], QUESTIONS)).toEqual(uses);
  });

  it('is guessed by what stands in them where nothing names them', () => {
    const rows = [
      ['1', 'Olena Koval', '0501234567', 'olena@firm.ua', '20.11.2026'],
      ['2', 'Ivan Franko', '+380671234567', 'ivan@firm.ua', '21.11.2026'],
    ];
    expect(guessHead(rows)).toBe(false);
    expect(guessColumns(null, rows, [])).toEqual([null, 'name', 'phone', 'email', null]);
  });

  it('is not what a head says where its cells say otherwise', () => {
    const rows = [['olena@firm.ua', '+380501234567']];
    expect(guessColumns(['Телефон', 'Почта'], rows, [])).toEqual(['email', 'phone']);
  });

  it('a date alone is never taken for one of consent', () => {
    expect(guessColumns(['Дата', 'Телефон'], [['20.11.2026', '+380501234567']], [])).toEqual([null, 'phone']);
  });

  it('a head of unknown words is seen by the rows under it', () => {
    expect(
      guessHead([
        ['Alpha', 'Beta'],
        ['x', '+380501234567'],
      ]),
    ).toBe(true);
    expect(
      guessHead([
        ['x', 'y'],
        ['z', 'w'],
      ]),
    ).toBe(false);
  });
});
