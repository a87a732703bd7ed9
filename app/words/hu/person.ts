import type { ReadingWay } from '#app/domain/leads/reading.ts';
import type { PersonReceipt, PersonWords } from '../en/person.ts';

const ways: Record<ReadingWay, string> = {
  page: 'valaki onnan megnyitotta',
  api: 'a cég egyik programja olvasta',
  webhook: 'a cég szerverére küldtük',
  certificate: 'valaki onnan megnyitotta a hozzájárulás igazolását',
  moderator: 'egy moderátor nyitotta meg, hogy elbíráljon egy panaszt',
  person: 'Ön nyitotta meg ezt az oldalt',
};

/** What a person reads about their own data, in Hungarian. */
export const personWords: PersonWords = {
  language: 'Magyar',
  languages: 'Nyelv',
  cancel: 'Mégse',
  meta: 'Kinél vannak az adataim – Birja',
  title: 'Kinél vannak az adataim',
  intro:
    'A Birja továbbítja a weboldalakon leadott ajánlatkéréseket olyan cégeknek, amelyek segíteni tudnak. Ez az oldal egyetlen ilyen kérésről szól, és csak Önnek készült: aki ismeri a címét, ugyanazt látja, amit Ön.',
  gone: 'Az adatait itt töröltük. Alább látható, kinél voltak.',
  collected: {
    title: 'Mit gyűjtöttek',
    what: 'A kérés tárgya',
    where: 'Hely',
    name: 'Név',
    phone: 'Telefon',
    email: 'E-mail',
    message: 'Üzenet',
    city: 'Város',
    answers: 'Válaszok',
    page: 'Ezen az oldalon',
    referrer: 'Ahonnan érkezett',
    language: 'Nyelv',
    wanted: 'Mikorra kell',
    withinDays: (days: number) => `${days} napon belül`,
    budget: 'Keret',
    decides: 'Egyedül dönt',
    reach: 'Hogyan érhető el legjobban',
    ways: {
      phone: 'telefon',
      email: 'e-mail',
      messenger: 'üzenetküldő',
      sms: 'SMS',
      other: 'másképp',
    },
    yes: 'igen',
    no: 'nem',
    ip: 'Erről a címről',
    device: 'Böngésző',
    at: 'Beérkezett',
    by: 'Aki gyűjtötte',
    none: 'Törölve',
  },
  why: {
    title: 'Milyen alapon',
    text: 'Ezeknek a szavaknak az alapján, amelyeket a kérés elküldésekor elfogadtak:',
    given: 'A hozzájárulás ideje',
  },
  buyers: {
    title: 'Ki kapta meg',
    none: 'Senki. Egyetlen cég sem kapta meg tőlünk az adatait.',
    at: (country) => (country ? `, ${country}` : ''),
    sold: 'Továbbítva',
    received: 'Értesült a visszavonásról',
    erased: 'Közölte, hogy törölte az adatait',
    waiting: 'Értesítettük a visszavonásról; még nem közölte, hogy törölte az adatait',
  },
  readings: {
    title: 'Mikor olvasták',
    none: 'Még senki sem olvasta.',
    by: (who, way) => (who === null ? `Birja: ${ways[way]}` : `${who}: ${ways[way]}`),
    older: 'A régebbi bejegyzéseket itt nem mutatjuk.',
  },
  act: {
    title: 'Mit tehet',
    intro:
      'Mindkét lehetőség azonnal törli itt az adatait, és értesíti a fenti cégeket, hogy ők is töröljék. Nem kerül semmibe, és nem vonható vissza.',
    changed_mind: {
      label: 'Az adataim törlése',
      hint: 'Ön küldte a kérést, de már nincs rá szüksége.',
      submit: 'Az adataim törlése',
    },
    never_asked: {
      label: 'Én ezt nem kértem',
      hint: 'Valaki Ön nélkül használta fel az adatait. Aki gyűjtötte, felelni fog érte.',
      submit: 'Én ezt nem kértem',
    },
    suppress: 'A telefonszámommal vagy e-mail-címemmel érkező későbbi kéréseket is utasítsák el',
  },
  ask: {
    title: {
      changed_mind: 'Töröljük az adatait?',
      never_asked: 'Töröljük az adatait, és jelentsük, hogy Ön ezt nem kérte?',
    },
    text: 'Az adatait itt végleg töröljük, és értesítjük azokat a cégeket, amelyeknél megvannak, hogy ők is töröljék.',
    firms: 'Értesített cégek',
    later: 'Későbbi kérések az Ön elérhetőségével',
    refused: 'elutasítjuk',
    allowed: 'elfogadjuk',
    confirm: 'Az adataim törlése most',
  },
  done: {
    title: 'Az adatait töröltük',
    text: (count) =>
      count === 0
        ? 'Egyetlen cég sem kapta meg tőlünk.'
        : count === 1
          ? 'A céget, amelynél megvoltak, most értesítjük. Térjen vissza erre az oldalra a válaszáért.'
          : `A ${count} céget, amelynél megvoltak, most értesítjük. Térjen vissza erre az oldalra a válaszaikért.`,
  },
  withdrawn: {
    title: 'Ön visszavonta a hozzájárulását',
    changed_mind: 'Ön kérte az adatai törlését.',
    never_asked: 'Ön jelezte, hogy ezt nem kérte.',
    suppressed: 'Az Ön telefonszámával vagy e-mail-címével érkező későbbi kéréseket elutasítjuk.',
  },
  expired: {
    title: 'A megőrzési idő lejárt',
    text: 'Senkinek az adatait nem őrizzük tovább a szükségesnél. Az Önéit itt töröltük; a lenti cégek a saját szabályaik szerint őrzik.',
  },
};

/** The mail with the link to a person's page, in Hungarian. */
export const personReceipt: PersonReceipt = {
  subject: 'Kinél vannak az adatai',
  lines: [
    'Ön kérést küldött egy weboldalon, és egy cég, amely segíteni tud, tőlünk kapta meg az elérhetőségét. Mi a Birja vagyunk, és ilyen kéréseket továbbítunk.',
    'A hivatkozás alatt látható, mit gyűjtöttek, milyen alapon, és kinél van. Ott törölheti is az adatait, vagy jelezheti, hogy ezt nem Ön kérte.',
    'A hivatkozás csak Önnek szól: ne adja tovább. Egyszer írunk Önnek.',
  ],
  link: 'Kinél vannak az adataim',
  message: (url) =>
    `Egy cég tőlünk megkapta a weboldalon megadott elérhetőségét. Kinél van, és hogyan törölhető: ${url} (Birja)`,
  signature: (url) => `Birja, az ajánlatkérések tőzsdéje: ${url}`,
};
