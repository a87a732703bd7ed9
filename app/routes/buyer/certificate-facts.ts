import type { Certificate } from '#app/domain/privacy/read-certificate.server.ts';
import { checks as sentences } from '#app/words/en/checks.ts';
import { certificateWords as words } from '#app/words/en/privacy.ts';
import { sellerWords } from '#app/words/en/seller.ts';

const written = (at: Date) => `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;

/** What a certificate says besides the words agreed to, on a page and on paper alike. */
export function certificateFacts(certificate: Certificate): { term: string; value: string }[] {
  const { page, address, check, form, isErased } = certificate;
  const untold = isErased ? words.erased.title : words.unnamed;
  return [
    { term: words.given, value: written(certificate.givenAt) },
    { term: words.received, value: written(certificate.receivedAt) },
    { term: words.page, value: page ?? untold },
    { term: words.address, value: address ? `${address} ${words.addressNote}` : untold },
    { term: words.collector, value: certificate.collector },
    { term: words.channel, value: sellerWords.channels[certificate.channel] },
    ...(form ? [{ term: words.form, value: words.formVersion(form.id, form.version) }] : []),
    ...(check ? [{ term: words.checked, value: sentences[check.code](check.params) }] : []),
    { term: words.lead, value: certificate.leadId },
    { term: words.sale, value: certificate.saleId },
    { term: words.digest, value: certificate.fingerprint },
  ];
}
