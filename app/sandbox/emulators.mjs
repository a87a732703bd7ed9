/**
 * The processes that stand in for the world outside. Each takes its port as the first argument (0: a free one) and
 * tells `{ type: 'ready', port }` over IPC, with `env` when it has more to say; `env` here is what web, worker and the
 * jobs of the starter then get. One that `standsInFor` a variable is not started where that is set.
 */
export const services = [
  { name: 'dns', file: 'app/sandbox/dns-server.mjs', env: (port) => ({ DNS_SERVERS: `127.0.0.1:${port}` }) },
  {
    name: 'mail',
    file: 'app/sandbox/mail-server.mjs',
    env: (port) => ({ SMTP_URL: `smtp://127.0.0.1:${port}` }),
  },
  {
    name: 'stripe',
    file: 'app/sandbox/stripe/server.mjs',
    env: (_port, told) => told,
    standsInFor: 'STRIPE_SECRET_KEY',
  },
];
