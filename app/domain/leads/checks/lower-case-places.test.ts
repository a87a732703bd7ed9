import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nameCities, placesNamed } from './named-places.ts';

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

describe('a city that is written small', () => {
  test.each([
    ['RU', 'ремонт в москве', 'RU-MOW'],
    ['RU', 'ищу квартиру в москву не предлагать в казани', 'RU-MOW,RU-TA'],
    ['RU', 'я из мурманска', 'RU-MUR'],
    ['RU', 'юрист в екатеринбурге', 'RU-SVE'],
    ['RU', 'переезжаем под казань', 'RU-TA'],
    ['RU', 'дом в перми', 'RU-PER'],
    ['RU', 'живу в ярославле', 'RU-YAR'],
    ['RU', 'отдых в сочи', 'RU-KDA'],
    ['RU', 'г. новосибирск', 'RU-NVS'],
    ['RU', 'мы в питере', 'RU-SPE'],
    ['RU', 'квартира в санкт-петербурге', 'RU-SPE'],
    ['RU', 'дача под москвой', 'RU-MOW'],
    ['RU', 'looking for a lawyer in moscow', 'RU-MOW'],
    ['UA', 'квартира во львове', 'UA-46'],
    ['UA', 'квартира у львові', 'UA-46'],
    ['UA', 'потрібен адвокат у києві', 'UA-30'],
    ['UA', 'я з харкова', 'UA-63'],
    ['UA', 'переїзд до одеси', 'UA-51'],
    ['UA', 'живу в тернополі', 'UA-61'],
    ['UA', 'ремонт у вінниці', 'UA-05'],
    ['KZ', 'мен алматыда тұрамын', 'KZ-75'],
    ['KZ', 'астанада пәтер керек', 'KZ-71'],
    ['KZ', 'живу в шымкенте', 'KZ-79'],
    ['KZ', 'работаю в актау', 'KZ-47'],
    ['UA', 'живу в ивано-франковске', 'UA-26'],
    ['KZ', 'из караганды', 'KZ-35'],
    ['AZ', 'bakıda ev axtarıram', 'AZ-BA'],
    ['AZ', 'квартира в баку', 'AZ-BA'],
    ['AZ', 'gəncədə vəkil lazımdır', 'AZ-GA'],
    ['AM', 'ես երևանում եմ', 'AM-ER'],
    ['AM', 'я в ереване', 'AM-ER'],
    ['MN', 'улаанбаатарт амьдардаг', 'MN-1'],
    ['HU', 'budapesten keresek lakást', 'HU-BU'],
    ['HU', 'debrecenben lakom', 'HU-HB'],
    ['GB', 'a plumber in london', 'GB-ENG'],
    ['US', 'lawyer near chicago please', 'US-IL'],
  ])('%s: %s', (country, text, tops) => {
    expect(named(country, text).join()).toBe(tops);
  });
});

describe('a word that only looks like one', () => {
  test.each([
    ['RU', 'у меня на гербе орел, в орел не верю'],
    ['RU', 'хочу в мир кино'],
    ['RU', 'нет денег, в нет не верю'],
    ['RU', 'надо в понедельник'],
    ['RU', 'работаю в шахте, муж из шахты'],
    ['RU', 'чистка: пятна с ковров'],
    ['RU', 'плов в казане на костре'],
    ['RU', 'работаю у иванова, раньше у владимира'],
    ['RU', 'банкет в королевах красоты'],
    ['RU', 'живу в южном районе, с великой радостью'],
    ['RU', 'дом в грозовом поселке'],
    ['RU', 'иду в посад за хлебом'],
    ['RU', 'моя находка, в находке нет прока'],
    ['RU', 'москва слезам не верит'],
    ['RU', 'московский адвокат по разводам'],
    ['RU', 'кожа с перчатками, мясо из перца'],
    ['RU', 'посидели с костром, в калуг не верю'],
    ['KZ', 'копия из акта, живу в актовом зале'],
    ['UA', 'кольцо из александрита, александрита'],
    ['RU', 'на набережной и у кургана'],
    ['RU', 'подобрать диван в гостиную белого цвета'],
    ['RU', 'меня зовут владимир, жду звонка'],
    ['UA', 'у рівному стані, на рівні'],
    ['UA', 'вінчання в церкві'],
    ['UA', 'стена с кривой плиткой, в кривом зеркале'],
    ['UA', 'ремонт в славянском стиле'],
    ['UA', 'київський торт на замовлення'],
    ['UA', 'у марії двоє дітей, у суми не вірю'],
    ['KZ', 'помощь многодетным: из семей с детьми'],
    ['KZ', 'несие керек, алма сатып алам'],
    ['KZ', 'сосед орал всю ночь'],
    ['AZ', 'mənə vəkil lazımdır, bakım da olsun'],
    ['AM', 'փաստաբան է պետք'],
    ['MN', 'орон сууц худалдаж авмаар байна'],
    ['HU', 'lakást keresek, hívjanak délután'],
    ['HU', 'pecsét kell a papírra'],
    ['GB', 'I like reading a book, interested in reading'],
    ['FR', 'nice flat, in nice condition'],
    ['US', 'a phone in mobile format, in orange please'],
    ['US', 'call from charlotte, in the long run, in city limits'],
    ['DE', 'interested in essen und trinken'],
    ['US', 'please call me in june about the loan'],
    ['RU', ''],
  ])('%s: %s', (country, text) => {
    expect(named(country, text)).toEqual([]);
  });
});
