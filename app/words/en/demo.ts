/** Names of the demo market: play organisations with play money. */
export const demoWords = {
  seller: 'Demo: Dnipro Leads (sells)',
  buyer: 'Demo: Kyiv Homes (buys)',
  rival: 'Demo: Podil Estate (buys)',
  agency: 'Demo: Neva Traffic (sells)',
  trader: 'Demo: Law & Windows (buys)',
  people: { seller: 'Demo seller', buyer: 'Demo buyer', moderator: 'Demo moderator', admin: 'Demo admin' },
  operator: {
    name: 'ТОВ «Біржа Демо»',
    address: 'Київ, вул. Демонстраційна, 1',
    signatory: 'Ірина Приклад',
    role: 'Директор',
    bank: 'Demo Bank',
  },
  key: 'Demo key',
  consent:
    'I agree that my name, contact and request are passed to up to the stated number of companies that can help me with it.',
} as const;
