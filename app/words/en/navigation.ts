/** Names of the pages where one works. */
export const navigationWords = {
  blocked: {
    title: (name: string) => `${name} is blocked`,
    text: (reason: string | null) =>
      `${reason ? `${reason.replace(/[.\s]*$/, '')}. ` : ''}Nothing is bought, sold or paid out for it, and its API keys do nothing. Write to us to have it looked at.`,
  },
  areas: {
    buy: 'Buying',
    sell: 'Selling',
    moderate: 'Moderation',
    admin: 'Administration',
    account: 'Account',
  },
  links: {
    home: 'Now',
    leads: 'Leads',
    offers: 'Offers',
    demand: 'Demand',
    earnings: 'Earnings',
    disputes: 'Disputes',
    inbox: 'Inbox',
    orders: 'Orders',
    listings: 'Buy singly',
    wallet: 'Wallet',
    sellers: 'Sellers',
    people: 'People',
    organisations: 'Organisations',
    niches: 'Niches',
    jobs: 'Jobs',
    settings: 'Settings',
    profile: 'Profile',
    security: 'Security',
    organisation: 'Team',
    keys: 'API keys',
    endpoints: 'Webhooks',
    suppression: 'Suppression',
  },
} as const;
