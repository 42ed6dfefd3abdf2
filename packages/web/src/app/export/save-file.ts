/** Saves bytes as a file of that name. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file)
  const link = Object.assign(document.createElement('a'), { href: address, download: name })
  link.click()
  // The browser has begun to save it by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 0)
}

/** The name of a file as the server gives it: letters and digits of any language, the rest as dashes. */
export function fileNameOf(title: string, ending: string): string {
  const name = title
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}._-]+/gu, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
  return `${name === '' ? 'chart' : name.slice(0, 80)}.${ending}`
}
