/** Strokes on a ground of 20 by 20. */
const PATHS = {
  home: 'M3 9.5 10 3.5l7 6V16a1 1 0 0 1-1 1h-4v-5H8v5H4a1 1 0 0 1-1-1z',
  offers: 'M3.5 10.5V4.5a1 1 0 0 1 1-1h6l6.5 6.5-7 7zM7 7h.01',
  leads: 'M10 10a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 17c0-3.3 2.7-5 6-5s6 1.7 6 5',
  money: 'M2.5 5.5h15v9h-15zM10 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4zM5.5 10h.01M14.5 10h.01',
  board: 'M3 3.5h14v13H3zM3 8h14M8 8v8.5M12.5 8v8.5',
  orders: 'M5 3h10v14H5zM7.5 7h5M7.5 10h5M7.5 13h3',
  inbox: 'M3 11l2.3-7h9.4l2.3 7v5H3zM3 11h4l1 2h4l1-2h4',
  sales: 'M4 7h9.5L11 4.5M16 13H6.5l2.5 2.5',
  wallet: 'M3 6.5V15a1.5 1.5 0 0 0 1.5 1.5H17v-9H4A1 1 0 0 1 4 5.5l11-2v4M13.5 12h.01',
  people:
    'M7.5 9.5a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4zM2.5 16c0-2.9 2-4.5 5-4.5s5 1.6 5 4.5M13 4.3a2.7 2.7 0 0 1 0 5M14.5 11.7c1.9.5 3 2 3 4.3',
  gavel: 'M8 4.5l5.5 5.5M6 6.5l5.5 5.5M8.7 3.8 5.3 7.2M14.2 9.3l-3.4 3.4M9.5 10 3.5 16M12 17h5',
  settings: 'M3 6h8M15 6h2M3 14h2M9 14h8M13 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM7 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  key: 'M7 14.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM11 10.5h6.5M15 10.5V14',
  webhook:
    'M10 6.5a2 2 0 1 0-2.7-1.8M8.8 7.5 5.5 13M5.5 13a2 2 0 1 0 2 2.3h5.5M11 7l3 5.3M14.5 13a2 2 0 1 1-1.5 2.3',
  phone:
    'M4 3.5h3l1.5 4-2 1.5a9 9 0 0 0 4.5 4.5l1.5-2 4 1.5v3a1 1 0 0 1-1 1C8.5 17 3 11.5 3 4.5a1 1 0 0 1 1-1z',
  mail: 'M2.5 4.5h15v11h-15zM3 5.5l7 5.5 7-5.5',
  check: 'M4 10.5l4 4 8-9',
  cross: 'M5 5l10 10M15 5 5 15',
  clock: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 6v4.2l2.8 1.6',
  warning: 'M10 3.5 2.5 16.5h15zM10 8.5v3.5M10 14.2v.1',
  info: 'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM10 9.3v4.2M10 6.6v.1',
  search: 'M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11zM13 13l4 4',
  plus: 'M10 4v12M4 10h12',
  dots: 'M4.5 10h.01M10 10h.01M15.5 10h.01',
  chevron: 'M5.5 8l4.5 4.5L14.5 8',
  calendar: 'M3.5 5h13v11.5h-13zM3.5 8.5h13M7 3v3.5M13 3v3.5',
  chart: 'M3.5 16.5h13M6 16.5v-5M10 16.5v-11M14 16.5v-8',
  globe:
    'M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM3 10h14M10 3c2.5 2 3.5 4.5 3.5 7s-1 5-3.5 7c-2.5-2-3.5-4.5-3.5-7s1-5 3.5-7z',
  shield: 'M10 3l6 2v4.5c0 3.7-2.4 6.3-6 7.5-3.6-1.2-6-3.8-6-7.5V5zM7.5 10l2 2 3.2-4',
  building:
    'M4 17V4.5a1 1 0 0 1 1-1h6a1 1 0 0 1 1 1V17M12 8.5h3a1 1 0 0 1 1 1V17M2.5 17h15M7 7h2M7 10h2M7 13h2',
  jobs: 'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M15 5l-1.5 1.5M6.5 13.5 5 15',
  exit: 'M11.5 3.5h-7a1 1 0 0 0-1 1v11a1 1 0 0 0 1 1h7M8 10h9M14 7l3 3-3 3',
} as const;

export type IconName = keyof typeof PATHS;

/** A sign beside a word; those who do not see it lose nothing. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg viewBox="0 0 20 20" width={size} height={size} aria-hidden="true" className="shrink-0">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        strokeWidth={name === 'dots' ? 2.5 : 1.5}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
