import { Link } from '@remix-run/react';
import { Icon, type IconName } from './icons.tsx';

export type Task = {
  readonly key: string;
  readonly icon: IconName;
  /** A sentence that says what is to be done. */
  readonly text: string;
  readonly count?: number;
  readonly to: string;
  /** `amber` needs you; `blue` can wait. */
  readonly tone?: 'amber' | 'blue';
};

/** What needs one now, the most urgent first. @param empty the sentence that stands where nothing does */
export function TaskList(props: { title: string; tasks: readonly Task[]; empty: string }) {
  return (
    <section aria-labelledby="tasks" className="flex flex-col gap-3">
      <h2 id="tasks" className="text-base font-semibold">
        {props.title}
      </h2>
      {props.tasks.length === 0 ? (
        <p className="flex items-center gap-2 text-sm text-ink-soft">
          <Icon name="check" />
          {props.empty}
        </p>
      ) : (
        <ul className="flex flex-col gap-2">
          {props.tasks.map((task) => (
            <li key={task.key}>
              <Link
                to={task.to}
                className={`flex min-h-11 items-center gap-3 rounded px-4 py-2 text-sm text-ink no-underline hover:text-ink hover:underline ${task.tone === 'blue' ? 'bg-blue-soft' : 'bg-amber-soft'}`}
              >
                <span className={task.tone === 'blue' ? 'text-blue' : 'text-amber'}>
                  <Icon name={task.icon} />
                </span>
                <span className="min-w-0 flex-1">{task.text}</span>
                {task.count !== undefined && <span className="font-semibold tabular-nums">{task.count}</span>}
                <span className="-rotate-90">
                  <Icon name="chevron" size={16} />
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
