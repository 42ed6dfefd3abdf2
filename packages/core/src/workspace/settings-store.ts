import type { WorkspaceId } from '../access/asker.js'
import type { AnySettings } from '../contract/settings.js'
import type { Values } from '../schema/value.js'
import type { Change, StoredRecord } from '../storage/adapter.js'

/** Settings as saved. `0` as version: never saved, the initial ones hold; a later save has to name the version. */
export interface SavedSettings {
  readonly value: unknown
  readonly version: string
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
  /** Takes a committed change in; which section it touched. */
  apply(change: Change): TouchedSection | undefined
}

interface Stored {
  readonly data: unknown
  readonly version: string
}

/** Id of the record that holds a section's settings. */
export function settingId({ id, scope }: Pick<AnySettings, 'id' | 'scope'>, workspace: WorkspaceId): string {
  return scope === 'account' ? id : `${workspace}/${id}`
}

/** A settings store over the records that there are. */
export function createSettingsStore(records: readonly StoredRecord[]): SettingsStore {
  const stored = new Map<string, Stored>()
  const parsed = new WeakMap<Stored, SavedSettings>()
  for (const { ref, values, version, archivedAt } of records)
    if (ref.type === 'setting' && archivedAt === undefined) stored.set(ref.id, { data: values['data'], version })
  return {
    read(section, workspace) {
      const found = stored.get(settingId(section, workspace))
      if (found === undefined) return { value: section.initial, version: '0' }
      const known = parsed.get(found) ?? toSaved(section, found)
      parsed.set(found, known)
      return known
    },
    apply({ ref, before, after, version }) {
      if (ref.type !== 'setting') return undefined
      if (after === undefined) stored.delete(ref.id)
      else stored.set(ref.id, { data: after['data'], version })
      return toTouched(after ?? before ?? {})
    },
  }
}

function toSaved({ schema, initial }: AnySettings, { data, version }: Stored): SavedSettings {
  const result = schema['~standard'].validate(data)
  const isReadable = !(result instanceof Promise) && result.issues === undefined
  return { value: isReadable ? result.value : initial, version }
}
function toTouched({ section, workspace }: Values): TouchedSection {
  return { section: String(section ?? ''), ...(typeof workspace === 'string' && { workspace }) }
}
