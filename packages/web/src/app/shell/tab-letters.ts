/** A letter for each tab, for `G` and then that letter: the first of its title that no earlier tab uses. */
export function lettersOf(titles: readonly string[]): readonly (string | undefined)[] {
  const taken = new Set<string>()
  return titles.map((title) => {
    const letter = [...title.toLowerCase()].find((one) => /[a-z0-9]/.test(one) && !taken.has(one))
    if (letter !== undefined) taken.add(letter)
    return letter
  })
}

/** Which tabs fit into a width; the others go behind *More*. The open tab always fits. */
export function fitTabs(widths: readonly number[], available: number, more: number, open: number): readonly number[] {
  const gap = 2
  const all = widths.map((_, at) => at)
  const room = (indexes: readonly number[]) => indexes.reduce((sum, at) => sum + (widths[at] ?? 0) + gap, 0)
  if (room(all) <= available) return all
  const shown: number[] = []
  const must = open < 0 ? [] : [open]
  for (const at of all) {
    const rest = shown.includes(open) || at === open ? [] : must
    if (room([...shown, at, ...rest]) + more > available) break
    shown.push(at)
  }
  return open < 0 || shown.includes(open) ? shown : [...shown, open]
}
