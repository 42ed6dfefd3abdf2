import type { SchemaDefinition } from '@tenure/core'
import type { Values, Write } from '@tenure/core/adapter'
import type { Owner } from './test-canaries.js'

// The users of the matrix, and what each may see and do, by the rules of the specification and not by the code of the core.

type Reach = 'all' | 'team' | 'own' | 'none'
/** A user of the matrix. */
export interface Asker {
  readonly id: string
  readonly seat: boolean
  readonly superAdmin: boolean
  readonly manages: boolean
  readonly active: boolean
  readonly view: Reach
  readonly edit: Reach
  readonly isHidden: (place: number) => boolean
  readonly isReadOnly: boolean
}

const nobody: Omit<Asker, 'id'> = {
  seat: true,
  superAdmin: false,
  manages: false,
  active: true,
  view: 'none',
  edit: 'none',
  isHidden: () => false,
  isReadOnly: false,
}
/** One of each kind. `cam` and `tia` are of one team, `far` of another. */
export const askers: readonly Asker[] = [
  { ...nobody, id: 'cam', view: 'own', edit: 'own' },
  { ...nobody, id: 'tia', view: 'team', edit: 'team' },
  { ...nobody, id: 'far', view: 'all', edit: 'own' },
  { ...nobody, id: 'boss', view: 'own', edit: 'own', manages: true },
  { ...nobody, id: 'viewer', view: 'all', edit: 'none' },
  { ...nobody, id: 'odd', view: 'all', edit: 'all', isHidden: (place) => place % 2 === 1 },
  { ...nobody, id: 'even', view: 'all', edit: 'all', isHidden: (place) => place % 2 === 0 },
  { ...nobody, id: 'fixed', view: 'all', edit: 'all', isReadOnly: true },
  { ...nobody, id: 'blind' },
  { ...nobody, id: 'seatless', seat: false, view: 'all', edit: 'all' },
  { ...nobody, id: 'gone', active: false, view: 'all', edit: 'all' },
  { ...nobody, id: 'rootless', superAdmin: true, seat: false },
  { ...nobody, id: 'root', superAdmin: true, view: 'all', edit: 'all' },
]
/** Who may do everything: what every attempt is tried with first, so that a refusal of another is one of rights. */
export const root = askers.find(({ id }) => id === 'root') as Asker

const teams: Readonly<Record<string, string>> = { cam: 'near', tia: 'near', far: 'away' }
/** Properties in which an asker is an owner, or which order the rest. */
export function isPlain(type: { readonly ownership: readonly string[] }, property: string): boolean {
  return !type.ownership.includes(property)
}

let hiddenPaths: readonly string[] = []
/** The users themselves and their teams. The rights by property follow from the types that there are. */
export const access: Write[] = []
/** Writes down the askers for these types. */
export function admit(types: SchemaDefinition): void {
  const business = [...types.values()].filter(({ policy }) => policy === undefined)
  hiddenPaths = business.flatMap((type) =>
    type.properties.filter(({ name }) => isPlain(type, name)).map(({ name }) => `${type.name}.${name}`),
  )
  const all = business.flatMap((type) => type.properties.map(({ name }) => `${type.name}.${name}`))
  access.length = 0
  for (const team of new Set(Object.values(teams)))
    access.push({ write: 'create', ref: { type: 'team', id: team }, values: { name: team } })
  for (const asker of askers) access.push({ write: 'create', ref: { type: 'user', id: asker.id }, values: userValues(asker, all) })
}
function userValues({ id, seat, superAdmin, manages, active, view, edit, isHidden, isReadOnly }: Asker, all: readonly string[]): Values {
  const hidden = hiddenPaths.filter((_, place) => isHidden(place))
  const team = teams[id]
  return {
    name: id,
    active,
    timeZone: 'UTC',
    locale: 'en',
    seat,
    superAdmin,
    permissions: manages ? ['settings.manage'] : ['workspace.access'],
    objects: { '*': { view, edit, delete: edit } },
    ...(team !== undefined && { primaryTeam: team }),
    ...(hidden.length > 0 && { hidden: hidden.toSorted() }),
    ...(isReadOnly && { readOnly: all.toSorted() }),
  }
}

/** Whether the asker may work with records at all (ACC-1, ACC-4, ACC-6). */
export function worksHere({ seat, active }: Asker): boolean {
  return seat && active
}
function reaches(asker: Asker, reach: Reach, of: Owner): boolean {
  if (reach === 'all') return true
  if (of === asker.id) return reach !== 'none'
  return reach === 'team' && of !== 'free' && teams[of] !== undefined && teams[of] === teams[asker.id]
}
/** Whether the asker may see the record of a business type (ACC-7). */
export function seesRecord(asker: Asker, of: Owner): boolean {
  return worksHere(asker) && reaches(asker, asker.view, of)
}
/** Whether the asker may change it. */
export function editsRecord(asker: Asker, of: Owner): boolean {
  return seesRecord(asker, of) && reaches(asker, asker.edit, of)
}
/** Whether the property is hidden from the asker (ACC-8). */
export function hides(asker: Asker, path: string): boolean {
  const place = hiddenPaths.indexOf(path)
  return place >= 0 && asker.isHidden(place)
}
