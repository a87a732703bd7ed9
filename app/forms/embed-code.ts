/**
 * What a seller puts into a page of theirs, where the form is to stand: the script, and a frame for browsers without scripts. The frame
 * is told the page's whole address, as the script is: the tags of a campaign stand behind its question mark.
 */
export function embedCode(appUrl: string, form: { id: string; title: string }): string {
  const title = form.title.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  return [
    `<script src="${appUrl}/embed.js" data-form="${form.id}" async></script>`,
    `<noscript><iframe src="${appUrl}/f/${form.id}" title="${title}" width="100%" height="900" style="border:0" referrerpolicy="no-referrer-when-downgrade"></iframe></noscript>`,
  ].join('\n');
}
