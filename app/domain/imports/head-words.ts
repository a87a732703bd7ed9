import { foldText } from '#app/domain/catalog/fold-text.ts';
import type { Field } from './import.ts';

/**
 * How columns are headed in English, Russian, Ukrainian, Azerbaijani, Armenian, Hungarian and Mongolian, in people's own files and
 * in what CRMs write out. What stands alone under `name` may be a first name beside a column of last names.
 */
const WORDS: Record<Field, string> = {
  name: `name, full name, contact name, customer name, client name, lead name, contact, customer, client, fio, person
    имя, фио, ф.и.о., имя и фамилия, фамилия имя, фамилия имя отчество, полное имя, контактное лицо, клиент, имя клиента, контакт, заказчик
    ім'я, піб, п.і.б., ім'я та прізвище, прізвище ім'я, прізвище та ім'я, прізвище ім'я по батькові, повне ім'я, клієнт, контактна особа, контакт
    ad soyad, adı soyadı, ad və soyad, tam ad, müştəri, müştərinin adı
    անուն ազգանուն, ա.ա.հ., լրիվ անուն, հաճախորդ, հաճախորդի անուն
    név, teljes név, ügyfél, ügyfél neve, kapcsolattartó, kapcsolattartó neve
    овог нэр, бүтэн нэр, харилцагч, үйлчлүүлэгч`,
  first_name: `first name, firstname, given name, forename, ad, adı, անուն, keresztnév, utónév, нэр, личное имя`,
  middle_name: `middle name, patronymic, second name, отчество, по батькові, ata adı, հայրանուն`,
  last_name: `last name, lastname, surname, family name, фамилия, прізвище, soyad, soyadı, ազգանուն, vezetéknév, családnév, овог`,
  phone: `phone, phone number, telephone, telephone number, tel, mobile, mobile phone, mobile number, cell, cell phone, contact phone, work phone, home phone, phone 1, whatsapp, viber
    телефон, тел, номер телефона, телефонный номер, мобильный, мобильный телефон, рабочий телефон, домашний телефон, сотовый, сотовый телефон, контактный телефон, телефон клиента, телефон для связи, моб, моб тел
    номер телефону, мобільний, мобільний телефон, робочий телефон, контактний телефон, телефон клієнта
    telefon, telefon nömrəsi, əlaqə nömrəsi, mobil, mobil nömrə, nömrə
    հեռախոս, հեռախոսահամար, բջջային, բջջային հեռախոս
    telefonszám, mobilszám, mobiltelefon, elérhetőség
    утас, утасны дугаар, гар утас`,
  email: `email, e-mail, mail, email address, e-mail address, work email, personal email
    почта, электронная почта, эл. почта, эл почта, электронный адрес, адрес электронной почты, имейл, емейл, мейл, рабочий email
    пошта, електронна пошта, ел. пошта, електронна адреса, адреса електронної пошти, імейл
    e-poçt, elektron poçt, poçt
    էլ. փոստ, էլեկտրոնային փոստ, էլփոստ, էլ. հասցե
    e-mail cím, email cím, elektronikus levelezési cím
    имэйл, и-мэйл, цахим шуудан, мэйл`,
  region: `region, state, province, oblast, county, area
    регион, область, край, субъект рф, область или край
    регіон
    bölgə, rayon
    մարզ, տարածաշրջան
    megye, régió
    аймаг, бүс, бүс нутаг`,
  city: `city, town, place, locality
    город, г., населенный пункт, нас. пункт, місто, населений пункт, şəhər, քաղաք, բնակավայր, város, település, хот, хот сум`,
  message: `message, comment, comments, note, notes, question, request, description, details, inquiry
    сообщение, комментарий, комментарии, примечание, примечания, вопрос, описание, запрос, текст заявки, что нужно
    повідомлення, коментар, коментарі, примітка, питання, запит, опис, текст заявки
    mesaj, qeyd, qeydlər, şərh, sual
    հաղորդագրություն, մեկնաբանություն, նշում, հարց
    üzenet, megjegyzés, leírás, kérdés
    мессеж, зурвас, тайлбар, сэтгэгдэл, асуулт`,
  language: 'language, lang, язык, мова, dil, լեզու, nyelv, хэл',
  wanted_within_days: `wanted within days, within days, days, days until, срок дней, срок в днях, через сколько дней, срочность дней
    термін днів, термін у днях, через скільки днів, neçə gün, gün, օր, քանի օրից, hány napon belül, nap, хэдэн хоногт, хоног`,
  budget: `budget, бюджет, budget amount, büdcə, բյուջե, költségvetés, keret, төсөв`,
  consent_at: `consent date, consent time, consent at, consent given at, consented at, date of consent, opt-in date, opt in time, optin date, gdpr date, consent timestamp
    дата согласия, согласие дата, дата и время согласия, время согласия, когда дано согласие, согласие получено, дата получения согласия
    дата згоди, згода дата, дата та час згоди, дата і час згоди, час згоди, коли надано згоду, згоду надано
    razılıq tarixi, razılığın tarixi, razılıq vaxtı
    համաձայնության ամսաթիվ, համաձայնության ժամ
    hozzájárulás dátuma, hozzájárulás ideje, hozzájárulás időpontja
    зөвшөөрлийн огноо, зөвшөөрсөн огноо`,
  consent_text: `consent text, consent wording, consent, wording, текст согласия, согласие, формулировка согласия, текст згоди, згода, формулювання згоди
    razılıq mətni, razılıq, համաձայնության տեքստ, համաձայնություն, hozzájárulás szövege, hozzájárulás, зөвшөөрлийн текст, зөвшөөрөл`,
  consent_url: `consent url, consent page, consent link, страница согласия, ссылка на согласие, сторінка згоди, посилання на згоду
    razılıq səhifəsi, համաձայնության էջ, hozzájárulás oldala, зөвшөөрлийн хуудас`,
  external_id: `id, external id, lead id, crm id, record id, order id, reference, ид, идентификатор, номер заявки, id лида, id сделки, ідентифікатор, id ліда
    identifikator, նույնականացուցիչ, azonosító, дугаар`,
  traffic:
    'traffic, traffic type, трафик, тип трафика, трафік, тип трафіку, trafik, trafik növü, թրաֆիկ, forgalom, forgalom típusa, траффик',
  campaign: `campaign, campaign name, кампания, рекламная кампания, название кампании, кампанія, рекламна кампанія, назва кампанії
    kampaniya, reklam kampaniyası, քարոզարշավ, kampány, кампанит ажил`,
  source_url: `url, page, page url, landing, landing page, link, website, site, referrer, сайт, страница, адрес страницы, посадочная страница, ссылка, лендинг
    сторінка, адреса сторінки, посадкова сторінка, посилання, лендінг, səhifə, sayt, էջ, կայք, oldal, weboldal, хуудас, вэб хуудас`,
  utm_source: 'utm source, utmsource',
  utm_medium: 'utm medium, utmmedium',
  utm_campaign: 'utm campaign, utmcampaign',
  utm_content: 'utm content, utmcontent',
  utm_term: 'utm term, utmterm',
  sub_id:
    'sub id, subid, sub1, sub 1, subid1, sub id 1, webmaster, вебмастер, вебмайстер, vebmaster, վեբմասթեր, publisher',
  ip: 'ip, ip address, ip адрес, ip-адрес, ip адреса, ip-адреса, айпи, ip ünvanı, ip հասցե, ip cím, ip хаяг',
};

/** Folded heads, and what each says the column holds. */
export const HEAD_WORDS: ReadonlyMap<string, Field> = new Map(
  (Object.entries(WORDS) as [Field, string][]).flatMap(([field, text]) =>
    text.split(/[,\n]/).map((phrase) => [foldText(phrase), field] as const),
  ),
);

/** Heads that mean the whole name where no column holds last names, and the first one where one does. */
export const FIRST_OR_WHOLE_NAME: ReadonlySet<string> = new Set(
  ['name', 'имя', "ім'я", 'ad', 'adı', 'անուն', 'нэр', 'név'].map(foldText),
);
