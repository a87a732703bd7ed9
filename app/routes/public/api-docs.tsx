import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { Badge } from '#app/ui/badge.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { DataTable } from '#app/ui/data-table.tsx';
import { PageTitle } from '#app/ui/page-shell.tsx';
import { Section } from '#app/ui/section.tsx';
import { pageWords } from '#app/words/en/pages.ts';
import type { FieldRow } from './document-fields.ts';
import {
  type AnswerView,
  type DocumentView,
  type OperationView,
  type ParameterRow,
  viewDocument,
} from './document-view.ts';
import { quickStart } from './quick-start.ts';

const words = pageWords.docs;

export const meta: MetaFunction = () => [
  { title: words.meta },
  { name: 'description', content: words.description },
];

export async function loader({ context: { openApi } }: LoaderFunctionArgs) {
  // The document is made of schemas, which stay as they are for as long as the process lives.
  view ??= viewDocument(openApi);
  return { ...view, examples: quickStart(view.baseUrl) };
}

let view: DocumentView | undefined;

export default function ApiDocs() {
  const { description, groups } = useLoaderData<typeof loader>();
  return (
    <>
      <PageTitle title={words.title} intro={description} />
      <div className="grid gap-10 lg:grid-cols-[12rem_minmax(0,1fr)]">
        <Contents />
        <div className="flex min-w-0 flex-col gap-12">
          <Start />
          {groups.map((group) => (
            <Section key={group.tag} id={`calls-${group.tag}`} title={`/${group.tag}`}>
              {group.operations.map((operation) => (
                <Operation key={operation.id} operation={operation} />
              ))}
            </Section>
          ))}
          <Codes />
        </div>
      </div>
    </>
  );
}

