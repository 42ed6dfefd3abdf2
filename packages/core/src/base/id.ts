const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'
let last = 0

/** A new id: sortable by time within a process, 24 characters of `0-9a-z`, unguessable in its last 15. */
export function newId(now: number): string {
  last = Math.max(last + 1, now)
  const random = globalThis.crypto.getRandomValues(new Uint8Array(15))
  let tail = ''
  for (const byte of random) tail += alphabet[byte % 36]
  return last.toString(36).padStart(9, '0') + tail
}

/** The same id for the same text, 28 characters: for records created once under a key. */
export function derivedId(text: string): string {
  let [a, b, c, d] = [0x9e3779b9, 0x85ebca6b, 0xc2b2ae35, 0x27d4eb2f]
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    a = Math.imul(a ^ code, 0x85ebca77)
    b = Math.imul(b ^ code ^ (a >>> 13), 0xc2b2ae3d)
    c = Math.imul(c ^ code ^ (b >>> 11), 0x27d4eb2d)
    d = Math.imul(d ^ code ^ (c >>> 15), 0x165667b1)
  }
  return [a, b, c, d]
    .map((part) => (part >>> 0).toString(36).padStart(7, '0'))
    .join('')
    .slice(0, 28)
}
