import { type Actor, recordAudit } from '#app/domain/audit/record-audit.server.ts';
import { readOffer } from '#app/domain/catalog/read-offers.server.ts';
import { readReference } from '#app/domain/catalog/read-reference.server.ts';
import { newId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { Refusal } from '#app/kernel/refusal.ts';
import type { Db } from '#app/platform/platform.server.ts';
import { CHANNEL_OF, type FormKind, type LeadForm } from './form.ts';
import { toForm } from './form-row.ts';
import { type Calculator, type DraftSpec, type FormLanguage, firstDraft } from './form-spec.ts';
import { FORMS_MOST } from './limits.ts';

/**
 * Begins a form of an offer with few fields and the niche's first questions. Nobody sees it before it is published.
 * @throws Refusal `offer_unknown`, `form_channel_not_offered`, `forms_limit`
 */
export async function createForm(
  db: Db,
  input: Actor & {
    organisationId: string;
    offerId: string;
    kind: FormKind;
    name: string;
    language: FormLanguage;
    now: Date;
  },
): Promise<LeadForm> {
  const { kind, language, now } = input;
  const offer = await readOffer(db, input);
  if (!offer) throw new Refusal('offer_unknown');
  if (!offer.channels.includes(CHANNEL_OF[kind]))
    throw new Refusal('form_channel_not_offered', { channel: CHANNEL_OF[kind] });
  const reference = await readReference(db.pool);
  const draft: DraftSpec = firstDraft(kind, reference.niches.get(offer.niche)?.questions ?? [], language);
  return db.prisma.$transaction(async (tx) => {
    await tx.$queryRaw`SELECT FROM offer WHERE id = ${offer.id} FOR NO KEY UPDATE`;
    if ((await tx.leadForm.count({ where: { offerId: offer.id } })) >= FORMS_MOST)
      throw new Refusal('forms_limit', { limit: FORMS_MOST });
    const row = await tx.leadForm.create({
      data: {
        id: newId('form', now.getTime()),
        offerId: offer.id,
        kind,
        name: input.name,
        status: 'draft',
        draft: { ...draft, calculator: kind === 'calculator' ? emptyCalculator(offer.currency) : null },
        createdAt: now,
        updatedAt: now,
      },
    });
    await recordAudit(tx, {
      ...input,
      action: 'form.created',
      subjectId: row.id,
      details: { offerId: offer.id, kind },
    });
    return toForm(row);
  });
}

/** Of nothing yet: the seller says what it costs before it can be published. */
function emptyCalculator(currency: Currency): Calculator {
  return { currency, baseLowMinor: '0', baseHighMinor: '0', parts: [] };
}
