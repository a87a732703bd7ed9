import { Link } from '@remix-run/react';
import { SubmitButton } from '#app/ui/button.tsx';
import { CodeBlock } from '#app/ui/code-block.tsx';
import { HiddenFields } from '#app/ui/hidden-fields.tsx';
import { Notice } from '#app/ui/notice.tsx';
import { PostForm } from '#app/ui/post-form.tsx';
import { Section } from '#app/ui/section.tsx';
import { TextArea } from '#app/ui/text-area.tsx';
import { TextInput } from '#app/ui/text-input.tsx';
import { channelWords } from '#app/words/en/channels.ts';
import { type Failed, one, type Typed } from '../form.ts';
import type { Sample } from './channel-sample.ts';

const words = channelWords.page;
const BODY_LIMIT = 20_000;

/** What came of a sample that was sent. */
export type Trial = {
  readonly typed: Typed;
  readonly leadId: string | null;
  /** Why it is no lead; null where it is one, or only half of a dialogue. */
  readonly why: string | null;
  /** The request for a lead that was made of it. */
  readonly read: string | null;
  readonly reply: string;
};

/** Sends a request through a channel as its sender would, and shows what was understood of it. */
export function ChannelTrial(props: { sample: Sample; trial: Trial | null; failed: Failed | null }) {
  const { sample, trial, failed } = props;
  const typed = failed?.typed ?? trial?.typed ?? { content_type: [sample.contentType], body: [sample.body] };
  return (
    <Section id="try" title={words.test} intro={words.testIntro}>
      <PostForm failed={failed}>
        <HiddenFields fields={{ act: 'try' }} />
        <TextInput
          name="content_type"
          type="text"
          label={words.type}
          value={one(typed, 'content_type')}
          maxLength={100}
        />
        <TextArea
          name="body"
          label={words.sample}
          value={one(typed, 'body')}
          maxLength={BODY_LIMIT}
          rows={10}
          error={failed?.errors.body}
        />
        <div>
          <SubmitButton kind="other">{words.send}</SubmitButton>
        </div>
      </PostForm>
      {trial && <Outcome {...trial} />}
    </Section>
  );
}

function Outcome({ leadId, why, read, reply }: Trial) {
  return (
    <div role="status" className="flex flex-col gap-4">
      {leadId && (
        <Notice
          tone="good"
          title={words.took}
          action={<Link to={`/sell/leads/${leadId}`}>{words.look}</Link>}
        />
      )}
      {why && <Notice tone="amber" title={words.not} text={why} />}
      {read && <CodeBlock label={words.read} code={read} />}
      {!read && !why && (
        <>
          <Notice tone="blue" title={words.half} />
          <CodeBlock label={words.half} code={reply} />
        </>
      )}
    </div>
  );
}
