/**
 * Public holidays that lie on the same day each year, by country, as month and day; moving feasts and bridge days are left out.
 * Source: the countries' laws on holidays, as of 2025. Ukraine is not among them: under martial law its holidays are worked through.
 */
const DAYS = new Map(
  Object.entries({
    AM: '01-01 01-02 01-06 01-28 03-08 04-24 05-01 05-09 05-28 07-05 09-21 12-31',
    AZ: '01-01 01-02 01-20 03-08 03-20 03-21 03-22 03-23 03-24 05-09 05-28 06-15 06-26 11-08 11-09 12-31',
    BY: '01-01 01-02 01-07 03-08 05-01 05-09 07-03 11-07 12-25',
    GE: '01-01 01-02 01-07 01-19 03-03 03-08 04-09 05-09 05-12 05-17 05-26 08-28 10-14 11-23',
    HU: '01-01 03-15 05-01 08-20 10-23 11-01 12-25 12-26',
    KG: '01-01 01-07 02-23 03-08 03-21 05-01 05-05 05-09 08-31 11-07 11-08',
    KZ: '01-01 01-02 01-07 03-08 03-21 03-22 03-23 05-01 05-07 05-09 07-06 08-30 10-25 12-16',
    MN: '01-01 03-08 06-01 07-11 07-12 07-13 07-14 07-15 11-26 12-29',
    RU: '01-01 01-02 01-03 01-04 01-05 01-06 01-07 01-08 02-23 03-08 05-01 05-09 06-12 11-04',
    US: '01-01 06-19 07-04 11-11 12-25',
    UZ: '01-01 03-08 03-21 05-09 09-01 10-01 12-08',
  }),
);
const MONTH_LENGTH = 2;

/**
 * How many public holidays a month (1 to 12) has in a country, whatever weekday they fall on; undefined where the country's are not
 * known.
 */
export function holidaysIn(countryCode: string, month: number): number | undefined {
  const start = String(month).padStart(MONTH_LENGTH, '0');
  return DAYS.get(countryCode)
    ?.split(' ')
    .filter((day) => day.startsWith(`${start}-`)).length;
}
