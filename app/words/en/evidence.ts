/** What a payer's bank reads about a payment into a wallet. */
export const evidenceWords = {
  product:
    'Prepaid balance on Birja, an online marketplace on which firms buy requests of people who look for their services. Every purchase is delivered at once, electronically, and can be contested on the marketplace itself within days.',
  refundPolicy:
    'The wallet page on which the payment was begun says: what is not spent stays the buyer’s and never expires. A lead that is not as described is refunded after a dispute on the marketplace, which the buyer can open with one form.',
  summary: (p: {
    organisation: string;
    amount: string;
    paidAt: string;
    bought: number;
    delivered: number;
    opened: number;
    spent: string;
  }) =>
    `${p.organisation} paid ${p.amount} into its wallet on ${p.paidAt} UTC. Since then it bought ${p.bought} ${p.bought === 1 ? 'lead' : 'leads'} for ${p.spent}; ${p.delivered} were delivered to its own systems and ${p.opened} were opened by its people, who were logged in.`,
  account: (p: { byItself: boolean; name: string; email: string; since: string; confirmed: string | null }) =>
    `${p.byItself ? 'The card was charged automatically because the balance had fallen below a threshold; this was turned on, with the amount and a monthly ceiling, by' : 'The payment was begun by'} ${p.name} <${p.email}>, whose account exists since ${p.since} UTC${p.confirmed ? ` and whose address was confirmed on ${p.confirmed} UTC` : ''}.`,
  logIns: 'Log-ins (UTC, address, program):',
  leads: 'Leads bought since the payment (UTC):',
  statement: 'Movements of the wallet since the payment (UTC):',
  logIn: (p: { from: string; to: string; address: string; program: string }) =>
    `${p.from} to ${p.to}, ${p.address}, ${p.program}`,
  lead: (p: {
    id: string;
    at: string;
    price: string;
    delivered: string | null;
    attempts: number;
    opened: string | null;
  }) =>
    `${p.at} ${p.id} for ${p.price}${p.delivered ? `, delivered ${p.delivered}` : p.attempts > 0 ? `, sent ${p.attempts} times` : ''}${p.opened ? `, contact opened ${p.opened}` : ''}`,
  movement: (p: { at: string; what: string; amount: string; balance: string }) =>
    `${p.at} ${p.what}: ${p.amount}, balance ${p.balance}`,
  none: 'none',
};
