import type { WorkspaceId } from '../access/asker.js'
import type { AnySettings } from '../contract/settings.js'
import { validate } from '../errors/validate.js'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'
import { type KeptChoices, keepChoices, type MappedValues, type OpenChoice, underMapping } from './mapping/kept-choices.js'
import { type RoleSettings, roleSection } from './role-section.js'

/** Settings as saved. `0` as version: never saved, the initial ones hold; a later save has to name the version. */
export interface SavedSettings {
  readonly value: unknown
  readonly version: string
  /** Choices that nobody has made for the types that play the roles now. */
  readonly open: readonly OpenChoice[]
}
/** Which settings a change touched; `workspace` is absent for those of the account. */
export interface TouchedSection {
  readonly section: string
  readonly workspace?: WorkspaceId
}
/** The saved settings of all sections and workspaces; it follows what is committed. */
export interface SettingsStore {
  /** The settings of a section in a workspace. Saved settings that can no longer be read count as never chosen, and can be overwritten. */
  read(section: AnySettings, workspace: WorkspaceId): SavedSettings
  /** The same as they would be under another mapping of the roles. */
  under(mapping: RoleSettings, section: AnySettings, workspace: WorkspaceId): SavedSettings
  /** What is kept of a section once these values are saved. */
  keep(section: AnySettings, workspace: WorkspaceId, value: unknown): KeptChoices
  /** Which object types play the roles. */
  mapping(): RoleSettings
  /** Takes a committed change in; which section it touched. */
  apply(change: Change): TouchedSection | undefined
}

interface Stored {
  readonly data: unknown
  readonly version: string
  readonly kept?: KeptChoices
}

/** Id of the record that holds a section's settings. */
export function settingId({ id, scope }: Pick<AnySettings, 'id' | 'scope'>, workspace: WorkspaceId): string {
  return scope === 'account' ? id : `${workspace}/${id}`
}

/** A settings store over the records that there are. */
export function createSettingsStore(records: readonly StoredRecord[]): SettingsStore {
  const stored = new Map<string, Stored>()
  const unsaved = new WeakMap<AnySettings, Stored>()
  const parsed = new WeakMap<Stored, Read>()
  for (const { ref, values, version, archivedAt } of records)
    if (ref.type === 'setting' && archivedAt === undefined) stored.set(ref.id, toStored(values, version))
  const find = (section: AnySettings, workspace: WorkspaceId): Stored =>
    stored.get(settingId(section, workspace)) ?? initialOf(unsaved, section)
  const mapping = (): RoleSettings => readable(roleSection, find(roleSection, '')) as RoleSettings
  return {
    mapping,
    read(section, workspace) {
      const found = find(section, workspace)
      const now = mapping()
      const known = parsed.get(found)
      if (known?.section === section && known.mapping === now) return known.saved
      const saved = toSaved(section, found, now)
      parsed.set(found, { section, mapping: now, saved })
      return saved
    },
    under: (other, section, workspace) => toSaved(section, find(section, workspace), other),
    keep: (section, workspace, value) => keepChoices(section, value, mapping(), find(section, workspace).kept),
    apply({ ref, before, after, version }) {
      if (ref.type !== 'setting') return undefined
      if (after === undefined) stored.delete(ref.id)
      else stored.set(ref.id, toStored(after, version))
      return toTouched(after ?? before ?? {})
    },
  }
}

interface Read {
  readonly section: AnySettings
  readonly mapping: RoleSettings
  readonly saved: SavedSettings
}

function toStored({ data, kept }: Values, version: string): Stored {
  const isKept = typeof kept === 'object' && kept !== null && !Array.isArray(kept)
  return { data, version, ...(isKept && { kept: kept as unknown as KeptChoices }) }
}
// The initial values are chosen for the types that play the roles at first, and for no others.
function toUnsaved(section: AnySettings): Stored {
  return { data: section.initial, version: '0', kept: keepChoices(section, section.initial, roleSection.initial) }
}
function toSaved(section: AnySettings, stored: Stored, mapping: RoleSettings): SavedSettings {
  const value = readable(section, stored)
  const mapped: MappedValues = stored.kept === undefined ? { value, open: [] } : underMapping(section, value, stored.kept, mapping)
  return { ...mapped, version: stored.version }
}
const read = new WeakMap<Stored, { readonly section: AnySettings; readonly value: unknown }>()
function readable(section: AnySettings, stored: Stored): unknown {
  const known = read.get(stored)
  if (known?.section === section) return known.value
  const result = validate(section.schema, stored.data)
  const value = result.ok ? result.value : section.initial
  read.set(stored, { section, value })
  return value
}
function initialOf(unsaved: WeakMap<AnySettings, Stored>, section: AnySettings): Stored {
  const known = unsaved.get(section) ?? toUnsaved(section)
  unsaved.set(section, known)
  return known
}
function toTouched({ section, workspace }: Values): TouchedSection {
  return { section: String(section ?? ''), ...(typeof workspace === 'string' && { workspace }) }
}
