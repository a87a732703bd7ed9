/** Characters at most, where a party is written down. */
export const NAME_MOST = 200;
export const ADDRESS_MOST = 300;
export const SIGNATORY_MOST = 120;
/** As typed, spaces among it. */
export const NUMBER_MOST = 40;
