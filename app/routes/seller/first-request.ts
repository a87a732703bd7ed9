/** The request that sends a lead of an offer, as it is typed into a shell; the key is the reader's own. */
export function leadRequest(
  appUrl: string,
  offer: { id: string; channel: string; consentText: string },
  place: { region: string; phone: string },
  now: Date,
): string {
  const body = {
    offer_id: offer.id,
    region: place.region,
    contact: { name: 'Olena', phone: place.phone },
    channel: offer.channel,
    consent: { text: offer.consentText, given_at: `${now.toISOString().slice(0, 19)}Z` },
    test: true,
  };
  return [
    `curl ${appUrl}/api/v1/leads \\`,
    ...['Authorization: Bearer $BIRJA_KEY', 'Content-Type: application/json', 'Prefer: wait=5'].map(
      (header) => `  -H "${header}" \\`,
    ),
    `  -d '${JSON.stringify(body, null, 2).replaceAll("'", `'\\''`).replaceAll('\n', '\n  ')}'`,
  ].join('\n');
}
