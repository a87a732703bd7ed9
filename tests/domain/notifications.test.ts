import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetMail } from '#app/domain/notifications/forget-mail.server.ts';
import { sendMailJob } from '#app/domain/notifications/jobs.ts';
import { queueMail } from '#app/domain/notifications/queue-mail.server.ts';
import { sendMail } from '#app/domain/notifications/send-mail.server.ts';
import { DAY_MS } from '#app/kernel/time.ts';
import { MailRefused, openMailer } from '#app/platform/mail.server.ts';
import { openPostOffice, type PostOffice } from '../setup/post-office.ts';
import { openWorld, until, type World } from '../setup/world.ts';

let world: World;
let post: PostOffice;
let serial = 0;

beforeAll(async () => {
  world = await openWorld();
  post = await openPostOffice(world.db);
});

afterAll(async () => {
  post.close();
  await world.close();
});

const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS);
const TOKEN = 'a-token-that-opens-an-account';

/** A mail that waits, and its row. */
async function queued(now = new Date()) {
  serial += 1;
  const recipient = `olena-${serial}@people.test`;
  await world.db.prisma.$transaction((tx) =>
    queueMail(tx, world.db, { recipient, template: 'confirm_email', params: { token: TOKEN }, now }),
  );
  const row = await world.db.prisma.mail.findFirstOrThrow({ where: { recipient } });
  return { recipient, row, reread: () => world.db.prisma.mail.findUnique({ where: { id: row.id } }) };
}

async function jobsOf(mailId: string): Promise<object[]> {
  const { rows } = await world.owner.query(
    `SELECT data FROM pgboss.job WHERE name = $1 AND data->>'mailId' = $2`,
    [sendMailJob.name, mailId],
  );
  return rows.map(({ data }) => data);
}

