import { type MailParams, type MailTemplate, mailTemplates, mailWords } from '#app/words/en/mail.ts';

/**
 * What a mail says, as text and with the least markup that makes its link one.
 * @param appUrl the origin that links lead to
 */
export function writeLetter(
  template: MailTemplate,
  params: MailParams,
  appUrl: string,
): { subject: string; text: string; html: string } {
  const { subject, lines, link } = mailTemplates[template](params);
  const href = link && `${appUrl}${link.path}`;
  const text = [...lines, ...(link ? [`${link.label}:\n${href}`] : []), mailWords.signature(appUrl)];
  const html = [
    ...lines.map((line) => `<p>${escaped(line)}</p>`),
    ...(link && href ? [`<p><a href="${escaped(href)}">${escaped(link.label)}</a></p>`] : []),
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
