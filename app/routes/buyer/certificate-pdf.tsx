import type { LoaderFunctionArgs } from '@remix-run/node';
import { writePdf } from '#app/platform/pdf.server.ts';
import { certificateWords as words } from '#app/words/en/privacy.ts';
import { fileAnswer, takeTurn } from '../account/take-turn.ts';
import { certificateFacts } from './certificate-facts.ts';
import { loadCertificate } from './load-certificate.ts';

export async function loader(args: LoaderFunctionArgs): Promise<Response> {
  const certificate = await loadCertificate(args);
  const bytes = await takeTurn(() =>
    writePdf({
      title: words.title,
      author: 'Birja',
      madeAt: args.context.now,
      pageOf: words.pageOf,
      blocks: [
        { kind: 'title', text: words.title },
        { kind: 'text', text: words.intro },
        ...(certificate.isErased ? [{ kind: 'text' as const, text: words.erased.text }] : []),
        { kind: 'heading', text: words.words },
        { kind: 'text', text: certificate.text },
        { kind: 'facts', facts: certificateFacts(certificate) },
        { kind: 'small', text: words.digestNote },
      ],
    }),
  );
  return fileAnswer(bytes, { name: `consent-${certificate.saleId}.pdf`, type: 'application/pdf' });
}
