import type { BuyingHours, Day } from '#app/domain/exchange/buying-hours.ts';

/** When an order buys. */
export const hoursWords = {
  days: {
    mon: 'Monday',
    tue: 'Tuesday',
    wed: 'Wednesday',
    thu: 'Thursday',
    fri: 'Friday',
    sat: 'Saturday',
    sun: 'Sunday',
  } satisfies Record<Day, string>,
  short: {
    mon: 'Mon',
    tue: 'Tue',
    wed: 'Wed',
    thu: 'Thu',
    fri: 'Fri',
    sat: 'Sat',
    sun: 'Sun',
  } satisfies Record<Day, string>,
  anyTime: 'At any hour',
  clock: (hour: number) => `${String(hour).padStart(2, '0')}:00`,
};

/** Such as "Mon–Fri, 09:00–18:00"; more than two days in a row are told by the first and the last. */
export function describeHours({ days, from, to }: BuyingHours): string {
  const { short, clock } = hoursWords;
  return `${runsOf(days)
    .map((run) => run.map((day) => short[day]))
    .map((run) => (run.length > 2 ? `${run[0]}–${run.at(-1)}` : run.join(', ')))
    .join(', ')}, ${clock(from)}–${clock(to)}`;
}

function runsOf(days: readonly Day[]): Day[][] {
  const week = Object.keys(hoursWords.short) as Day[];
  const runs: Day[][] = [];
  for (const [index, day] of week.entries()) {
    if (!days.includes(day)) continue;
    const before = week[index - 1];
    const run = runs.at(-1);
    if (run && before && run.includes(before)) run.push(day);
    else runs.push([day]);
  }
  return runs;
}
