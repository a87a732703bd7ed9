const LOCAL = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::\d{2})?$/;
const MINUTE_MS = 60_000;

/** A date and time as a field holds it: the clock's figures and the zone of that clock, an IANA name. */
export type LocalDateTime = { readonly text: string; readonly zone: string };

/** What the clocks of a zone show at a moment, to the minute. An unknown zone counts as UTC. */
export function dateTimeIn(at: Date, zone: string): LocalDateTime {
  const known = isZone(zone) ? zone : 'UTC';
  return { text: new Date(at.getTime() + offsetMs(at, known)).toISOString().slice(0, 16), zone: known };
}

/**
 * The moment at which the clocks of a zone show the text. An hour that a zone skips in spring is taken as the one
 * after it; of one that comes twice in autumn the first is meant.
 * @returns null where the text is no date and time or the zone is unknown
 */
export function parseDateTime(text: string, zone: string): Date | null {
  const parts = LOCAL.exec(text);
  if (!parts || !isZone(zone)) return null;
  const wanted = `${text.slice(0, 16)}:00.000Z`;
  const asUtc = new Date(wanted);
  if (Number.isNaN(asUtc.getTime()) || asUtc.toISOString() !== wanted) return null;
  const before = offsetMs(new Date(asUtc.getTime() - 24 * 60 * MINUTE_MS), zone);
  const first = new Date(asUtc.getTime() - before);
  if (offsetMs(first, zone) === before) return first;
  const after = offsetMs(new Date(asUtc.getTime() + 24 * 60 * MINUTE_MS), zone);
  const second = new Date(asUtc.getTime() - after);
  return offsetMs(second, zone) === after ? second : first;
}

function isZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

/** How far ahead of UTC the clocks of a zone are at a moment. */
function offsetMs(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(at);
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value);
  const shown = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'));
  return shown - Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS;
}
