import { toString as toSvg } from 'qrcode';

/** A picture of a text, to be read by a phone, as an address that an image may have. */
export async function qrCode(text: string): Promise<string> {
  const svg = await toSvg(text, { type: 'svg', margin: 2, errorCorrectionLevel: 'M' });
  return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
}
