/** Mail programs of some systems cut longer links, or refuse them. */
const longest = 1_900

/** The link that opens a mail in the person's mail program. What does not fit is left out: it is in the recorded email. */
export function mailLink({
  to,
  subject,
  body,
}: {
  readonly to: readonly string[]
  readonly subject: string
  readonly body: string
}): string {
  const head = `mailto:${to.map(encodeURIComponent).join(',')}?subject=${encodeURIComponent(subject)}`
  const room = longest - head.length - '&body='.length
  return `${head}&body=${fitting(body.replace(/\r?\n/g, '\r\n'), room)}`
}

// Cut between characters: one half of a pair cannot be encoded.
function fitting(text: string, room: number): string {
  let encoded = ''
  for (const character of text) {
    const next = encodeURIComponent(character)
    if (encoded.length + next.length > room) break
    encoded += next
  }
  return encoded
}
