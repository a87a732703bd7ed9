/**
 * The processes that stand in for the world outside. Each takes its port as the first argument (0: a free one) and
 * tells `{ type: 'ready', port }` over IPC; `env` is what web, worker and the jobs of the starter then get.
 */
export const services = [
  { name: 'dns', file: 'app/sandbox/dns-server.mjs', env: (port) => ({ DNS_SERVERS: `127.0.0.1:${port}` }) },
];
