import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** A line of a PDF as it is read: what stands on one height, from left to right. */
export type PdfPage = readonly (readonly string[])[];

/** The text of a PDF, page by page, line by line, cell by cell: what somebody would select and copy. */
export async function readPdf(bytes: Uint8Array): Promise<PdfPage[]> {
  const document = await getDocument({ data: bytes.slice(), verbosity: 0, useSystemFonts: false }).promise;
  const pages: PdfPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const { items } = await (await document.getPage(number)).getTextContent();
    const lines = new Map<number, { x: number; text: string }[]>();
    for (const item of items) {
      if (!('str' in item) || item.str.trim() === '') continue;
      const [, , , , x = 0, y = 0] = item.transform as number[];
      const at = Math.round(y * 2) / 2;
      lines.set(at, [...(lines.get(at) ?? []), { x, text: item.str }]);
    }
    const sorted = [...lines].sort(([a], [b]) => b - a);
    pages.push(sorted.map(([, cells]) => cells.sort((a, b) => a.x - b.x).map(({ text }) => text.trim())));
  }
  await document.cleanup();
  return pages;
}
