/** What a form carries along without showing it; a list is sent once per value. */
export function HiddenFields({ fields }: { fields: Readonly<Record<string, string | readonly string[]>> }) {
  return Object.entries(fields).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((one) => (
      <input key={`${name}=${one}`} type="hidden" name={name} value={one} />
    )),
  );
}
