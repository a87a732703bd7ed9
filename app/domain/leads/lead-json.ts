import type { Currency } from '#app/kernel/money.ts';
import { sayReason, checks as sentences } from '#app/words/en/checks.ts';
import type { CheckCode, CheckResult } from './check-result.ts';
import type { Disclosed } from './contact.ts';
import type { Lead } from './lead.ts';
import { scoreReasons } from './score-reasons.ts';

export function moneyJson(amountMinor: bigint, currency: Currency) {
  return { amount_minor: amountMinor.toString(), currency };
}

export function checkJson({ check, verdict, code, params }: CheckResult) {
  return { check, verdict, code, detail: sentences[code](params) };
}

/** Why a lead was refused. Its code is the code of the check that refused it. */
function reasonJson(reason: Lead['reason']) {
  return reason && { code: reason.code, detail: sentences[reason.code as CheckCode](reason.params) };
}

/** What is known of the need, to seller, buyer and market alike: nothing here names the person. */
export function needJson(lead: Lead) {
  return {
    niche: lead.niche,
    region: lead.regionCode,
    city: lead.city,
    language: lead.language,
    attributes: lead.attributes,
    wanted_within_days: lead.wantedWithinDays,
    budget: lead.budget && moneyJson(lead.budget.amountMinor, lead.budget.currency),
    decision_maker: lead.decisionMaker,
    preferred_channel: lead.preferredChannel,
    channel: lead.channel,
    score: lead.score,
    temperature: lead.temperature,
    score_reasons: scoreReasons(lead).map((reason) => ({
      effect: reason.effect,
      code: reason.code,
      detail: sayReason(reason),
    })),
  };
}

/** A lead as its seller may see it; `sales` are the seller's own view of them. */
export function sellersLeadJson<Sale>(lead: Lead, sales: readonly Sale[]) {
  return {
    id: lead.id,
    offer_id: lead.offerId,
    status: lead.status,
    reason: reasonJson(lead.reason),
    checks: lead.checks.map(checkJson),
    ...needJson(lead),
    source: { traffic: lead.traffic, campaign: lead.campaign, sub_ids: lead.subIds, utm: lead.utm },
    external_id: lead.externalId,
    test: lead.test,
    sales,
    created_at: lead.createdAt.toISOString(),
    settled_at: lead.settledAt?.toISOString() ?? null,
  };
}

/** The contact as its buyer gets it. */
export function contactJson(contact: Disclosed) {
  return {
    name: contact.name,
    phone: contact.phone,
    phone_e164: contact.phoneE164,
    email: contact.email,
    message: contact.message,
    city: contact.city,
    photos: contact.photos,
    source_url: contact.sourceUrl,
    consent: {
      text: contact.consent.text,
      given_at: contact.consent.givenAt.toISOString(),
      url: contact.consentUrl,
    },
    extra_attributes: contact.extraAttributes,
  };
}
