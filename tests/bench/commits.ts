import pg from 'pg';

/** When what became of a lead was committed, in milliseconds of the Unix epoch. */
export type Commits = {
  readonly writtenMs: number;
  readonly soldMs: number;
  /** The job that tells the buyer made the delivery ready. */
  readonly setUpMs: number;
};

type Row = { id: string; written: string; sold: string; set_up: string };

/** Reads the commit moments of sold leads with one delivery each; the server runs with `track_commit_timestamp`. */
export async function readCommits(
  databaseUrl: string,
  leadIds: readonly string[],
): Promise<Map<string, Commits>> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const at = (xmin: string) => `extract(epoch FROM pg_xact_commit_timestamp(${xmin})) * 1000`;
  // A contact, a sale are written once; a delivery's own row is written again by its attempt.
  const { rows } = await client.query<Row>(
    `SELECT s.lead_id AS id, ${at('c.xmin')} AS written, ${at('s.xmin')} AS sold, extract(epoch FROM d.created_at) * 1000 AS set_up
     FROM sale s JOIN lead_contact c ON c.lead_id = s.lead_id JOIN delivery d ON d.subject_id = s.id AND d.event = 'lead.sold'
     WHERE s.lead_id = ANY ($1)`,
    [leadIds],
  );
  await client.end();
  return new Map(
    rows.map((row) => [
      row.id,
      { writtenMs: Number(row.written), soldMs: Number(row.sold), setUpMs: Number(row.set_up) },
    ]),
  );
}
