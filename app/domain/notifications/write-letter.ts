import type { Letter } from '#app/platform/mail.server.ts';
import {
  type Mail,
  type MailParams,
  type MailTemplate,
  mailTemplates,
  mailWords,
} from '#app/words/en/mail.ts';

/**
 * What a mail says, as text and with the least markup that makes its link one.
 * @param appUrl the origin that links lead to
 */
export function writeLetter(
  template: MailTemplate,
  params: MailParams,
  appUrl: string,
): Pick<Letter, 'subject' | 'text' | 'html' | 'stopUrl'> {
  const mail: Mail = mailTemplates[template](params);
  const { subject, lines, link, other, language = 'en' } = mail;
  const signature = (mail.signature ?? mailWords.signature)(appUrl);
  const links = [link, other].flatMap((one) =>
    one ? [{ label: one.label, href: `${appUrl}${one.path}` }] : [],
  );
  const text = [...lines, ...links.map(({ label, href }) => `${label}:\n${href}`), signature];
  const html = [
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...links.map(({ label, href }) => `<p><a href="${escaped(href)}">${escaped(label)}</a></p>`),
    `<p>${escaped(signature)}</p>`,
  ];
  return {
    // A line break would begin another header.
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="${language}"><body>${html.join('')}</body></html>`,
    ...(mail.stopPath !== undefined && { stopUrl: `${appUrl}${mail.stopPath}` }),
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
