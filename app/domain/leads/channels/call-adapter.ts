import { type Adapter, answerJson } from './adapter.ts';
import { type Fields, readFields, readText } from './read-fields.ts';

/**
 * What call trackers call the same thing, lower case without signs.
 * Sources: CallRail "Webhooks", Calltouch "Webhook", Zadarma "Notify", Twilio and Asterisk call records.
 */
const NAMES = {
  caller: [
    'caller',
    'callerid',
    'callerphone',
    'callernumber',
    'customerphonenumber',
    'clid',
    'src',
    'from',
    'contactphonenumber',
    'phone',
  ],
  called: [
    'called',
    'calleddid',
    'trackingphonenumber',
    'phonenumber',
    'did',
    'dst',
    'to',
    'virtualphonenumber',
  ],
  id: ['callid', 'pbxcallid', 'callsessionid', 'callsid', 'uniqueid', 'resourceid', 'uuid', 'id'],
  seconds: ['duration', 'durations', 'durationseconds', 'billsec', 'talktime', 'callduration'],
  answered: ['answered', 'successful'],
  state: ['callphase', 'status', 'callstatus', 'disposition', 'event', 'calltype'],
  direction: ['direction', 'calldirection'],
  recording: ['recording', 'recordingurl', 'reclink', 'recordlink', 'recordurl', 'link', 'recordingplayer'],
  startedAt: ['starttime', 'startedat', 'callstart', 'timestamp', 'calldate'],
  campaign: ['campaign', 'utmcampaign'],
  sub1: ['sub1', 'gclid', 'yclid', 'clickid', 'ctclientid', 'sessionid'],
  sub2: ['sub2', 'source', 'utmsource', 'sourcename'],
  sub3: ['sub3', 'medium', 'utmmedium'],
  sub4: ['sub4', 'keyword', 'keywords', 'utmterm'],
  url: ['url', 'landingpageurl', 'landingpage'],
  name: ['customername', 'callername', 'name'],
} as const;

const MISSED = /^(missed|no[ _-]?answer|lost|calllost|busy|cancel(led|ed)?|abandoned|voicemail|false|0)$/i;
/** It has not ended yet, or was not to us. */
const UNDER_WAY =
  /^(ringing|queued|initiated|in[ _-]progress|callconnected|answering|notify_start|notify_internal)$/i;
const OUTGOING = /^(out|outbound|outgoing|outbound-api|outbound-dial|notify_out_(start|end))$/i;
const HIDDEN = /^(anonymous|unknown|restricted|private|unavailable|)$/i;
const LEAST_DIGITS = 5;

/** A call tracker tells of each call to an advertised number, answered or missed. */
export const callAdapter: Adapter = {
  async read({ body, contentType }, { settings }) {
    const call = readCall(await readFields(body, contentType));
    if (UNDER_WAY.test(call.state))
      return { kind: 'answer', reply: { type: 'json', body: { status: 'noted' } } };
    const eventId = call.id ? `call ${call.id}` : `body ${readText(body)}`;
    const passOver = passedOver(call, settings.call);
    if (passOver) return { kind: 'passed_over', eventId, code: passOver };
    return {
      kind: 'lead',
      eventId,
      fields: toFields(call),
      agreedAt: call.startedAt,
      chat: null,
      onlyNewNumbers: true,
    };
  },
  answer: answerJson,
};

type Call = ReturnType<typeof readCall>;

function readCall(fields: Fields) {
  const folded = new Map([...fields].map(([name, value]) => [fold(name.split('.').at(-1) ?? ''), value]));
  const find = (names: readonly string[]) =>
    names.map((name) => folded.get(name)).find((value) => value !== undefined) ?? '';
  const seconds = Number(find(NAMES.seconds));
  const [answered, state] = [find(NAMES.answered), find(NAMES.state)];
  const isMissed = MISSED.test(answered) || MISSED.test(state) || (answered === '' && seconds === 0);
  const startedAt = new Date(find(NAMES.startedAt));
  return {
    caller: find(NAMES.caller),
    called: find(NAMES.called),
    id: find(NAMES.id),
    seconds: Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : 0,
    state,
    isMissed,
    isOutgoing: OUTGOING.test(find(NAMES.direction)) || OUTGOING.test(state),
    recording: find(NAMES.recording),
    startedAt:
      /\dT\d.*(Z|[+-]\d\d:?\d\d)$/.test(find(NAMES.startedAt)) && !Number.isNaN(startedAt.getTime())
        ? startedAt
        : null,
    campaign: find(NAMES.campaign),
    sub1: find(NAMES.sub1),
    sub2: find(NAMES.sub2),
    sub3: find(NAMES.sub3),
    sub4: find(NAMES.sub4),
    url: find(NAMES.url),
    name: find(NAMES.name),
  };
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}

function passedOver(
  call: Call,
  { leastSeconds, takesMissed }: { leastSeconds: number; takesMissed: boolean },
) {
  if (call.isOutgoing) return 'outgoing_call';
  if (HIDDEN.test(call.caller) || call.caller.replace(/\D/g, '').length < LEAST_DIGITS) return 'no_number';
  if (call.isMissed) return takesMissed ? null : 'missed_call';
  return call.seconds < leastSeconds ? 'short_call' : null;
}

/** Names of the lead's own fields; what is not one of them goes to the buyer with the contact. */
function toFields(call: Call): Fields {
  const { caller, called, recording, seconds, isMissed, ...rest } = call;
  const said = {
    phone: /^\d{11,15}$/.test(caller) ? `+${caller}` : caller,
    name: rest.name,
    campaign: rest.campaign,
    sub1: rest.sub1,
    sub2: rest.sub2,
    sub3: rest.sub3,
    sub4: rest.sub4,
    url: rest.url,
    recording,
    called_number: called,
    call_seconds: String(seconds),
    call_missed: String(isMissed),
  };
  return new Map(Object.entries(said).filter(([, value]) => value !== ''));
}
