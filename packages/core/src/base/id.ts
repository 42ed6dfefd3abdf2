const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz'
const pairs: readonly string[] = [...alphabet].flatMap((first) => [...alphabet].map((second) => first + second))
const pairCount = pairs.length
const tailLength = 15
// Drawn many at a time: a call to the generator takes longer than all the rest of an id.
const drawn = new Uint8Array(tailLength * 64)
let used = drawn.length
let last = 0

/** A new id: sortable by time within a process, 24 characters of `0-9a-z`, unguessable in its last 15. */
export function newId(now: number): string {
  last = Math.max(last + 1, now)
  return last.toString(36).padStart(9, '0') + randomTail()
}

function randomTail(): string {
  if (used === drawn.length) {
    globalThis.crypto.getRandomValues(drawn)
    used = 0
  }
  let tail = ''
  for (let place = used; place < used + tailLength; place += 1) tail += alphabet[(drawn[place] as number) % 36]
  // What was given away is not kept.
  drawn.fill(0, used, used + tailLength)
  used += tailLength
  return tail
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
  return toText(a) + toText(b) + toText(c) + toText(d)
}
// Seven digits of base 36, two at a time: `toString(36)` works with fractions, and takes longer than all the rest.
function toText(part: number): string {
  const whole = part >>> 0
  const low = whole % pairCount
  const middle = Math.trunc(whole / pairCount) % pairCount
  const high = Math.trunc(whole / pairCount ** 2) % pairCount
  return `${alphabet[Math.trunc(whole / pairCount ** 3)]}${pairs[high]}${pairs[middle]}${pairs[low]}`
}

/** The group of what a call did under a key: it can be undone by that key. */
export function groupOfKey(key: string): string {
  return derivedId(`group ${key}`)
}
