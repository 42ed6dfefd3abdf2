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
