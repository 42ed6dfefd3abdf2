/** Gives each label a name that nothing else has: *Contract end* is `contractEnd`, and a second one `contractEnd2`. */
export function namesFor(taken: readonly string[]): (label: string) => string {
  const used = new Set(taken)
  return (label) => {
    const wanted = toName(label)
    let name = wanted
    for (let number = 2; used.has(name) || name in Object.prototype; number++) name = `${wanted}${number}`
    used.add(name)
    return name
  }
}

/** The name after a label: small letter first, then letters and digits. */
export function toName(label: string): string {
  const plain = label.normalize('NFD').replace(/\p{M}/gu, '')
  const words = plain.match(/[A-Za-z0-9]+/g) ?? []
  const joined = words.map((word, at) => (at === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('')
  const name = joined.replace(/^[0-9]+/, '').slice(0, 40)
  return name === '' ? 'own' : name.charAt(0).toLowerCase() + name.slice(1)
}
