import { mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { newId } from '../kernel/ids.ts';

/*
 * The sandbox's mail server: takes every mail and sends none. Each is laid as a JSON file into DATA_DIR/mail, named by the
 * mail's own id, so that one that comes twice lies there once; the newest 500 stay.
 *
 * Usage: mail-server.mjs [port]; tells `{ type: 'ready', port }` over IPC, or as a JSON line without IPC.
 */

const KEPT = 500;
const MAX_BYTES = 256 * 1024;
const OWN_ID = /^<(mail_[0-9a-z]{26})@/;

const folder = join(resolve(process.env.DATA_DIR || '.data'), 'mail');
mkdirSync(folder, { recursive: true, mode: 0o700 });

async function take(stream, { rcptTo }) {
  const mail = await simpleParser(stream, { skipImageLinks: true });
  const id = OWN_ID.exec(mail.messageId ?? '')?.[1] ?? newId('mail');
  lay(id, {
    id,
    at: new Date().toISOString(),
    to: rcptTo.map(({ address }) => address).join(', '),
    from: mail.from?.text ?? '',
    subject: mail.subject ?? '',
    text: mail.text ?? '',
    html: mail.html || null,
  });
  for (const old of readdirSync(folder).filter(isMail).sort().reverse().slice(KEPT))
    rmSync(join(folder, old));
}

/** Renamed into place: whoever reads the folder sees whole mails only. */
function lay(id, mail) {
  const file = join(folder, `${id}.json`);
  writeFileSync(`${file}.new`, `${JSON.stringify(mail, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

function isMail(name) {
  return name.endsWith('.json');
}

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  disableReverseLookup: true,
  logger: false,
  size: MAX_BYTES,
  onData(stream, session, done) {
    take(stream, session.envelope).then(() => done(), done);
  },
});

// A client that breaks off must not end the server.
server.on('error', (error) => process.stderr.write(`${error.message}\n`));

const listening = server.listen(Number(process.argv[2] ?? 0), '127.0.0.1', () => {
  const ready = { type: 'ready', port: listening.address().port };
  if (process.send) process.send(ready);
  else process.stdout.write(`${JSON.stringify(ready)}\n`);
});

const end = () => process.exit(0);
process.once('disconnect', end);
process.once('SIGTERM', end);
process.once('SIGINT', end);
