/** What an operator reads when a process cannot start. */
export const startWords = {
  missing: (name: string) => `${name} is not set. See "Settings" in README.md.`,
  malformed: (name: string, why: string) => `${name} is malformed: ${why}.`,
  notAKey: 'it must be 32 bytes in base64 (make one with: openssl rand -base64 32)',
  notAKeyRing:
    'it must be a list of id:key, each key 32 bytes in base64 (make one with: openssl rand -base64 32)',
  noDatabase:
    'DATABASE_URL is not set and no demo is running here. Start one with npm start, or set DATABASE_URL.',
  migrationChanged: (name: string) =>
    `Migration ${name} was changed after it was applied. Restore the file, or start with an empty database.`,
  migrationUnknown: (name: string) =>
    `The database holds migration ${name}, which this version does not have. Run the version that made it, or a newer one.`,
  migrationFailed: (name: string, why: string) => `Migration ${name} failed and was rolled back: ${why}`,
  behind: 'The database is behind this version. Run npm run migrate first.',
  portTaken: (port: number) => `Port ${port} is taken. Set PORT to a free one.`,
} as const;
