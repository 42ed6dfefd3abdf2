import type { Criterion, ScoreGroup, ScoreProfile } from '@tenure/core/score'
import type { Say } from '../../preset/from-templates.js'
import { type Fields, fieldAt, linkAt } from '../known-fields.js'

/** The draft of a fit with its groups and criteria named in the language of its user: names are data once it is saved. */
export function nameDraft(draft: ScoreProfile, fields: Fields, text: Say): ScoreProfile {
  const groups = draft.groups.map((group): ScoreGroup => {
    const criteria = group.criteria.map((criterion) => ({ ...criterion, name: nameOf(criterion, fields, text) }))
    return { ...group, name: groupName(group, fields, text), criteria }
  })
  return { ...draft, groups }
}
function groupName({ kind, name, criteria }: ScoreGroup, fields: Fields, text: Say): string {
  const [first] = criteria
  if (first !== undefined && 'property' in first) return text('Properties')
  if (first === undefined || !('association' in first)) return name
  const of = linkAt(fields, first.association)?.label ?? name
  return kind === 'event' ? text('Recent: {name}', { name: of }) : of
}
function nameOf(criterion: Criterion, fields: Fields, text: Say): string {
  switch (criterion.kind) {
    case 'date':
      return text('Days since: {name}', { name: fieldAt(fields, criterion.property)?.label ?? criterion.name })
    case 'events': {
      const name = linkAt(fields, criterion.association)?.label ?? criterion.association
      const { days } = criterion
      return days === 1 ? text('{name} in the last day', { name }) : text('{name} in the last {n} days', { name, n: String(days) })
    }
    default:
      return criterion.name
  }
}
