const list = (names, last) =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')}${last}${names.at(-1)}`;

/** Every sentence of the Stripe emulator: Stripe's own, as its API and its pages say them, and those of the sandbox. */
export const words = {
  merchant: 'Birja',
  log: {
    broken: (what) => `The Stripe emulator broke: ${what}`,
    diskFailed: (reason) => `The Stripe emulator cannot write its journal: ${reason}`,
  },

  // Errors of the API.
  api: {
    noKey:
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
    badKey: (masked) => `Invalid API Key provided: ${masked}`,
    unknownUrl: (method, path) =>
      `Unrecognized request URL (${method}: ${path}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
    badVersion: (version) => `Invalid Stripe API version: ${version}`,
    bodyTooLarge: 'Request body is too large.',
    badContentType: (type) =>
      `Invalid content type: ${type}. Requests are sent as application/x-www-form-urlencoded.`,
    notForAccounts: 'The sandbox does not serve this call on behalf of a connected account.',
    broken: 'Sorry, there was an unexpected error in the Stripe emulator; its log says more.',
    failedOnPurpose: 'An error occurred because a test asked for it.',

    keyTooLong: (max) => `Idempotency keys cannot be longer than ${max} characters.`,
    keyOtherParams: (key) =>
      `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
    keyOtherEndpoint: (now, first, key) =>
      `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${now}' vs '${first}'). Try using a key other than '${key}' if you meant to execute a different request.`,
    keyInUse: (key) =>
      `There is currently another in-progress request using this Stripe Idempotent Key (that probably means you submitted twice, and the other request is still going through): ${key}. Please try again later.`,

    noSuch: (kind, id) => `No such ${kind}: '${id}'`,
    noSuchAccount: (id) =>
      `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    unknownParams: (names) =>
      `Received unknown parameter${names.length === 1 ? '' : 's'}: ${names.join(', ')}`,
    unserved: (name) => `The sandbox does not serve this parameter or its value: ${name}`,
    missingParam: (name) => `Missing required param: ${name}.`,
    empty: (name) =>
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    notAString: (name) => `Invalid string: ${name}`,
    notOneOf: (name, names) => `Invalid ${name}: must be one of ${list(names, ', or ')}`,
    notAnInteger: (text) => `Invalid integer: ${typeof text === 'string' ? text : JSON.stringify(text)}`,
    notABoolean: (text) => `Invalid boolean: ${typeof text === 'string' ? text : JSON.stringify(text)}`,
    notAnObject: 'Invalid object',
    notAnArray: 'Invalid array',
    notAUrl: 'Not a valid URL',
    tooManyParams: 'The request has too many parameters.',
    tooDeep: 'The parameters are nested too deeply.',
    tooLong: (max) => `This value must be at most ${max} characters long.`,
    atLeast: (least, given) =>
      `This value must be greater than or equal to ${least} (it currently is '${given}').`,
    atMost: (most, given) => `This value must be less than or equal to ${most} (it currently is '${given}').`,
    oneOf: (names) => `You may only specify one of these parameters: ${names.join(', ')}.`,
    metadataKey: (key, max) =>
      `Metadata keys can have up to ${max} characters, but you passed in a key that is ${key.length} characters. Invalid key: ${key}`,
    metadataValue: (value, max) =>
      `Metadata values can have up to ${max} characters, but you passed in a value that is ${value.length} characters. Invalid value: ${value}`,
    metadataKeys: (max) => `Metadata can have at most ${max} keys.`,
    notExpandable: (path) => `This property cannot be expanded (${path}).`,
    expandTooDeep: (max) => `You cannot expand more than ${max} levels of a property.`,

    badCurrency: (text, supported) =>
      `Invalid currency: ${text}. Stripe currently supports these currencies: ${supported.join(', ')}`,
    amountTooSmall: (least) => `Amount must be at least ${least}`,
    totalTooSmall: (least) => `The Checkout Session's total amount due must add up to at least ${least}`,
    amountTooLarge: (most) => `Amount must be no more than ${most}`,
    wholeAmounts: (currency, step) => `Amounts in ${currency} must be evenly divisible by ${step}.`,
    balanceInsufficient:
      'You have insufficient available funds in your Stripe account. Try adding funds directly to your available balance by creating Charges using the 4000000000000077 test card. See: https://stripe.com/docs/testing#available-balance',

    onlyCards: 'The sandbox takes cards alone: allowed_payment_method_types may only be card.',
    oneCurrency: 'All items of a Checkout Session must have the same currency.',
    tooManyItems: (max) => `A Checkout Session can have at most ${max} line items.`,
    expiresTooSoon: 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.',
    expiresTooLate: 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.',
    notExpirable: (status) =>
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${status}.`,

    notConfirmable: (status, allowed) =>
      `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${list(allowed, ' or ')}.`,
    notCancelable: (status, allowed) =>
      `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: ${list(allowed, ' or ')}.`,
    offSessionNeedsConfirm:
      'You cannot set `off_session` when `confirm` is not `true`: it says how a payment is confirmed.',
    noPaymentMethod:
      'You cannot confirm this PaymentIntent because it is missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.',
    methodOfAnother:
      'The payment method belongs to another customer. Pass that customer with the payment, or another payment method.',
    attachedToAnother: 'The payment method you provided has already been attached to a customer.',
    attachUsed:
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    notAttached: 'The payment method you provided is not attached to a customer so detachment is impossible.',
    actionRefused: 'Your card was declined. This transaction requires authentication.',

    setupNotConfirmable: (status, allowed) =>
      `You cannot confirm this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be confirmed: ${list(allowed, ' or ')}.`,
    setupNotCancelable: (status, allowed) =>
      `You cannot cancel this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be canceled: ${list(allowed, ' or ')}.`,
    setupLacksMethod:
      'You cannot confirm this SetupIntent because it is missing a payment method. Update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.',
    returnNeedsConfirm: 'You cannot set `return_url` when `confirm` is not `true`.',
    notInMode: (name, mode) => `You can not pass \`${name}\` in \`${mode}\` mode.`,

    evidenceTooLong: (max) => `The evidence may be at most ${max} characters long in all.`,
    disputeNotOpen: (status) =>
      `This dispute is ${status}: evidence can be submitted once, while it needs a response.`,
    chargeDisputed: (id) => `Charge ${id} has been charged back; cannot issue a refund.`,

    alreadyRefunded: (id) => `Charge ${id} has already been refunded.`,
    refundTooLarge: (asked, left) =>
      `Refund amount (${asked}) is greater than unrefunded amount on charge (${left})`,
    refundOfWhat:
      'One of the following params should be provided for this request: payment_intent or charge.',
    chargeNotPaid: (id) => `Charge ${id} was not paid, so there is nothing to refund.`,
    intentNotPaid: (id) => `This PaymentIntent (${id}) does not have a successful charge to refund.`,

    unknownCountry: (country) =>
      `Country '${country}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
    unsupportedCountry: (country) => `${country} is not currently supported by Stripe.`,
    typeOrController: 'You may only specify one of these parameters: type, controller.',
    onlyExpress:
      'The sandbox makes Express accounts alone: type express, or a controller with stripe_dashboard[type] express, fees[payer] application and losses[payments] application.',
    onlyOnboardingLinks: (type) =>
      `You cannot create \`${type}\` type Account Links for this account. Express accounts are onboarded with \`account_onboarding\`.`,
    cannotTransferTo:
      'Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments',
    transferBeyondCharge: (amount) =>
      `Transfers using this transaction as a source must not exceed the source amount of ${amount}.`,
    alreadyReversed: (id) => `Transfer ${id} is already fully reversed.`,
    reversalTooLarge: (asked, left) =>
      `Transfer reversal amount (${asked}) is greater than unreversed amount on transfer (${left})`,
    accountLacksFunds: 'The connected account does not have enough available funds to reverse this transfer.',
    noBankAccount: 'Cannot create payouts: the account has no external account to pay out to.',
  },

  // What a bank says.
  declines: {
    generic_decline: 'Your card was declined.',
    insufficient_funds: 'Your card has insufficient funds.',
    lost_card: 'Your card was declined.',
    stolen_card: 'Your card was declined.',
    card_velocity_exceeded:
      'Your card was declined for making repeated attempts too frequently or exceeding its amount limit.',
    fraudulent: 'Your card was declined.',
    expired_card: 'Your card has expired.',
    incorrect_cvc: "Your card's security code is incorrect.",
    processing_error: 'An error occurred while processing your card. Try again in a little bit.',
    authentication_required: 'Your card was declined. This transaction requires authentication.',
    payment_intent_authentication_failure:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    setup_intent_authentication_failure:
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
  },
  bankFailures: { account_closed: 'The bank account has been closed.' },
  sellerMessage: {
    approved: 'Payment complete.',
    declined: 'The bank did not return any further details with this decline.',
  },
  disputeOf: (charge) => `Chargeback withdrawal for ${charge}`,
  disputeWon: (charge) => `Chargeback reversal for ${charge}`,
  feeDescription: 'Stripe processing fees',
  refundFailed: (id) => `REFUND FAILED (${id})`,
  refundOf: (what) => `REFUND FOR CHARGE (${what})`,

  // Pages.
  pages: {
    banner: 'Sandbox: no real money. This page stands in for Stripe.',
    footer: 'What Stripe shows here looks different and asks for real details.',
    notFoundTitle: 'Nothing here',
    notFound:
      'There is no such page in the sandbox’s Stripe. Go back to where you came from and start again.',

    payTo: (merchant) => `Pay ${merchant}`,
    items: 'What you pay for',
    each: (quantity, amount) => `${quantity} × ${amount}`,
    total: 'Total',
    email: 'E-mail',
    emailHint: 'For the receipt.',
    emailLacks: 'Enter an e-mail address, such as name@example.com.',
    emailShown: (email) => `Receipt to ${email}`,
    cards: 'Test card',
    cardsHint: 'Each card does what its line says.',
    cardLacks: 'Choose a card.',
    moreCards: 'More test cards',
    keptCard: (brand, last4) => `${brand} ending in ${last4}`,
    keptSays: 'Saved before',
    cardNumber: (number) => number.replace(/(\d{4})(?=\d)/g, '$1 '),
    cardSays: {
      4242424242424242: 'Payment succeeds',
      4000000000000259: 'Payment succeeds, then is disputed as fraudulent',
      4000000000002685: 'Payment succeeds, then is disputed as not received',
      4000000000001976: 'Payment succeeds, then the bank asks about it',
      4000002500003155: 'Bank asks, unless the card was saved before',
      4000002760003184: 'Bank asks every time',
      4000003800000446: 'Bank asks; once the card is saved, not without its holder',
      4000008260003178: 'Bank asks, then there are insufficient funds',
      4000008400001629: 'Bank asks, then declines',
      4000000000005126: 'Payment succeeds; a refund of it fails after a while',
      4000000000007726: 'Payment succeeds; a refund of it takes a while',
      4000000000000002: 'Declined without a reason',
      4000000000000341: 'Can be saved; every charge of it is declined',
      4000000000009995: 'Insufficient funds',
      4000000000009987: 'Lost card',
      4000000000009979: 'Stolen card',
      4000000000006975: 'Used too often',
      4100000000000019: 'Blocked as fraudulent',
      4000000000000069: 'Expired card',
      4000000000000127: 'Wrong security code',
      4000000000000119: 'Processing error',
      4000000000000077: 'Payment succeeds and is available at once',
      4000056655665556: 'Visa, debit',
      5555555555554444: 'Mastercard',
      5200828282828210: 'Mastercard, debit',
      5105105105105100: 'Mastercard, prepaid',
      378282246310005: 'American Express',
      6011111111111117: 'Discover',
      3056930009020004: 'Diners Club',
      3566002020360505: 'JCB',
      6200000000000005: 'UnionPay',
      4000003480000005: 'Visa from Hungary',
      4000002760000016: 'Visa from Germany',
    },
    pay: (amount) => `Pay ${amount}`,
    cancel: (merchant) => `Back to ${merchant} without paying`,
    declinedTitle: 'The payment did not go through',
    notCharged: 'Nothing was charged. Choose another card and try again.',
    errorsTitle: 'Something is missing',
    paidTitle: 'Already paid',
    paid: (amount) => `This payment of ${amount} is complete. It was charged once.`,
    expiredTitle: 'This payment page has expired',
    expired: 'Nothing was charged. Go back and start a new payment.',
    goBack: (merchant) => `Back to ${merchant}`,

    bankTitle: 'Confirm with your bank',
    bank: (amount, merchant) =>
      `A payment of ${amount} to ${merchant} waits for you. At a real bank you would confirm it in its app or with a code.`,
    bankCard: (last4) => `Visa ending in ${last4}`,
    bankYes: 'Complete authentication',
    bankNo: 'Fail authentication',
    bankDoneTitle: 'Nothing to confirm',
    bankDone: 'This payment does not wait for your bank.',

    keepTitle: (merchant) => `Save a card for ${merchant}`,
    keepIntro: (merchant) =>
      `Nothing is charged now. ${merchant} may charge the card later, as far as you agreed to it.`,
    keep: 'Save the card',
    keepCancel: (merchant) => `Back to ${merchant} without saving`,
    notKeptTitle: 'The card was not saved',
    notKept: 'Nothing was charged. Choose another card and try again.',
    keptTitle: 'Already saved',
    kept: 'The card is saved. Nothing was charged.',
    keepExpired: 'No card was saved. Go back and start again.',
    bankKeeps: (merchant) =>
      `${merchant} would like to keep your card for later payments. At a real bank you would confirm it in its app or with a code.`,

    setupTitle: (merchant) => `Get paid by ${merchant}`,
    setup: (merchant) =>
      `${merchant} pays its sellers through Stripe. Tell Stripe who you are and which bank account the money goes to.`,
    stillDue: 'Still needed',
    due: {
      'business_profile.product_description': 'What you sell',
      business_type: 'Kind of business',
      external_account: 'A bank account for payouts',
      'company.name': 'Name of the company',
      'individual.first_name': 'First name',
      'individual.last_name': 'Last name',
      'company.verification.document': 'A document that proves the company',
      'individual.verification.document': 'A document that proves who you are',
      'tos_acceptance.date': 'Acceptance of the terms',
      'tos_acceptance.ip': 'Acceptance of the terms',
    },
    country: 'Country',
    countryHint: (merchant) => `Set by ${merchant} and cannot be changed here.`,
    kind: 'Kind of business',
    kindLacks: 'Choose a kind of business.',
    kinds: { individual: 'Individual or sole trader', company: 'Company' },
    name: 'Name',
    nameHint: 'Your full name, or the name of the company.',
    nameLacks: 'Enter a name.',
    bankAccount: 'Bank account for payouts',
    bankAccountLacks: 'Choose a bank account.',
    bankAccounts: {
      works: ['DE89 3704 0044 0532 0130 00', 'Accepted: payouts start'],
      document: ['DE62 3704 0044 0532 0130 01', 'Stripe asks for a document before it pays'],
      fails: ['DE89 3704 0044 0532 0130 02', 'The bank refuses every payment: the account is closed'],
      none: ['No bank account yet', 'You can receive money, but payouts wait'],
    },
    terms:
      'By submitting you would accept Stripe’s terms. In the sandbox you accept nothing, and nothing that you enter leaves this machine.',
    submit: (merchant) => `Submit and return to ${merchant}`,
    later: 'Leave for later',
    doneTitle: 'All set',
    done: (merchant) => `Stripe needs nothing more. ${merchant} can pay you.`,
    setupGoneTitle: 'This page can no longer be used',
    setupGone: 'It belongs to an earlier visit. Go back and continue from there.',
  },

  // Hooks for tests.
  faults: {
    badJson: 'The body is one JSON object.',
    unknown: (name) => `There is no fault called ${name}.`,
    bad: (name, rule) => `${name} ${rule}.`,
    ruleRequests: 'is a list of {method, path, times, does: delay | hold | drop | fail, delayMs, status}',
    ruleDisputes: 'hold is true or false',
    ruleSettles: 'is {uah: {to: "eur", rate: 0.02}}: currencies in small letters, rates above 0',
    ruleFees: 'basisPoints, fixed and dispute are whole numbers from 0',
    ruleEvents: 'is {hold: true | false, copies: 1 to 10}',
    ruleClock: 'is a whole number of seconds, 0 or more',
    ruleAccounts:
      'is {account: {asks: [{requirement, isLate, error: {code, reason}}], checks: [requirement], disabledReason}}',
    ruleOrder: 'is created, reversed or shuffled',
  },
};
