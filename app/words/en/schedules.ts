const two = (figure: string) => figure.padStart(2, '0');

/** When a job runs, in words; a pattern (cron, UTC) that is none of those in use stands as it is. */
export function scheduleInWords(cron: string): string {
  if (cron === '* * * * *') return 'every minute';
  const [, everyMinutes] = /^\*\/(\d+) \* \* \* \*$/.exec(cron) ?? [];
  if (everyMinutes) return `every ${everyMinutes} minutes`;
  const [, minute, hour] = /^(\d+) (\d+|\*) \* \* \*$/.exec(cron) ?? [];
  if (!minute || !hour) return cron;
  return hour === '*' ? `each hour at :${two(minute)}` : `each day at ${two(hour)}:${two(minute)}`;
}
