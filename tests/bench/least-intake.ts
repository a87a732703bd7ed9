/** Connections of the product's web process, and of what it is held against. */
export const LEAST_CONNECTIONS = 16;

/** Whose leads the least intake writes. */
export type LeastIntake = {
  readonly databaseUrl: string;
  readonly organisationId: string;
  readonly offerId: string;
};
