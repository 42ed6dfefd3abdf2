/** What a profile looks at: nothing else can change its scores, but the clock. */
export interface ReadNeeds {
  /** Properties of the customer. */
  readonly properties: ReadonlySet<string>
  /** Properties of the records at each association of the customer. */
  readonly links: ReadonlyMap<string, ReadonlySet<string>>
}
/** The same, while a profile is compiled. */
export interface Needs extends ReadNeeds {
  property(name: string): void
  link(association: string, property?: string): void
}

/** What nothing was added to yet. */
export function createNeeds(): Needs {
  const properties = new Set<string>()
  const links = new Map<string, Set<string>>()
  return {
    properties,
    links,
    property: (name) => void properties.add(name),
    link(association, property) {
      const known = links.get(association) ?? new Set<string>()
      links.set(association, known)
      if (property !== undefined) known.add(property)
    },
  }
}

/** Adds everything of the one to the other. */
export function joinNeeds(to: Needs, { properties, links }: ReadNeeds): void {
  for (const name of properties) to.property(name)
  for (const [association, names] of links) {
    to.link(association)
    for (const name of names) to.link(association, name)
  }
}
