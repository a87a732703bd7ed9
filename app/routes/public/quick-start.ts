/** A first request of each kind, as it is typed into a shell. Key and ids are the reader's own. */
export function quickStart(baseUrl: string) {
  return {
    offer: post(baseUrl, '/offers', {
      niche: 'renovation.windows',
      regions: ['UA-30'],
      ask: { amount_minor: '25000', currency: 'UAH' },
      consent_text: 'I agree that my contact is passed to a window company',
    }),
    lead: post(
      baseUrl,
      '/leads',
      {
        offer_id: 'offer_...',
        region: 'UA-30',
        contact: { name: 'Olena', phone: '+380 44 235 89 07' },
        channel: 'form',
        consent: {
          text: 'I agree that my contact is passed to a window company',
          given_at: '2026-11-20T09:30:00Z',
        },
      },
      ['Prefer: wait=5', 'Idempotency-Key: form-1041'],
    ),
    order: post(baseUrl, '/orders', {
      niches: ['renovation'],
      regions: ['UA'],
      max_price: { amount_minor: '60000', currency: 'UAH' },
      caps: { day: 20 },
    }),
    endpoint: post(baseUrl, '/endpoints', {
      url: 'https://crm.your-company.example/leads',
      events: ['lead.sold'],
    }),
    listings: `curl "${baseUrl}/listings?niche=renovation&region=UA" \\\n  -H "Authorization: Bearer $BIRJA_KEY"`,
  };
}

function post(baseUrl: string, path: string, body: object, headers: readonly string[] = []): string {
  return [
    `curl ${baseUrl}${path} \\`,
    ...['Authorization: Bearer $BIRJA_KEY', 'Content-Type: application/json', ...headers].map(
      (header) => `  -H "${header}" \\`,
    ),
    `  -d '${JSON.stringify(body, null, 2).replaceAll('\n', '\n  ')}'`,
  ].join('\n');
}
