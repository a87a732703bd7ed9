import { type Adapter, answerJson } from './adapter.ts';
import { findTarget } from './lead-draft.ts';
import { readFields, readText } from './read-fields.ts';

/** Any form builder or script that posts its fields. */
export const webhookAdapter: Adapter = {
  async read({ body, contentType }, { settings }) {
    const fields = await readFields(body, contentType);
    const own = findTarget(fields, settings.mapping, 'event_id');
    return {
      kind: 'lead',
      // Who sends no id of its own sends another lead by sending something else.
      eventId: own ?? `body ${readText(body)}`,
      fields,
      agreedAt: null,
      chat: null,
      onlyNewNumbers: false,
    };
  },
  answer: answerJson,
};
