import type { Issue } from '../errors/tenure-error.js'
import type { RecordRef, Values } from '../schema/value.js'
import { asText, type Directory } from './directory.js'

/** The issues of a batch in which a team has no name, or is below one that does not exist, or below itself. */
export function teamParents(
  directory: Pick<Directory, 'rows'>,
  batch: readonly { readonly ref: RecordRef; readonly before: Values | undefined; readonly after: Values | undefined }[],
): readonly Issue[] {
  const changed = batch.filter(({ ref }) => ref.type === 'team')
  if (changed.length === 0) return []
  const teams = new Map(directory.rows('team'))
  for (const { ref, after } of changed) {
    if (after === undefined) teams.delete(ref.id)
    else teams.set(ref.id, after)
  }
  const parentOf = (id: string): string | undefined => asText(teams.get(id)?.['parent'])
  return changed.flatMap(({ ref: { id }, before, after }): readonly Issue[] => {
    if (after === undefined) return []
    const parent = parentOf(id)
    if ((asText(after['name']) ?? '').trim() === '') return [{ path: ['name'], message: 'A team needs a name.' }]
    if (parent === undefined || parent === asText(before?.['parent'])) return []
    if (!teams.has(parent)) return [{ path: ['parent'], message: `There is no team ${parent}.` }]
    if (isBelow(id, parentOf)) return [{ path: ['parent'], message: 'A team cannot be below itself. Choose another team above it.' }]
    return []
  })
}

function isBelow(id: string, parentOf: (id: string) => string | undefined): boolean {
  const seen = new Set<string>()
  for (let at = parentOf(id); at !== undefined && !seen.has(at); at = parentOf(at)) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}
