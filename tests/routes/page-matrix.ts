import type { MemberRole } from '#app/domain/identity/visitor.ts';

/**
 * Who may open a page. `person`: anybody signed in; `member`: who acts for an organisation; `seller` and `buyer`: for one that
 * trades on that side. Whoever may not is sent to log in or answered 403.
 */
export type Who = 'anyone' | 'person' | 'member' | 'seller' | 'buyer' | 'moderator' | 'admin';

/** What a page's address names; a page about another's, or about none, answers 404. */
export type Thing =
  | 'offer'
  | 'form'
  | 'channel'
  | 'order'
  | 'lead'
  | 'listing'
  | 'boughtSale'
  | 'boughtDispute'
  | 'soldDispute'
  | 'niche'
  | 'person'
  | 'organisation'
  | 'mail'
  | 'paper'
  | 'anyPaper'
  | 'anyDispute'
  | 'anySale'
  | 'anyOffer'
  | 'anySeller'
  | 'chargeback'
  | 'reconciliationLine'
  | 'bankInvoice'
  | 'anyBankInvoice'
  | 'bankReceipt'
  | 'bankStatement'
  | 'bankDebit'
  | 'bankBatch'
  | 'personLink'
  | 'outlookLink'
  | 'leadImport'
  | 'doneImport';

export type PageRow = {
  readonly who: Who;
  /** The least role in the organisation, where an agent may not. */
  readonly role?: MemberRole;
  /** The name of the parameter in the address, and what it names. */
  readonly about?: { readonly param: string; readonly thing: Thing };
  /** It shows nothing: it only takes a form, or leads on. */
  readonly faceless?: true;
  /** Whether the page itself takes a form; who may not open it may not send it either. */
  readonly form?: true;
};