function Contents() {
  const { groups } = useLoaderData<typeof loader>();
  const links = [
    { id: 'start', text: words.start },
    { id: 'sell', text: words.sell },
    { id: 'buy', text: words.buy },
    ...groups.map((group) => ({ id: `calls-${group.tag}`, text: `/${group.tag}` })),
    { id: 'codes', text: words.codes },
  ];
  return (
    <nav
      aria-label={words.contents}
      className="text-sm lg:sticky lg:top-6 lg:max-h-dvh lg:self-start lg:overflow-y-auto"
    >
      <ul className="flex flex-wrap gap-x-5 lg:flex-col">
        {links.map((link) => (
          <li key={link.id}>
            <a href={`#${link.id}`} className="inline-block py-1.5">
              {link.text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function Start() {
  const { baseUrl, examples } = useLoaderData<typeof loader>();
  return (
    <>
      <Section id="start" title={words.start} intro={words.startIntro}>
        <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[10rem_1fr]">
          <dt className="text-ink-faint">{words.baseUrl}</dt>
          <dd className="font-mono text-sm break-all">{baseUrl}</dd>
          <dt className="text-ink-faint">{words.document}</dt>
          <dd className="font-mono text-sm break-all">
            <a href="/api/v1/openapi.json">{`${baseUrl}/openapi.json`}</a>
          </dd>
        </dl>
      </Section>
      <Section id="sell" title={words.sell} intro={words.sellIntro}>
        <Example title={words.sellOffer} code={examples.offer} />
        <Example title={words.sellLead} code={examples.lead} />
      </Section>
      <Section id="buy" title={words.buy} intro={words.buyIntro}>
        <Example title={words.buyOrder} code={examples.order} />
        <Example title={words.buyEndpoint} code={examples.endpoint} />
        <Example title={words.buyListing} code={examples.listings} />
      </Section>
    </>
  );
}

function Example({ title, code }: { title: string; code: string }) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium">{title}</h3>
      <CodeBlock label={title} code={code} />
    </div>
  );
}

function Operation({ operation }: { operation: OperationView }) {
  const { id, summary, body } = operation;
  return (
    <article
      id={`call-${id}`}
      aria-labelledby={`call-${id}-name`}
      className="flex flex-col gap-4 border-l-2 border-line pl-4 target:border-accent"
    >
      <div className="flex flex-col gap-2">
        <h3 id={`call-${id}-name`} className="font-medium">
          {summary}
        </h3>
        <p className="font-mono text-sm break-all">
          <span className="font-bold text-accent">{operation.method}</span> {operation.path}
        </p>
        <Who operation={operation} />
        <p className="max-w-[68ch] text-ink-soft">{operation.description}</p>
      </div>
      {operation.parameters.length > 0 && (
        <Part title={words.parameters} count={operation.parameters.length}>
          <Fields caption={words.fieldsOf(`${summary}, ${words.parameters}`)} rows={operation.parameters} />
        </Part>
      )}
      {body && (
        <Part title={body.required ? words.body : words.bodyOptional} count={body.fields.length}>
          <Fields caption={words.fieldsOf(`${summary}, ${words.body}`)} rows={body.fields} />
        </Part>
      )}
      {operation.answers.map((answer) => (
        <Answer key={answer.status} operation={operation} answer={answer} />
      ))}
      <Errors operation={operation} />
    </article>
  );
}

function Who({ operation: { side, scope } }: { operation: OperationView }) {
  return (
    <p className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
      {side === null ? (
        <Badge tone="neutral" sign={false}>
          {words.anyone}
        </Badge>
      ) : (
        <Badge tone="neutral" sign={false}>
          {words.who[side]}
        </Badge>
      )}
      {scope && <span className="font-mono text-xs">{words.scope(scope)}</span>}
    </p>
  );
}

/** A table of fields is looked up, not read: it opens on demand, and without a script. */
function Part(props: { title: string; count: number; children: React.ReactNode }) {
  return (
    <details className="text-sm">
      <summary className="inline-block py-1.5 text-accent underline underline-offset-3">
        {props.title} <span className="tabular-nums">({props.count})</span>
      </summary>
      <div className="pt-2">{props.children}</div>
    </details>
  );
}

function Answer({ operation, answer }: { operation: OperationView; answer: AnswerView }) {
  const title = words.answer(answer.status);
  if (answer.fields.length > 0) {
    return (
      <Part title={title} count={answer.fields.length}>
        <Fields caption={words.fieldsOf(`${operation.summary}, ${title}`)} rows={answer.fields} answered />
      </Part>
    );
  }
  return (
    <p className="text-sm">
      <span className="font-medium">{title}</span>{' '}
      <span className="text-ink-soft">
        {answer.sameAs ? (
          <>
            {words.asAbove}
            <a href={`#call-${answer.sameAs.id}`}>{answer.sameAs.summary}</a>
          </>
        ) : (
          words.noBody
        )}
      </span>
    </p>
  );
}

function Errors({ operation }: { operation: OperationView }) {
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="font-medium">{words.errors}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {operation.errors.map(({ status, codes }) => (
          <div key={status} className="col-span-2 grid grid-cols-subgrid">
            <dt className="text-ink-faint tabular-nums">{status}</dt>
            <dd className="flex flex-wrap gap-x-3 gap-y-1 font-mono text-xs leading-5">
              {codes.map((code) => (
                <a key={code} href={`#${code}`}>
                  {code}
                </a>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** @param props.answered whether we send these fields: then it is told whether they are there, not whether they must be */
function Fields(props: { caption: string; rows: readonly (FieldRow | ParameterRow)[]; answered?: boolean }) {
  return (
    <DataTable
      caption={props.caption}
      rows={props.rows}
      rowKey={(row) => row.path}
      columns={[
        {
          key: 'field',
          head: words.field,
          cell: (row) => (
            <>
              <span className="block font-mono text-xs leading-5 wrap-anywhere md:min-w-60">{row.path}</span>
              {'place' in row && <span className="text-xs text-ink-faint">{words.places[row.place]}</span>}
            </>
          ),
        },
        { key: 'type', head: words.type, cell: (row) => row.type },
        {
          key: 'need',
          head: props.answered ? words.presence : words.need,
          cell: (row) => (
            <span className={row.required ? '' : 'text-ink-faint'}>
              {(props.answered ? words.presences : words.needs)[`${row.required}`]}
            </span>
          ),
        },
        {
          key: 'limits',
          head: words.limits,
          kind: 'text',
          cell: (row) =>
            row.limits.map((limit) => (
              <span key={limit} className="block max-w-[48ch] wrap-anywhere">
                {limit}
              </span>
            )),
        },
      ]}
    />
  );
}

function Codes() {
  const { codes, problem } = useLoaderData<typeof loader>();
  return (
    <Section id="codes" title={words.codes} intro={words.codesIntro}>
      <Part title={words.problem} count={problem.length}>
        <Fields caption={words.problem} rows={problem} answered />
      </Part>
      <dl className="flex flex-col text-sm">
        {codes.map((row) => (
          <div
            key={row.code}
            id={row.code}
            className="grid gap-x-6 gap-y-1 border-b border-line py-3 target:bg-amber-soft md:grid-cols-[16rem_1fr]"
          >
            <dt className="font-mono break-all">
              {row.code} <span className="text-ink-faint">{row.statuses.join(', ')}</span>
            </dt>
            <dd className="max-w-[68ch] text-ink-soft">{row.meaning}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
