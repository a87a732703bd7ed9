import type { MemberRole } from '#app/domain/identity/visitor.ts';

/**
 * Who may open a page. `person`: anybody signed in; `member`: who acts for an organisation; `seller` and `buyer`: for one that
 * trades on that side. Whoever may not is sent to log in or answered 403.
 */
export type Who = 'anyone' | 'person' | 'member' | 'seller' | 'buyer' | 'moderator' | 'admin';

/** What a page's address names; a page about another's, or about none, answers 404. */
export type Thing =
  | 'offer'
  | 'order'
  | 'lead'
  | 'listing'
  | 'boughtSale'
  | 'boughtDispute'
  | 'soldDispute'
  | 'niche'
  | 'person'
  | 'organisation'
  | 'anyDispute'
  | 'anyOffer'
  | 'anySeller';

export type PageRow = {
  readonly who: Who;
  /** The least role in the organisation, where an agent may not. */
  readonly role?: MemberRole;
  /** The name of the parameter in the address, and what it names. */
  readonly about?: { readonly param: string; readonly thing: Thing };
  /** Whether the page itself takes a form; who may not open it may not send it either. */
  readonly form?: true;
};

/** Every page, by its file below app/. It says by hand what the pages ask for, so that a slip in one of the two shows. */
export const PAGES: Readonly<Record<string, PageRow>> = {
  'routes/public/layout.tsx': { who: 'anyone' },
  'routes/public/landing.tsx': { who: 'anyone' },
  'routes/public/market.tsx': { who: 'anyone' },
  'routes/public/prices.tsx': { who: 'anyone' },
  'routes/public/api-docs.tsx': { who: 'anyone' },
  'routes/work-layout.tsx': { who: 'person' },
};
