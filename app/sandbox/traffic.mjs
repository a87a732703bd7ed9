import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';

/*
 * The demo's traffic: leads of invented people keep arriving for the demo agency's offers, by the same API that any
 * seller uses, some of them with a bad phone or sent twice. Argument: the path of demo.json.
 */

const demo = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const api = `${demo.url}/api/v1`;
const headers = { authorization: `Bearer ${demo.traffic.apiKey}`, 'content-type': 'application/json' };

const SHORTEST_PAUSE_MS = 4_000;
const LONGEST_PAUSE_MS = 15_000;
const PAGE = 100;

const pick = (list) => list[randomInt(list.length)];
const digits = (count) => Array.from({ length: count }, () => randomInt(10)).join('');
const chance = (percent) => randomInt(100) < percent;

/** Places with a mobile range of theirs, names and a mail provider people there use. */
const PLACES = [
  {
    region: 'RU-MOW',
    city: 'Moscow',
    language: 'ru',
    mobile: () => `+7916${digits(7)}`,
    mail: 'mail.ru',
    names: ['Анна', 'Игорь', 'Светлана', 'Павел'],
  },
  {
    region: 'RU-SPE',
    city: 'Санкт-Петербург',
    language: 'ru',
    mobile: () => `+7921${digits(7)}`,
    mail: 'yandex.ru',
    names: ['Ольга', 'Денис', 'Марина'],
  },
  {
    region: 'RU-MUR',
    city: 'Murmansk',
    language: 'ru',
    mobile: () => `+7911${digits(7)}`,
    mail: 'mail.ru',
    names: ['Николай', 'Вера'],
  },
  {
    region: 'UA-30',
    city: 'Kyiv',
    language: 'uk',
    mobile: () => `+38067${digits(7)}`,
    mail: 'ukr.net',
    names: ['Олена', 'Тарас', 'Ірина', 'Богдан'],
  },
  {
    region: 'UA-46',
    city: 'Lviv',
    language: 'uk',
    mobile: () => `+38063${digits(7)}`,
    mail: 'gmail.com',
    names: ['Марта', 'Андрій'],
  },
  {
    region: 'HU-BU',
    city: 'Budapest',
    language: 'hu',
    mobile: () => `+3630${digits(7)}`,
    mail: 'gmail.com',
    names: ['Zsófia', 'Gábor', 'Réka'],
  },
  {
    region: 'AM-ER',
    city: 'Yerevan',
    language: 'hy',
    mobile: () => `+37491${digits(6)}`,
    mail: 'gmail.com',
    names: ['Անի', 'Արամ'],
  },
  {
    region: 'AZ-BA',
    city: 'Baku',
    language: 'az',
    mobile: () => `+99450${digits(7)}`,
    mail: 'gmail.com',
    names: ['Aysel', 'Elçin'],
  },
  {
    region: 'KZ-75',
    city: 'Almaty',
    language: 'ru',
    mobile: () => `+7701${digits(7)}`,
    mail: 'mail.ru',
    names: ['Айгуль', 'Ержан'],
  },
  {
    region: 'MN-1',
    city: 'Ulaanbaatar',
    language: 'mn',
    mobile: () => `+97699${digits(6)}`,
    mail: 'gmail.com',
    names: ['Болормаа', 'Бат'],
  },
];

let earlier = null;

/** A lead for an offer at a place the offer covers, or null where none of ours is. */
function leadFor(offer) {
  const places = PLACES.filter(({ region }) =>
    offer.regions.some((covered) => region === covered || region.startsWith(`${covered}-`)),
  );
  if (places.length === 0) return null;
  const place = pick(places);
  const phone = chance(8) ? place.mobile().slice(0, -3) : place.mobile();
  return {
    offer_id: offer.id,
    contact: {
      name: pick(place.names),
      phone,
      ...(chance(40) ? { email: `lead.${digits(8)}@${place.mail}` } : {}),
    },
    region: place.region,
    city: place.city,
    language: place.language,
    channel: pick(offer.channels),
    wanted_within_days: pick([3, 7, 14, 30, 60, 120]),
    decision_maker: chance(80),
    source: { traffic: pick(['search', 'social', 'email', 'video']), sub_ids: [`page-${randomInt(1, 9)}`] },
    consent: { text: offer.consent_text, given_at: new Date().toISOString() },
  };
}

async function sendOne() {
  const { data: offers } = await (await fetch(`${api}/offers?limit=${PAGE}`, { headers })).json();
  const lead = earlier && chance(5) ? earlier : leadFor(pick(offers));
  if (!lead) return;
  const answer = await fetch(`${api}/leads`, { method: 'POST', headers, body: JSON.stringify(lead) });
  await answer.arrayBuffer();
  earlier = lead;
}

async function keepSending() {
  // A restart of the web process is no reason to stop: the next lead finds it up again.
  await sendOne().catch(() => undefined);
  setTimeout(keepSending, randomInt(SHORTEST_PAUSE_MS, LONGEST_PAUSE_MS));
}

for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => process.exit(0));
process.once('disconnect', () => process.exit(0));
if (process.send) process.send({ type: 'ready' });
keepSending();
