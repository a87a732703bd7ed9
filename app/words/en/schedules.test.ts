import { expect, it } from 'vitest';
import { scheduleInWords } from './schedules.ts';

it.each([
  ['* * * * *', 'every minute'],
  ['*/5 * * * *', 'every 5 minutes'],
  ['7 * * * *', 'each hour at :07'],
  ['33 2 * * *', 'each day at 02:33'],
  ['0 4 * * 1', '0 4 * * 1'],
  ['', ''],
])('%s is %s', (cron, words) => expect(scheduleInWords(cron)).toBe(words));
