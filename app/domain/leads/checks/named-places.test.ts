import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cityTyped, nameCities, placesNamed } from './named-places.ts';

const rows = readFileSync(new URL('../../../../prisma/seed/reference/regions.tsv', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .slice(1)
  .map((line) => {
    const [, kind = '', parent = '', country = '', , population = '', , search = ''] = line.split('\t');
    return { kind, top: parent, country, population: Number(population), search };
  });

function named(country: string, text: string): string[] {
  return placesNamed(text, nameCities(rows.filter((row) => row.country === country)));
}

describe('a person says where they are', () => {
  test.each([
    ['RU', 'Живу в Москве, ищу квартиру.', 'RU-MOW'],
    ['RU', 'Я из Мурманска', 'RU-MUR'],
    ['RU', 'Нужен юрист в Екатеринбурге', 'RU-SVE'],
    ['RU', 'Переезжаю под Казань', 'RU-TA'],
    ['RU', 'г. Новосибирск, ул. Ленина', 'RU-NVS'],
    ['RU', 'ремонт в Ростове-на-Дону', 'RU-ROS'],
    ['RU', 'дом в Санкт-Петербурге', 'RU-SPE'],
    ['RU', 'Мы в Питере', 'RU-SPE'],
    ['RU', 'ВО ВЛАДИВОСТОКЕ', 'RU-PRI'],
    ['UA', 'Потрібен адвокат у Києві', 'UA-30'],
    ['UA', 'я з Києва', 'UA-30'],
    ['UA', 'Шукаю роботу в Харкові', 'UA-63'],
    ['UA', 'живу у Львові', 'UA-46'],
    ['UA', 'м. Одеса, Молдаванка', 'UA-51'],
    ['UA', 'Квартира в Николаеве', 'UA-48'],
    ['UA', 'ми з Дніпра', 'UA-12'],
    ['KZ', 'Мен Алматыда тұрамын', 'KZ-75'],
    ['KZ', 'Астанада пәтер керек', 'KZ-71'],
    ['KZ', 'Живу в Шымкенте', 'KZ-79'],
    ['AZ', 'Bakıda ev axtarıram', 'AZ-BA'],
    ['AM', 'Ես Երևանում եմ', 'AM-ER'],
    ['AM', 'я в Ереване', 'AM-ER'],
    ['MN', 'Улаанбаатарт амьдардаг', 'MN-1'],
    ['HU', 'Budapesten keresek lakást', 'HU-BU'],
    ['HU', 'Debrecenben lakom', 'HU-HB'],
    ['US', 'a lawyer in Chicago please', 'US-IL'],
  ])('%s: %s', (country, text, top) => {
    expect(named(country, text)).toEqual([top]);
  });
});

describe('the field for a city', () => {
  test.each([
    ['UA', 'Львів', ['UA-46']],
    ['UA', 'львов', ['UA-46']],
    ['UA', 'м. Харків', ['UA-63']],
    ['UA', 'ОДЕСА, центр', ['UA-51']],
    ['RU', 'г.Казань', ['RU-TA']],
    ['HU', 'debrecen', ['HU-HB']],
    ['AM', 'Երևան', ['AM-ER']],
    ['MN', 'улаанбаатар', ['MN-1']],
    ['UA', 'call 380671112233', []],
    ['UA', 'село біля річки', []],
    ['UA', '', []],
  ])('%s: %s', (country, city, tops) => {
    const names = nameCities(rows.filter((row) => row.country === country));
    expect(cityTyped(city, names)).toEqual(tops);
  });
});

describe('a text that says nothing of it', () => {
  test.each([
    ['RU', 'Хочу купить квартиру, звоните после шести.'],
    ['RU', 'Московский адвокат по разводам'],
    ['RU', 'Меня зовут Владимир, жду звонка'],
    ['RU', 'нужен кредит в банке до среды'],
    ['RU', 'Москва слезам не верит'],
    ['RU', 'подобрать диван в гостиную белого цвета'],
    ['UA', 'Потрібна консультація щодо розлучення'],
    ['UA', 'Київський торт на замовлення'],
    ['UA', 'У Марії двоє дітей'],
    ['KZ', 'Несие керек'],
    ['AZ', 'Mənə vəkil lazımdır'],
    ['AM', 'Փաստաբան է պետք'],
    ['MN', 'Орон сууц худалдаж авмаар байна'],
    ['HU', 'Lakást keresek, hívjanak délután'],
    ['US', 'Please call me in June about the loan'],
    ['RU', ''],
  ])('%s: %s', (country, text) => {
    expect(named(country, text)).toEqual([]);
  });
});

test('several places are all told, each once', () => {
  expect(named('UA', 'Живу в Києві, працюю в Харкові, родом з Києва')).toEqual(['UA-30', 'UA-63']);
});
