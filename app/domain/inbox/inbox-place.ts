import { isId } from '#app/kernel/ids.ts';

/** Where in the order of a view a lead stands: behind it the next page begins. */
export type InboxPlace = {
  /** 0 the hottest; 0 as well in views that do not go by heat. */
  readonly heat: number;
  readonly at: Date;
  readonly saleId: string;
};

const TEXT = /^([012])\.(\d{1,14})\.(sale_\w{26})$/;

/** A place as an address says it. */
export function writePlace({ heat, at, saleId }: InboxPlace): string {
  return `${heat}.${at.getTime()}.${saleId}`;
}

/** What `writePlace` wrote, or null for anything else. */
export function readPlace(text: string): InboxPlace | null {
  const [, heat, ms, saleId] = TEXT.exec(text) ?? [];
  if (saleId === undefined || !isId('sale', saleId)) return null;
  return { heat: Number(heat), at: new Date(Number(ms)), saleId };
}
