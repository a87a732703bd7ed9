const TAGS_MOST = 20;
const TAG_MOST = 200;
const SUB_IDS = ['sub1', 'sub2', 'sub3', 'sub4', 'sub5'];

/** Where a visitor came from, as the address of the page says it: utm tags, the campaign, up to five sub ids. */
export function readTags(page: string): {
  utm: Record<string, string>;
  campaign: string | null;
  subIds: string[];
} {
  const query = URL.canParse(page) ? new URL(page).searchParams : new URLSearchParams();
  const utm: Record<string, string> = {};
  for (const [name, value] of query)
    if (/^utm_[a-z_]{1,40}$/.test(name) && value !== '' && Object.keys(utm).length < TAGS_MOST)
      utm[name.slice('utm_'.length)] ??= value.slice(0, TAG_MOST);
  const subIds = SUB_IDS.map((name) => (query.get(name) ?? '').slice(0, TAG_MOST));
  while (subIds.at(-1) === '') subIds.pop();
  return { utm, campaign: utm.campaign ?? null, subIds };
}
