/** Written out, for the helpers that would write it live in one more package. */
export default [
  { index: true, file: 'routes/public/landing.tsx' },
  { path: 'market', file: 'routes/public/market.tsx' },
  { path: 'prices', file: 'routes/public/prices.tsx' },
  { path: 'docs/api', file: 'routes/public/api-docs.tsx' },
];