describe('a mail', () => {
  it('waits with its job, which knows nothing but its id, and is sealed', async () => {
    const { row } = await queued();
    expect(row.status).toBe('pending');
    expect(Buffer.from(row.sealed ?? []).toString('latin1')).not.toContain(TOKEN);
    expect(await jobsOf(row.id)).toEqual([{ mailId: row.id }]);
  });

  it('is not there when what it tells of was rolled back', async () => {
    const recipient = 'nobody@people.test';
    const work = world.db.prisma.$transaction(async (tx) => {
      await queueMail(tx, world.db, { recipient, template: 'no_account', params: {}, now: new Date() });
      throw new Error('rolled back');
    });
    await expect(work).rejects.toThrow('rolled back');
    expect(await world.db.prisma.mail.count({ where: { recipient } })).toBe(0);
  });

  it('lies in the sandbox’s mail box as a file that others cannot read, and is forgotten by us', async () => {
    const { recipient, row, reread } = await queued();
    const mail = await post.lastTo(recipient);
    expect(mail).toMatchObject({ id: row.id, to: recipient, subject: 'Confirm your e-mail address' });
    expect(mail?.text).toContain(`http://localhost:3000/confirm-email?token=${TOKEN}`);
    const file = join(post.folder, `${row.id}.json`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(post.folder).mode & 0o777).toBe(0o700);
    expect(JSON.parse(readFileSync(file, 'utf8')).html).toContain(`href="http`);
    expect(await reread()).toMatchObject({ status: 'sent', sealed: null });
  });

  it('sent again before it was marked lies there once', async () => {
    const { recipient, row } = await queued();
    await post.lastTo(recipient);
    await world.owner.query(`UPDATE mail SET status = 'pending', sealed = $2 WHERE id = $1`, [
      row.id,
      row.sealed,
    ]);
    await post.lastTo(recipient);
    expect(readdirSync(post.folder).filter((name) => name.startsWith(row.id))).toHaveLength(1);
    const { mails } = await post.box.list(1, 100);
    expect(mails.filter((mail) => mail.to === recipient)).toHaveLength(1);
  });

  it('that is sent already is not sent a second time', async () => {
    const { recipient, row } = await queued();
    await post.lastTo(recipient);
    const never = { ...post.db, mail: { ...post.db.mail, send: () => Promise.reject(new Error('sent')) } };
    await sendMail(never, { mailId: row.id, now: new Date() });
    await sendMail(never, { mailId: 'mail_unknown', now: new Date() });
    expect((await world.db.prisma.mail.findUnique({ where: { id: row.id } }))?.status).toBe('sent');
  });

  it('waits on while no server takes it', async () => {
    const { row, reread } = await queued();
    await expect(sendMail(world.db, { mailId: row.id, now: new Date() })).rejects.toThrow('SMTP_URL');
    const gone = openMailer({ smtpUrl: 'smtp://127.0.0.1:1', from: 'a@b.test', appUrl: 'http://localhost' });
    const work = sendMail({ ...world.db, mail: gone }, { mailId: row.id, now: new Date() });
    await expect(work).rejects.toMatchObject({ message: 'mail was not taken' });
    gone.close();
    expect(await reread()).toMatchObject({ status: 'pending', errorCode: null });
  });

  it.each([
    [550, 'failed', 'smtp_550'],
    [451, 'pending', null],
  ])('that a server answers with %s is %s', async (responseCode, status, errorCode) => {
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_to, _session, done) => done(Object.assign(new Error('no such box'), { responseCode })),
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const port = (server.server.address() as { port: number }).port;
    const mail = openMailer({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      from: 'a@b.test',
      appUrl: 'http://localhost',
    });
    const { row, reread } = await queued();
    const failure = await sendMail({ ...world.db, mail }, { mailId: row.id, now: new Date() }).catch(
      (error: Error) => error,
    );
    expect(failure instanceof Error).toBe(status === 'pending');
    expect(failure).not.toBeInstanceOf(MailRefused);
    expect(await reread()).toMatchObject({ status, errorCode });
    mail.close();
    await new Promise<void>((closed) => server.close(closed));
  });

  it('tells a mail program where such mails are stopped with one click, where they can be', async () => {
    const heads: string[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onData: (stream, _session, done) => {
        let text = '';
        stream.on('data', (part: Buffer) => {
          text += part.toString();
        });
        stream.on('end', () => {
          heads.push((text.split('\r\n\r\n')[0] ?? '').replace(/\r\n\s+/g, ' '));
          done();
        });
      },
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const port = (server.server.address() as { port: number }).port;
    const mail = openMailer({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      from: 'a@b.test',
      appUrl: 'http://b.test',
    });
    const letter = { to: 'olena@people.test', subject: 's', text: 't', html: '<p>t</p>' };
    await mail.send({ id: 'mail_1', ...letter, stopUrl: 'http://b.test/outlook/a-token' });
    await mail.send({ id: 'mail_2', ...letter });
    expect(heads[0]).toMatch(/^List-Unsubscribe: <http:\/\/b\.test\/outlook\/a-token>$/m);
    expect(heads[0]).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
    expect(heads[1]).not.toContain('List-Unsubscribe');
    mail.close();
    await new Promise<void>((closed) => server.close(closed));
  });

  it('is given up after a day and forgotten after a month', async () => {
    const now = new Date();
    const young = await queued(now);
    const stale = await queued(daysAgo(2));
    const old = await queued(daysAgo(40));
    await forgetMail(world.db, { now });
    expect(await young.reread()).toMatchObject({ status: 'pending' });
    expect(await stale.reread()).toMatchObject({ status: 'failed', errorCode: 'gave_up', sealed: null });
    expect(await old.reread()).toBeNull();
  });
});

describe('the sandbox’s mail box', () => {
  it('shows a page of it, newest first, and nothing outside of it', async () => {
    const [one, two] = [await queued(), await queued(daysAgo(-0.01))];
    await post.lastTo(two.recipient);
    const { mails, total } = await post.box.list(1, 2);
    expect(mails.map(({ to }) => to)).toEqual([two.recipient, one.recipient]);
    expect((await post.box.list(2, 2)).mails.map(({ to }) => to)).not.toContain(one.recipient);
    expect(total).toBeGreaterThan(2);
    for (const id of ['mail_unknown', '../secrets', `../${post.folder}/${one.row.id}`, ''])
      expect(await post.box.read(id)).toBeNull();
  });

  it('keeps the newest 500', async () => {
    const { row, recipient } = await queued(daysAgo(-0.1));
    for (let at = 0; at < 505; at += 1) {
      const id = `mail_${String(at).padStart(26, '0')}`;
      await post.db.mail.send({ id, to: 'a@b.test', subject: 's', text: 't', html: '<p>t</p>' });
    }
    await post.lastTo(recipient);
    const kept = await until('old mails are gone', async () => {
      const { total } = await post.box.list(1, 1);
      return total === 500 && total;
    });
    expect(kept).toBe(500);
    expect(await post.box.read(row.id)).not.toBeNull();
    expect(await post.box.read(`mail_${'0'.repeat(26)}`)).toBeNull();
  });
});
