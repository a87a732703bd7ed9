import { createTransport } from 'nodemailer';

/** A mail as it is sent: what it says twice, for readers with and without markup. */
export type Letter = {
  /** Ours; the receiving side tells by it that a mail came twice. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Where a mail program stops mails of this kind with one click; not every kind can be stopped. */
  readonly stopUrl?: string;
};

export type Mailer = {
  /** Where links in mails lead. */
  readonly appUrl: string;
  /** @throws MailRefused when the server will never take it, Error when it may later */
  readonly send: (letter: Letter) => Promise<void>;
  readonly close: () => void;
};

/** The server refused a mail for good; `code` is its own. */
export class MailRefused extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`mail refused: ${code}`);
    this.code = code;
  }
}

const MAX_CONNECTIONS = 2;
const TIMEOUT_MS = 15_000;

/**
 * Opens the way to the mail server; connections are made when there is something to send.
 * @param options.smtpUrl null where no mail can be sent: each try then fails
 */
export function openMailer(options: { smtpUrl: string | null; from: string; appUrl: string }): Mailer {
  const { smtpUrl, from, appUrl } = options;
  const { hostname } = new URL(appUrl);
  const transport =
    smtpUrl === null
      ? null
      : createTransport({
          url: smtpUrl,
          pool: true,
          maxConnections: MAX_CONNECTIONS,
          connectionTimeout: TIMEOUT_MS,
          greetingTimeout: TIMEOUT_MS,
          socketTimeout: TIMEOUT_MS,
          disableFileAccess: true,
          disableUrlAccess: true,
        });
  return {
    appUrl,
    async send({ id, to, subject, text, html, stopUrl }) {
      if (!transport) throw new Error('SMTP_URL is not set');
      await transport
        .sendMail({
          from,
          to: { name: '', address: to },
          subject,
          text,
          html,
          messageId: `<${id}@${hostname}>`,
          // Written by a program: out-of-office answers are not wanted (RFC 3834).
          headers: { 'Auto-Submitted': 'auto-generated', ...stopHeaders(stopUrl) },
        })
        .catch(refuse);
    },
    close: () => transport?.close(),
  };
}

/** By which mail programs show a button that stops such mails: RFC 2369, and one click by RFC 8058. */
function stopHeaders(stopUrl: string | undefined): Record<string, string> {
  if (stopUrl === undefined) return {};
  return { 'List-Unsubscribe': `<${stopUrl}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' };
}

/** The mail's own words never reach a log: an error keeps the server's code and not its text, which may quote them. */
function refuse(error: Error & { responseCode?: number; code?: string }): never {
  const { responseCode = 0 } = error;
  if (responseCode >= 500 && responseCode < 600 && error.code !== 'EAUTH')
    throw new MailRefused(`smtp_${responseCode}`);
  throw Object.assign(new Error('mail was not taken'), { code: error.code ?? `smtp_${responseCode}` });
}
