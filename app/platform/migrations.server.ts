/** The migrations this build was made with; their names are fixed when it is built. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(
  import.meta.glob('../../prisma/migrations/*/migration.sql', { query: '?url' }),
).map((path) => path.split('/').at(-2) ?? '');
