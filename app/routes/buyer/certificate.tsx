import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { Section } from '#app/ui/section.tsx';
import { WorkTitle } from '#app/ui/work-title.tsx';
import { certificateWords as words } from '#app/words/en/privacy.ts';
import { DownloadLink } from '../account/download-link.tsx';
import { certificateFacts } from './certificate-facts.ts';
import { loadCertificate } from './load-certificate.ts';

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader(args: LoaderFunctionArgs) {
  const certificate = await loadCertificate(args);
  const { saleId, text, isErased } = certificate;
  return { saleId, text, isErased, facts: certificateFacts(certificate) };
}

export default function CertificatePage() {
  const { saleId, text, isErased, facts } = useLoaderData<typeof loader>();
  return (
    <>
      <WorkTitle
        title={words.title}
        intro={words.intro}
        back={{ to: `/buy/inbox/${saleId}`, label: words.back }}
        action={<DownloadLink to={`/buy/inbox/${saleId}/consent/pdf`}>{words.pdf}</DownloadLink>}
      />
      <div className="flex flex-col gap-8">
        {isErased && <Notice tone="amber" title={words.erased.title} text={words.erased.text} />}
        <Section id="words" title={words.words}>
          <blockquote className="max-w-[68ch] border-l-2 border-line pl-3 text-base whitespace-pre-line wrap-anywhere">
            {text}
          </blockquote>
        </Section>
        <Section id="facts" title={words.record}>
          <DefinitionList
            items={facts.map(({ term, value }) => ({
              term,
              value: <span className="wrap-anywhere">{value}</span>,
            }))}
          />
          <p className="max-w-[68ch] text-xs text-ink-faint">{words.digestNote}</p>
        </Section>
      </div>
    </>
  );
}
