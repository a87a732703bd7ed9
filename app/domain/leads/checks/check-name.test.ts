import { describe, expect, test } from 'vitest';
import { checkName } from './check-name.ts';

describe('names that people bear pass, short and rare ones too', () => {
  test.each(
    `Ли, Ng, Nguyễn Thị Hồng, Szczepański, Mkrtchyan, Мкртчян, Մկրտչյան, Ծովինար, Бат-Эрдэнэ, Ő., Ё, Я, О'Коннор, D'Artagnan,
    Дем'янчук, Ющенко, Щербакова, Лукенко, Шукенов, Ролдугин, Сапронов, Павлова, Папава, Смит, Фролов, Гарольд, Assad, Trew, Wert, Wertheim,
    Timken, Тимкен, Poitier, Krč, Vlk, Smrž, Čtvrtníček, Brzęczyszczykiewicz, Przybyszewski, Knightsbridge, Schwarzschild, Hirschfeldt,
    Nagy Éva, Szentgyörgyi Dezső, Őry, Kölcsey, Gyöngyösi, Ördög, Horváthné Kiss Ágnes, Əliyeva Günay, Çingiz Hüseynov, Şəhriyar, Xədicə,
    Įğdır, Мөнхцэцэг, Энхтүвшин, Лхагвасүрэн, Цэндсүрэн, Алтанцэцэгээ, Оюуунаа, Аюуш, Доржсүрэн, Ыбырай, Қуаныш, Әлия, Ғабит,
    Սարգսյան Ալեքսանդր, Տրդատ, Գևորգ, Հովհաննիսյան, Խաչատրյան, Мстиславский, Вржесневская, Згржебский, Бгажба, Цхведиани, Пфлюг,
    Константинопольский, Иоанн, Aoife, Ioannou, Eeva, Nguyen, Hrvoje, Krsto, Срђан, Крсто, John Smith III, Дж. Р. Р. Толкин, J.R.R.,
    Христина-Марія, გიორგი, 王伟, محمد, Jon Tester, Christopher Guest, Анна, Инна, Kiss Bence, Олег Сiренко, Леонид Ильич, Xzibit`
      .split(/,\s*/)
      .map((name) => [name.trim()]),
  )('%s', (name) => {
    expect(checkName(name)).toMatchObject({ check: 'name', verdict: 'pass' });
  });
});

describe('what is no name warns and says why', () => {
  test.each<[string, string]>([
    ...each(
      'name_keyboard',
      'asdf, asdfgh, qwerty, QWERTY, zxcvbn, lkjh, dfgh, sdfsdf, asdasd, qweqweqw, poiuy, fghj, jkl',
    ),
    ...each('name_keyboard', 'фыва, ФЫВА, йцукен, олдж, ывапро, фывфыв, ячсмить, нгшщз, фівап, ждлор'),
    ...each('name_repeated', 'aaa, Аннннна, aaaaaaa, бббб, hahaha, ляляля, Jooohn'),
    ...each(
      'name_implausible',
      'bcdfgk, sdkjfhg, прстк, вклдмн, Xkcdqwz, ---, ???, 😀, вгщшзтк, aeiouea, մկրտչպս',
    ),
    ...each('name_digits', 'Ivan 2, user1, Иван7'),
    ...each(
      'name_placeholder',
      'test, Test User, ТЕСТ, Тестовый, Имя Фамилия, asd, фыв, йцу, abc, no name Anonymous, Клиент',
    ),
    ...each('name_mixed_scripts', 'Иvан, Oлена, Mаrия'),
    ...each(
      'name_is_contact',
      'ivan@mail.ru, +380501234567, 8 926 123 45 67, https://spam.example, www.spam.ru, site.com, @ivan_petrov',
    ),
  ])('%s: %s', (name, code) => {
    expect(checkName(name)).toMatchObject({ verdict: 'warn', code });
  });
});

test('no name is unknown, and one that is longer than any warns', () => {
  expect(checkName(null)).toMatchObject({ verdict: 'unknown', code: 'name_absent' });
  expect(checkName('  ')).toMatchObject({ verdict: 'unknown', code: 'name_absent' });
  expect(checkName('Иванов '.repeat(40))).toMatchObject({ verdict: 'warn', code: 'name_implausible' });
});

test('the evidence holds nothing of what was typed', () => {
  expect(checkName('+380501234567').params).toEqual({});
});

function each(code: string, names: string): [string, string][] {
  return names.split(', ').map((name) => [name, code]);
}
