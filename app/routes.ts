/** Written out, for the helpers that would write it live in one more package. Each page is on a line of its own. */
const publicPages = [
  { index: true, file: 'routes/public/landing.tsx' },
  { path: 'market', file: 'routes/public/market.tsx' },
  { path: 'prices', file: 'routes/public/prices.tsx' },
  { path: 'docs/api', file: 'routes/public/api-docs.tsx' },
];

/** Signing up and in, by who is not signed in yet. */
const authPages: { path: string; file: string }[] = [];

/** Behind a log-in, in the frame of the work screens. */
const workPages: { path: string; file: string }[] = [];

export default [
  { file: 'routes/public/layout.tsx', id: 'public', children: [...publicPages, ...authPages] },
  { file: 'routes/work-layout.tsx', id: 'work', children: [...workPages] },
];
