/** The text of a note: markup without its tags, a line for each paragraph; plain text as it is. */
export function plainText(note: string): string {
  if (!/^\s*<[a-z]/i.test(note)) return note
  const { body } = new DOMParser().parseFromString(note.replace(/<(?:\/p|br|\/li|\/h[1-6])[^>]*>/gi, '$&\n'), 'text/html')
  return body.textContent ?? ''
}
