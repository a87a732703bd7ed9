const SIDE = 192;

/** A square code to be read by a phone; dark on light in both modes, since many cameras read no other. */
export function QrImage({ src, alt }: { src: string; alt: string }) {
  return (
    <img src={src} alt={alt} width={SIDE} height={SIDE} className="rounded border border-line bg-white" />
  );
}
