import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { Link, useLoaderData } from '@remix-run/react';
import { DefinitionList } from '#app/ui/definition-list.tsx';
import { Moment } from '#app/ui/moment.tsx';
import { sandboxWords } from '#app/words/en/sandbox.ts';

const words = sandboxWords.mail;
const ADDRESS = /(https?:\/\/\S+)/;

export const meta: MetaFunction = () => [{ title: words.meta }];

export async function loader({ params, context: { db, now } }: LoaderFunctionArgs) {
  const mail = await db.mailBox?.read(params.mailId ?? '');
  if (!mail) throw new Response(null, { status: 404 });
  return { mail, now };
}

export default function Mail() {
  const { mail, now } = useLoaderData<typeof loader>();
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <p>
        <Link to="/sandbox/mail">{words.back}</Link>
      </p>
      <h1 className="text-xl font-semibold tracking-tight wrap-anywhere">{mail.subject}</h1>
      <DefinitionList
        items={[
          { term: words.to, value: mail.to },
          { term: words.at, value: <Moment at={mail.at} now={now} exact /> },
        ]}
      />
      <section
        aria-label={words.text}
        className="flex flex-col gap-4 rounded border border-line p-5 whitespace-pre-line wrap-anywhere"
      >
        {mail.text
          .trim()
          .split(/\n{2,}/)
          .map((paragraph) => (
            <p key={paragraph}>
              {paragraph.split(ADDRESS).map((part) =>
                ADDRESS.test(part) ? (
                  <a key={part} href={part}>
                    {part}
                  </a>
                ) : (
                  part
                ),
              )}
            </p>
          ))}
      </section>
    </div>
  );
}
