import { getCountries } from 'libphonenumber-js';

/** Ascension and Tristan da Cunha have telephone codes of their own; as countries they are Saint Helena's (ISO 3166-1). */
const PARTS = ['AC', 'TA'];

/** Countries in which an organisation may be at home, by their two letters. */
export const COUNTRIES: readonly string[] = getCountries().filter((code) => !PARTS.includes(code));
