import { Link } from '@remix-run/react';
import type { LeadImport } from '#app/domain/imports/import.ts';
import { Notice } from '#app/ui/notice.tsx';
import { PostButton } from '#app/ui/post-button.tsx';
import { useHydrated } from '#app/ui/use-hydrated.ts';
import { importWords } from '#app/words/en/imports.ts';
import { useFollow } from './use-follow.ts';

const words = importWords.one;

/** How far an import is, and what may be done about it. With scripts it follows by itself. */
export function ImportProgress({ of }: { of: LeadImport }) {
  const isMoving = of.status === 'reading' || of.status === 'importing';
  useFollow(isMoving);
  const isHydrated = useHydrated();
  return (
    <div className="flex max-w-xl flex-col gap-4">
      {of.status === 'uploading' ? (
        <Stage title={words.uploading.title} text={words.uploading.text} />
      ) : of.status === 'reading' ? (
        <Stage
          title={words.reading.title}
          text={words.reading.text(of.rowsTotal)}
          bar={{ label: words.reading.label, done: of.readBytes, all: of.fileBytes }}
        />
      ) : (
        <Rows of={of} />
      )}
      <div className="flex flex-wrap items-center gap-3">
        {of.status === 'importing' && (
          <PostButton fields={{ act: 'pause' }}>{words.steerings.pause}</PostButton>
        )}
        {of.status === 'paused' && (
          <PostButton fields={{ act: 'resume' }} kind="main">
            {words.steerings.resume}
          </PostButton>
        )}
        <PostButton fields={{ act: 'cancel' }}>{words.steerings.cancel}</PostButton>
        {isMoving && !isHydrated && <Link to="">{words.lookAgain}</Link>}
      </div>
    </div>
  );
}

function Rows({ of }: { of: LeadImport }) {
  const done = of.taken + of.doubles + of.refused + of.quarantined;
  const why = of.reason && words.stopped[of.reason.code];
  return (
    <>
      {why && <Notice tone="amber" title={words.stopped.title ?? ''} text={why} />}
      <Stage
        title={words.progress.title(done, of.rowsTotal)}
        text={of.status === 'paused' ? words.progress.paused : words.progress.text}
        bar={{ label: words.progress.label, done, all: of.rowsTotal }}
      />
    </>
  );
}

function Stage(props: { title: string; text: string; bar?: { label: string; done: number; all: number } }) {
  const { bar } = props;
  return (
    <>
      <p className="text-base font-semibold tabular-nums">{props.title}</p>
      {bar && (
        <progress
          aria-label={bar.label}
          max={Math.max(1, bar.all)}
          value={Math.min(bar.done, bar.all)}
          className="h-3 w-full accent-accent"
        />
      )}
      <p className="text-ink-soft">{props.text}</p>
    </>
  );
}
