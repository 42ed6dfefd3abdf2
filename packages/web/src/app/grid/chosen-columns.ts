interface Choosable {
  readonly field: string
  readonly byDefault: boolean
}

/** The columns in the order that was chosen. The first, the name, always stays; unknown fields of an old address are left out. */
export function chosenColumns<C extends Choosable>(all: readonly C[], fields: readonly string[] | undefined): readonly C[] {
  const [name] = all
  if (name === undefined) return []
  if (fields === undefined) return all.filter((column) => column === name || column.byDefault)
  const rest = [...new Set(fields)].flatMap((field) => all.find((column) => column.field === field && column !== name) ?? [])
  return [name, ...rest]
}

/** The fields to ask for: those of the shown columns, and those that are needed while their column is hidden. */
export function askedFields<C extends Choosable>(all: readonly C[], shown: readonly C[], needed: readonly string[]): readonly string[] {
  return all.filter((column) => shown.includes(column) || needed.includes(column.field)).map(({ field }) => field)
}
