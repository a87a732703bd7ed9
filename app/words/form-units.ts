/** What forms call the units of the niches' questions, by the form's language; short forms where there are any. */
const UNITS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  en: {
    days: 'days',
    inch: 'inches',
    m2: 'm²',
    m3: 'm³',
    months: 'months',
    years: 'years',
  },
  uk: {
    days: 'днів',
    inch: 'дюймів',
    kW: 'кВт',
    kg: 'кг',
    km: 'км',
    m: 'м',
    m2: 'м²',
    m3: 'м³',
    months: 'місяців',
    years: 'років',
  },
  ru: {
    days: 'дней',
    inch: 'дюймов',
    kW: 'кВт',
    kg: 'кг',
    km: 'км',
    m: 'м',
    m2: 'м²',
    m3: 'м³',
    months: 'месяцев',
    years: 'лет',
  },
  kk: {
    days: 'күн',
    inch: 'дюйм',
    kW: 'кВт',
    kg: 'кг',
    km: 'км',
    m: 'м',
    m2: 'м²',
    m3: 'м³',
    months: 'ай',
    years: 'жыл',
  },
  mn: {
    days: 'өдөр',
    inch: 'инч',
    kW: 'кВт',
    kg: 'кг',
    km: 'км',
    m: 'м',
    m2: 'м²',
    m3: 'м³',
    months: 'сар',
    years: 'жил',
  },
  hy: {
    days: 'օր',
    inch: 'դյույմ',
    kW: 'կՎտ',
    kg: 'կգ',
    km: 'կմ',
    m: 'մ',
    m2: 'մ²',
    m3: 'մ³',
    months: 'ամիս',
    years: 'տարի',
  },
  az: {
    days: 'gün',
    inch: 'düym',
    kW: 'kVt',
    kg: 'kq',
    km: 'km',
    m: 'm',
    m2: 'm²',
    m3: 'm³',
    months: 'ay',
    years: 'il',
  },
  hu: {
    days: 'nap',
    inch: 'hüvelyk',
    m2: 'm²',
    m3: 'm³',
    months: 'hónap',
    years: 'év',
  },
};

/** Questions in ares and hours are named by them: "Hours". */
const SAID_BY_LABEL = ['a', 'h'];

/** A unit as a form says it, if it does; one that an admin made up, or that is written the same everywhere, as it is. */
export function unitIn(language: string, unit: string): string | undefined {
  return SAID_BY_LABEL.includes(unit) ? undefined : (UNITS[language]?.[unit] ?? unit);
}
