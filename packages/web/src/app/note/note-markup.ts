/** Addresses that a note may link to (SEC-7). */
export const allowedLink = /^(?:https?:\/\/|mailto:|tel:)/i

/** The tags of a note; attributes are none but the address of a link. */
export const noteTags = [
  'a',
  'b',
  'blockquote',
  'br',
  'code',
  'div',
  'em',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'i',
  'li',
  'ol',
  'p',
  'pre',
  's',
  'strong',
  'u',
  'ul',
] as const

/** Whether a stored text is markup. Texts of imports and emails are often plain: they are never parsed. */
export function isMarkup(text: string): boolean {
  return /^\s*<(?:a|b|blockquote|code|div|em|h[1-6]|i|li|ol|p|pre|s|span|strong|table|u|ul)(?:\s[^<]*)?>/i.test(text)
}

/** A note as plain text, for lines and until markup can be shown. What it returns is text, never markup. */
export function plainText(note: string): string {
  if (!isMarkup(note)) return note
  return note
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|title|template|svg|iframe)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<br\s*\/?>/gi, '\n')
    .replace(/<\/(?:p|div|li|h[1-6]|blockquote|pre|tr)\s*>/gi, '\n')
    .replace(/<(?:[^>"']|"[^"]*"|'[^']*')*>/g, '')
    .replace(/&(#x?[\da-f]+|\w+);/gi, (whole, name: string) => entityOf(name) ?? whole)
    .replace(/\n{2,}/g, '\n')
    .trim()
}

/** Plain text as the markup of a note: a paragraph per line. */
export function toMarkup(text: string): string {
  const escaped = (line: string) => line.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
  return text === ''
    ? ''
    : text
        .split('\n')
        .map((line) => `<p>${escaped(line)}</p>`)
        .join('')
}

/** The address of a typed link: a bare `example.com` is https, a bare mailbox is mailto; `undefined` where a note may not lead. */
export function toLink(typed: string): string | undefined {
  const text = typed.trim()
  if (allowedLink.test(text)) return text
  if (/^[^\s:/@]+@[^\s:/@]+\.[^\s:/@]+$/.test(text)) return `mailto:${text}`
  return /^[\p{L}\d-]+(\.[\p{L}\d-]+)+(:\d+)?([/?#]\S*)?$/u.test(text) ? `https://${text}` : undefined
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' }

function entityOf(name: string): string | undefined {
  if (!name.startsWith('#')) return entities[name.toLowerCase()]
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined
}
