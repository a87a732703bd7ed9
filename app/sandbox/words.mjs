/** Every sentence that `npm start` and the sandbox say to the person at the terminal. */
export const words = {
  // Before anything runs.
  nodeTooOld: (version) =>
    `Birja needs Node 20 or newer and this is ${version}. Install a current Node from https://nodejs.org and run npm start again.`,
  productionNeedsParts:
    'npm start is the demo. In production (BIRJA_MODE=production) run the parts: npm run build, npm run migrate, then npm run serve and npm run work.',
  badVariable: (name, rule) => `${name} ${rule}. Correct it or unset it and run npm start again.`,
  ruleMode: 'is "demo" or "production"',
  rulePort: 'is a whole number from 1 to 65535',
  ruleHttpUrl: 'is an http:// or https:// address without a path, a query or a log-in',
  ruleProxies: 'is the number of proxies in front, from 0 to 5',
  ruleLogLevel: 'is "debug", "info", "warn", "error" or "silent"',
  ruleOwnValue: (other) => `has the value of ${other} and needs its own`,
  ruleDatabaseUrl: 'is an address like postgresql://user:password@host:5432/database',
  ruleSmtpUrl: 'is an address like smtp://user:password@host:587',
  ruleMailFrom: 'is an address, or a name and an address like "Birja <no-reply@birja.example>"',
  ruleOnOff: 'is "on" or "off"',
  ruleZeroOne: 'is "0" or "1"',
  ruleMilliseconds: 'is a whole number of milliseconds, from 0 to 600000',
  ruleStripeKey: 'is a secret key of Stripe’s test mode, like sk_test_…',
  ruleStripeSecrets: 'is a list of signing secrets of Stripe’s webhook endpoints, like whsec_…,whsec_…',
  ruleKey: 'is 32 random bytes in base64 (openssl rand -base64 32)',
  ruleKeyList:
    'is a list like "k2:KEY,k1:KEY", each KEY 32 random bytes in base64; the first is current and no id stands there twice',
  dataDirNotWritable: (dir, code) =>
    `Birja cannot write in ${dir} (${code}). Make the folder yours or choose another: DATA_DIR=/some/folder npm start`,
  diskFull: (mb, dir) => `The disk is nearly full: ${mb} MB left in ${dir}, Birja needs 1 GB.`,
  portTaken: (port) =>
    `Port ${port} is taken by another program. Choose another: PORT=${port < 65535 ? port + 1 : port - 1} npm start`,
  portNotAllowed: (port) =>
    `This user may not open port ${port} (below 1024 it takes root). Choose another: PORT=3000 npm start`,
  alreadyRunning: (dir, pid, url) =>
    `Birja already runs on ${dir}: process ${pid}${url ? `, ${url}` : ''}. Stop it, or start a second one beside it: DATA_DIR=.data-2 PORT=3001 npm start`,
  secretsUnreadable: (file) =>
    `${file} is not readable as JSON. Restore it from a copy; without it the contact data in the database cannot be decrypted. To start afresh, delete its folder.`,

  // Installing and building.
  waitingForFolder: (pid) =>
    `Another Birja (process ${pid}) is installing or building in this folder; waiting for it.`,
  installing: 'Installing packages (npm ci)',
  installFailed: (code) =>
    `npm ci failed (exit code ${code}); its own message stands above. Check the network and run npm start again.`,
  npmMissing: 'npm is not in PATH. Install Node with npm from https://nodejs.org and run npm start again.',
  nodeNotInstalled: (file) =>
    `The install left no Node at ${file}. Delete node_modules and run npm start again.`,
  generating: 'Generating the database client',
  generateFailed: 'Prisma could not generate the database client; its message stands above.',
  building: 'Building',
  buildFailed: 'The build failed; its message stands above.',
  migrating: 'Migrating the database',
  migrateFailed: 'The database could not be migrated; the message stands above.',
  seeding: 'Seeding the demo market',
  seedFailed: 'The demo market could not be seeded; the message stands above.',
  seedWithoutAnswer: 'The seeder ended without its line of JSON, so there are no log-ins to show.',

  // PostgreSQL.
  startingPostgres: 'Starting PostgreSQL',
  noPostgresForPlatform: (platform) =>
    `There is no embedded PostgreSQL for ${platform}. Start a PostgreSQL 18 yourself and name it: DATABASE_URL=postgresql://user:password@host:5432/birja npm start`,
  postgresOtherMajor: (dir, found, ours) =>
    `The database in ${dir} was made by PostgreSQL ${found} and this Birja brings ${ours}. Move that folder away to start afresh, or dump it with PostgreSQL ${found} and load it into a new one.`,
  postgresNotADatabase: (dir) =>
    `${dir} is not empty and holds no PostgreSQL database. Move that folder away and run npm start again.`,
  postgresUserCannotReach: (user, closed) =>
    `PostgreSQL refuses to run as root, so it runs as ${user}, who may not enter ${closed}. Run Birja as an ordinary user, or open the way (chmod o+x ${closed}), or keep the project and DATA_DIR somewhere open such as /srv, or use your own database (DATABASE_URL).`,
  postgresNoUser:
    'PostgreSQL refuses to run as root and there is no unprivileged user (postgres or nobody) to run it as. Run Birja as an ordinary user or use your own database (DATABASE_URL).',
  postgresBusy: (dir, pid) =>
    `A PostgreSQL (process ${pid}) still runs on ${dir} and cannot be stopped. Stop it and run npm start again.`,
  postgresInitFailed: (output) => `PostgreSQL could not make its data directory:\n${output}`,
  postgresDidNotStart: (logFile, tail) => `PostgreSQL did not start; its log is ${logFile}:\n${tail}`,
  postgresPasswordWrong: (dir) =>
    `The password in DATA_DIR/secrets does not open the database in ${dir}. Restore the secrets file that belongs to it, or delete both to start afresh.`,

  // While it runs.
  leftoverStopped: (name, pid) => `Stopped ${name} (process ${pid}), left over from a run that was killed.`,
  starting: 'Starting web and worker',
  died: (name, how, afterMs) => `${name} ended (${how}); starting it again in ${afterMs} ms.`,
  back: (name) => `${name} is up again.`,
  notBack: (name, reason, afterMs) => `${name} is not up yet (${reason}); trying again in ${afterMs} ms.`,
  diedTooOften: (name, logFile, tail) =>
    `${name} keeps ending before it is ready; its log is ${logFile}:\n${tail}`,
  notReady: (seconds, what, logDir) =>
    `Birja is not ready after ${seconds} seconds (${what}). The logs are in ${logDir}.`,
  notReadyWorker: 'the worker has not said that it is ready',
  notReadyWeb: 'the web process does not answer /healthz',
  warningsHeldBack: (name, count, logFile) => `${name}: ${count} more warnings in ${logFile}`,
  stopping: 'Stopping (Ctrl-C again kills at once)',
  stopped: 'Stopped.',
  killedAll: 'Killed.',
  readyTitle: (url, seconds) => `Birja is ready at ${url} (${seconds} s)`,
  readyKeys: (keys, file) =>
    `  seller's API key  ${keys.seller}\n  buyer's API key   ${keys.buyer}\n  (all of it: ${file}; how to trade with them: README.md and /docs/api)`,
  readyAccounts: 'People of the demo, for the log-in that comes with the work screens:',
  readyStop: 'Ctrl-C stops it.',
  seconds: (n) => `${n} s`,
};
