import type { FileMapping, PropertyMapping } from './mapping-schema.js'

/** Object types whose records a file refers to: by links, by owners, by ids. */
export function typesPointedAt(file: FileMapping): ReadonlySet<string> {
  const links = (file.links ?? []).map(({ to }) => to)
  return new Set([...links, ...typesNamedById(file)])
}

/** Object types whose records a file names by values: owners and ids. */
export function typesNamedById(file: FileMapping): ReadonlySet<string> {
  return new Set(Object.values(file.properties ?? {}).flatMap(typeOf))
}

/** Files ordered so that a file comes after those it refers to, if there is such an order; otherwise as listed. */
export function orderFiles(files: readonly FileMapping[]): readonly FileMapping[] {
  const ordered = new Set<FileMapping>()
  const visiting = new Set<FileMapping>()
  const visit = (file: FileMapping): void => {
    if (visiting.has(file)) return
    visiting.add(file)
    const wanted = typesPointedAt(file)
    for (const other of files) if (other !== file && wanted.has(other.objectType)) visit(other)
    ordered.add(file)
  }
  for (const file of files) visit(file)
  return [...ordered]
}

function typeOf(property: PropertyMapping): readonly string[] {
  if (property.kind === 'user') return ['user']
  return 'idOf' in property && property.idOf !== undefined ? [property.idOf] : []
}