/** Every page, by its file below app/. It says by hand what the pages ask for, so that a slip in one of the two shows. */
export const PAGES: Readonly<Record<string, PageRow>> = {
  'routes/public/layout.tsx': { who: 'anyone' },
  'routes/public/landing.tsx': { who: 'anyone' },
  'routes/public/market.tsx': { who: 'anyone' },
  'routes/public/compare.tsx': { who: 'anyone' },
  'routes/public/offer.tsx': { who: 'anyone', about: { param: 'offerId', thing: 'anyOffer' } },
  'routes/public/prices.tsx': { who: 'anyone' },
  'routes/public/calculator.tsx': { who: 'anyone' },
  'routes/public/api-docs.tsx': { who: 'anyone' },
  'routes/public/stop-outlook.tsx': {
    who: 'anyone',
    about: { param: 'token', thing: 'outlookLink' },
    form: true,
  },
  'routes/public/my-data.tsx': { who: 'anyone', about: { param: 'token', thing: 'personLink' }, form: true },
  'routes/auth/sign-up.tsx': { who: 'anyone', form: true },
  'routes/auth/confirm-email.tsx': { who: 'anyone', form: true },
  'routes/auth/log-in.tsx': { who: 'anyone', form: true },
  'routes/auth/log-in-code.tsx': { who: 'anyone', form: true },
  'routes/auth/log-out.tsx': { who: 'anyone', form: true, faceless: true },
  'routes/auth/forgot-password.tsx': { who: 'anyone', form: true },
  'routes/auth/change-email.tsx': { who: 'anyone', form: true },
  'routes/auth/stop-email-change.tsx': { who: 'anyone', form: true },
  'routes/auth/reset-password.tsx': { who: 'anyone', form: true },
  'routes/auth/invitation.tsx': { who: 'anyone', form: true },
  'routes/sandbox/mails.tsx': { who: 'anyone' },
  'routes/sandbox/mail.tsx': { who: 'anyone', about: { param: 'mailId', thing: 'mail' } },
  'routes/sandbox/phone.tsx': { who: 'anyone' },
  'routes/sandbox/authenticator.tsx': { who: 'anyone', form: true },
  'routes/account/profile.tsx': { who: 'person', form: true },
  'routes/account/email.tsx': { who: 'person', form: true },
  'routes/account/security.tsx': { who: 'person', form: true },
  'routes/account/second-factor.tsx': { who: 'person', form: true },
  'routes/account/organisations.tsx': { who: 'person', form: true },
  'routes/account/new-organisation.tsx': { who: 'person', form: true },
  'routes/account/organisation.tsx': { who: 'member', form: true },
  'routes/account/keys.tsx': { who: 'member', role: 'manager', form: true },
  'routes/account/endpoints.tsx': { who: 'member', role: 'manager', form: true },
  'routes/account/outlooks.tsx': { who: 'member', form: true },
  'routes/account/legal.tsx': { who: 'member', role: 'owner', form: true },
  'routes/account/statements.tsx': { who: 'member', role: 'manager' },
  'routes/account/statement-csv.tsx': { who: 'member', role: 'manager', faceless: true },
  'routes/account/statement-pdf.tsx': { who: 'member', role: 'manager', faceless: true },
  'routes/account/invoices.tsx': { who: 'seller', role: 'manager' },
  'routes/account/invoice-file.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'paperId', thing: 'paper' },
    faceless: true,
  },
  'routes/account/suppression.tsx': { who: 'member', role: 'manager', form: true },
  'routes/work-layout.tsx': { who: 'person' },
  'routes/seller/home.tsx': { who: 'seller' },
  'routes/seller/offers.tsx': { who: 'seller' },
  'routes/seller/new-offer.tsx': { who: 'seller', role: 'manager', form: true },
  'routes/seller/offer.tsx': { who: 'seller', about: { param: 'offerId', thing: 'offer' }, form: true },
  'routes/seller/offer-price.tsx': {
    who: 'seller',
    about: { param: 'offerId', thing: 'offer' },
    form: true,
  },
  'routes/seller/offer-api.tsx': { who: 'seller', about: { param: 'offerId', thing: 'offer' }, form: true },
  'routes/seller/channels.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'offerId', thing: 'offer' },
    form: true,
  },
  'routes/seller/channel.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'channelId', thing: 'channel' },
    form: true,
  },
  'routes/seller/acceptance.tsx': { who: 'seller' },
  'routes/seller/postbacks.tsx': { who: 'seller', role: 'manager', form: true },
  'routes/seller/forms.tsx': { who: 'seller', about: { param: 'offerId', thing: 'offer' }, form: true },
  'routes/seller/form-builder.tsx': { who: 'seller', about: { param: 'formId', thing: 'form' }, form: true },
  'routes/seller/leads.tsx': { who: 'seller' },
  'routes/seller/new-lead.tsx': { who: 'seller', form: true },
  'routes/seller/lead.tsx': { who: 'seller', about: { param: 'leadId', thing: 'lead' } },
  // Agents work on leads one by one; files of people are a manager's.
  'routes/seller/imports.tsx': { who: 'seller', role: 'manager', form: true },
  'routes/seller/import.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'importId', thing: 'leadImport' },
    form: true,
  },
  'routes/seller/import-preview.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'importId', thing: 'leadImport' },
    form: true,
  },
  'routes/seller/import-rows.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'importId', thing: 'leadImport' },
    faceless: true,
  },
  'routes/seller/import-quarantine.tsx': {
    who: 'seller',
    role: 'manager',
    about: { param: 'importId', thing: 'doneImport' },
    form: true,
  },
  'routes/seller/demand.tsx': { who: 'seller' },
  'routes/seller/ask-outlook.tsx': { who: 'seller' },
  'routes/seller/disputes.tsx': { who: 'seller' },
  'routes/seller/dispute.tsx': {
    who: 'seller',
    about: { param: 'disputeId', thing: 'soldDispute' },
    form: true,
  },
  'routes/buyer/disputes.tsx': { who: 'buyer' },
  'routes/buyer/dispute.tsx': { who: 'buyer', about: { param: 'disputeId', thing: 'boughtDispute' } },
  'routes/buyer/open-dispute.tsx': {
    who: 'buyer',
    about: { param: 'saleId', thing: 'boughtSale' },
    form: true,
  },
  'routes/buyer/certificate.tsx': { who: 'buyer', about: { param: 'saleId', thing: 'boughtSale' } },
  'routes/buyer/certificate-pdf.tsx': {
    who: 'buyer',
    about: { param: 'saleId', thing: 'boughtSale' },
    faceless: true,
  },
  'routes/buyer/withdrawals.tsx': { who: 'buyer', form: true },
  'routes/moderator/home.tsx': { who: 'moderator' },
  'routes/moderator/sellers.tsx': { who: 'moderator' },
  'routes/moderator/seller.tsx': {
    who: 'moderator',
    about: { param: 'organisationId', thing: 'anySeller' },
    form: true,
  },
  'routes/moderator/offers.tsx': { who: 'moderator' },
  'routes/moderator/offer.tsx': {
    who: 'moderator',
    about: { param: 'offerId', thing: 'anyOffer' },
    form: true,
  },
  'routes/moderator/sales.tsx': { who: 'moderator', form: true },
  'routes/moderator/sale.tsx': {
    who: 'moderator',
    about: { param: 'saleId', thing: 'anySale' },
    form: true,
  },
  'routes/moderator/disputes.tsx': { who: 'moderator' },
  'routes/moderator/case.tsx': {
    who: 'moderator',
    about: { param: 'disputeId', thing: 'anyDispute' },
    form: true,
  },
  'routes/buyer/now.tsx': { who: 'buyer' },
  'routes/buyer/top-price-outlook.tsx': { who: 'buyer' },
  'routes/buyer/orders.tsx': { who: 'buyer', form: true },
  'routes/buyer/new-order.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/order.tsx': {
    who: 'buyer',
    role: 'manager',
    about: { param: 'orderId', thing: 'order' },
    form: true,
  },
  'routes/buyer/inbox.tsx': { who: 'buyer', form: true },
  'routes/buyer/sale.tsx': { who: 'buyer', about: { param: 'saleId', thing: 'boughtSale' }, form: true },
  'routes/buyer/market.tsx': { who: 'buyer' },
  'routes/buyer/listing.tsx': { who: 'buyer', about: { param: 'listingId', thing: 'listing' } },
  // Agents work on leads and spend no money.
  'routes/buyer/buy-listing.tsx': {
    who: 'buyer',
    role: 'manager',
    about: { param: 'listingId', thing: 'listing' },
    form: true,
  },
  'routes/buyer/wallet.tsx': { who: 'buyer' },
  'routes/buyer/wallet-top-up.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/wallet-cards-list.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/wallet-card-new.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/wallet-recharge.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/wallet-confirm.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/wallet-refund.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/seller/earnings.tsx': { who: 'seller', form: true },
  // Others of the organisation see the schedule, an owner sets it: as with payouts themselves.
  'routes/seller/payout-schedule.tsx': { who: 'seller', form: true },
  'routes/seller/debt.tsx': { who: 'seller' },
  'routes/seller/earnings-onboarding.tsx': { who: 'seller', role: 'owner', faceless: true },
  'routes/buyer/bank-invoices.tsx': { who: 'buyer', role: 'manager', form: true },
  'routes/buyer/bank-invoice.tsx': {
    who: 'buyer',
    role: 'manager',
    about: { param: 'invoiceId', thing: 'bankInvoice' },
    form: true,
  },
  'routes/seller/bank-details.tsx': { who: 'seller', form: true },
  'routes/admin/books.tsx': { who: 'admin' },
  'routes/admin/books-csv.tsx': { who: 'admin', faceless: true },
  'routes/admin/bank.tsx': { who: 'admin' },
  'routes/admin/bank-import.tsx': { who: 'admin', form: true },
  'routes/admin/bank-invoice.tsx': {
    who: 'admin',
    about: { param: 'invoiceId', thing: 'anyBankInvoice' },
    form: true,
  },
  'routes/admin/bank-receipt.tsx': {
    who: 'admin',
    about: { param: 'receiptId', thing: 'bankReceipt' },
    form: true,
  },
  'routes/admin/bank-debit.tsx': {
    who: 'admin',
    about: { param: 'debitId', thing: 'bankDebit' },
    form: true,
  },
  'routes/admin/bank-statement.tsx': {
    who: 'admin',
    about: { param: 'statementId', thing: 'bankStatement' },
    form: true,
  },
  'routes/admin/payout-batches.tsx': { who: 'admin', form: true },
  'routes/admin/payout-batch.tsx': {
    who: 'admin',
    about: { param: 'batchId', thing: 'bankBatch' },
    form: true,
  },
  'routes/admin/payout-batch-file.tsx': {
    who: 'admin',
    about: { param: 'batchId', thing: 'bankBatch' },
    form: true,
    faceless: true,
  },
  'routes/admin/now.tsx': { who: 'admin', form: true },
  'routes/admin/people.tsx': { who: 'admin' },
  'routes/admin/person.tsx': { who: 'admin', about: { param: 'personId', thing: 'person' }, form: true },
  'routes/admin/organisations.tsx': { who: 'admin' },
  'routes/admin/organisation.tsx': {
    who: 'admin',
    about: { param: 'organisationId', thing: 'organisation' },
    form: true,
  },
  'routes/admin/seller-fee.tsx': {
    who: 'admin',
    about: { param: 'organisationId', thing: 'organisation' },
    form: true,
  },
  'routes/admin/niches.tsx': { who: 'admin' },
  'routes/admin/niche.tsx': { who: 'admin', about: { param: 'code', thing: 'niche' }, form: true },
  'routes/admin/questions.tsx': { who: 'admin', about: { param: 'code', thing: 'niche' }, form: true },
  'routes/admin/settings.tsx': { who: 'admin', form: true },
  'routes/admin/reconciliation.tsx': { who: 'admin', form: true },
  'routes/admin/reconciliation-line.tsx': {
    who: 'admin',
    about: { param: 'lineId', thing: 'reconciliationLine' },
    form: true,
  },
  'routes/admin/chargebacks.tsx': { who: 'admin' },
  'routes/admin/chargeback.tsx': {
    who: 'admin',
    about: { param: 'chargebackId', thing: 'chargeback' },
    form: true,
  },
  'routes/admin/corrections.tsx': { who: 'admin', form: true },
  'routes/admin/papers.tsx': { who: 'admin' },
  'routes/admin/paper-file.tsx': {
    who: 'admin',
    about: { param: 'paperId', thing: 'anyPaper' },
    faceless: true,
  },
  'routes/admin/rates.tsx': { who: 'admin', form: true },
  'routes/admin/suppression.tsx': { who: 'admin', form: true },
  'routes/admin/jobs.tsx': { who: 'admin', form: true },
  'routes/admin/price-jobs.tsx': { who: 'admin' },
  'routes/admin/refused-fit.tsx': { who: 'admin', form: true },
  'routes/admin/audit.tsx': { who: 'admin' },
};
