/** What an organisation says of itself. What it trades and where it is at home does not change afterwards. */
export type OrganisationTerms = {
  readonly name: string;
  /** ISO 3166-1, two letters. */
  readonly countryCode: string;
  /** A name of the time zone database. */
  readonly timezone: string;
  readonly sells: boolean;
  readonly buys: boolean;
  /** The page on which a seller's leads are made, for a moderator to look at. */
  readonly landingUrl: string | null;
};
