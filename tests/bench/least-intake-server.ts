import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import pg from 'pg';
import { LEAST_CONNECTIONS, type LeastIntake } from './least-intake.ts';

/*
 * The least that takes a lead in: fastify reads the JSON, one statement through pg writes the rows that the product writes,
 * the job among them, in one transaction. Nothing is authenticated, checked, sealed or answered but the id.
 */

const { databaseUrl, organisationId, offerId } = JSON.parse(process.env.LEAST_INTAKE ?? '') as LeastIntake;
const pool = new pg.Pool({ connectionString: databaseUrl, max: LEAST_CONNECTIONS });

const WRITE = {
  name: 'least-intake',
  text: `WITH lead AS (
      INSERT INTO lead (id, organisation_id, offer_id, niche_code, region_code, city, place_code, status, channel, attributes, sub_ids,
        utm, test, ask_minor, currency, max_sells, target_action, dispute_window_hours, checks, awaited, created_at)
      SELECT $1, $2, $3, o.niche_code, $4, $5, $4, 'validating', $6, '{}', '{}', '{}', false, o.ask_minor, o.currency, o.max_sells,
        o.target_action, o.dispute_window_hours, '[]', false, now() FROM offer o WHERE o.id = $3
    ), contact AS (INSERT INTO lead_contact (lead_id, sealed) VALUES ($1, $7)
    ), key AS (INSERT INTO vault.lead_key (lead_id, wrapped_by, wrapped_key) VALUES ($1, 'k1', $8)
    ), consent AS (INSERT INTO lead_consent (lead_id, text, given_at) VALUES ($1, $9, $10)
    )
    INSERT INTO pgboss.job (name, data) VALUES ('lead-accepted', jsonb_build_object('leadId', $1::text))`,
};
/** As long as a wrapped key is. */
const WRAPPED = randomBytes(60);

type Body = {
  contact: Record<string, string>;
  region: string;
  city: string;
  channel: string;
  consent: { text: string; given_at: string };
};

const app = fastify();
app.post('/api/v1/leads', async (request, reply) => {
  const { contact, region, city, channel, consent } = request.body as Body;
  const id = `lead_${randomBytes(13).toString('hex')}`;
  await pool.query({
    ...WRITE,
    values: [
      id,
      organisationId,
      offerId,
      region,
      city,
      channel,
      Buffer.from(JSON.stringify(contact)),
      WRAPPED,
      consent.text,
      consent.given_at,
    ],
  });
  return reply.code(202).send({ id });
});
await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: (app.server.address() as AddressInfo).port });
process.once('disconnect', () => process.exit(0));
