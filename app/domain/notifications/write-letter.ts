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
): { subject: string; text: string; html: string } {
  const { subject, lines, link, other }: Mail = mailTemplates[template](params);
  const links = [link, other].flatMap((one) =>
    one ? [{ label: one.label, href: `${appUrl}${one.path}` }] : [],
  );
  const text = [
    ...lines,
    ...links.map(({ label, href }) => `${label}:\n${href}`),
    mailWords.signature(appUrl),
  ];
  const html = [
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...links.map(({ label, href }) => `<p><a href="${escaped(href)}">${escaped(label)}</a></p>`),
    `<p>${escaped(mailWords.signature(appUrl))}</p>`,
  ];
  return {
    // A line break would begin another header.
    subject: subject.replace(/\s+/g, ' '),
    text: `${text.join('\n\n')}\n`,
    html: `<!doctype html><html lang="en"><body>${html.join('')}</body></html>`,
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
