import { createHmac } from 'node:crypto';

/**
 * The headers of a webhook.
 * @param secret `whsec_` and the key in base64
 * Source: Standard Webhooks 1.0.0, "Signature scheme": HMAC-SHA256 of `id.timestamp.body`.
 */
export function webhookHeaders(input: {
  id: string;
  at: Date;
  body: string;
  secret: string;
}): Record<string, string> {
  const timestamp = Math.floor(input.at.getTime() / 1000).toString();
  const key = Buffer.from(input.secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key)
    .update(`${input.id}.${timestamp}.${input.body}`)
    .digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': input.id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  };
}
