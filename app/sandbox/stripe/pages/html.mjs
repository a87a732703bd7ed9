/** A piece of a page; whatever else is put into a page is escaped. */
class Html {
  constructor(text) {
    this.text = text;
  }
}

/** A page or a piece of one. Values are escaped; lists are joined; undefined, null and false leave nothing. */
export function html(parts, ...values) {
  return new Html(parts.reduce((text, part, index) => text + textOf(values[index - 1]) + part));
}

function textOf(value) {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  if (value === undefined || value === null || value === false) return '';
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
