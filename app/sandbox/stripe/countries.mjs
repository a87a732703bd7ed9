/**
 * Countries in which Stripe opens connected accounts (stripe.com/global), with their own currency. Ukraine, Russia,
 * Azerbaijan, Armenia and Mongolia are not among them.
 */
export const CURRENCY_OF_COUNTRY = {
  ...{
    AE: 'aed',
    AU: 'aud',
    AT: 'eur',
    BE: 'eur',
    BG: 'eur',
    BR: 'brl',
    CA: 'cad',
    CH: 'chf',
    CY: 'eur',
    CZ: 'czk',
  },
  ...{
    DE: 'eur',
    DK: 'dkk',
    EE: 'eur',
    ES: 'eur',
    FI: 'eur',
    FR: 'eur',
    GB: 'gbp',
    GI: 'gbp',
    GR: 'eur',
    HK: 'hkd',
  },
  ...{
    HR: 'eur',
    HU: 'huf',
    IE: 'eur',
    IT: 'eur',
    JP: 'jpy',
    LI: 'chf',
    LT: 'eur',
    LU: 'eur',
    LV: 'eur',
    MT: 'eur',
  },
  ...{
    MX: 'mxn',
    MY: 'myr',
    NL: 'eur',
    NO: 'nok',
    NZ: 'nzd',
    PL: 'pln',
    PT: 'eur',
    RO: 'ron',
    SE: 'sek',
    SG: 'sgd',
  },
  ...{ SI: 'eur', SK: 'eur', TH: 'thb', US: 'usd' },
};

/** Where the sandbox's platform is at home: of the countries that Birja speaks to, the one in which Stripe is. */
export const PLATFORM_COUNTRY = 'HU';
