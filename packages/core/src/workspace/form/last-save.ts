import { filter, type Observable, startWith, switchMap } from 'rxjs'
import type { z } from 'zod'
import { systemAsker } from '../../access/asker.js'
import type { lastSaveContract } from '../../contract/page/settings-contract.js'
import { isTenureError } from '../../errors/tenure-error.js'
import type { Reader } from '../../records/read-records.js'
import type { RecordRef, UserId } from '../../schema/value.js'
import { findSection, type SettingsPlace, type SettingsPort } from '../settings-desk.js'
import { settingId } from '../settings-store.js'

/** What the last save is read from. */
export interface LastSavePort extends SettingsPort {
  readonly reader: Pick<Reader, 'history'>
}
type LastSave = z.output<typeof lastSaveContract.output>

/** Who saved last, now and after each save. Errors: `input.invalid` for an unknown section. */
export function watchLastSave(port: LastSavePort, user: UserId, place: Partial<SettingsPlace>): Observable<LastSave> {
  return port.changes.pipe(
    filter((change) => 'section' in change || 'workspace' in change),
    startWith(undefined),
    switchMap(() => readLastSave(port, refOf(port, user, place))),
  )
}

function refOf(port: LastSavePort, user: UserId, { section: name, workspace }: Partial<SettingsPlace>): RecordRef {
  const asker = port.askers.get(user)
  if (name === undefined) return { type: 'workspace', id: workspace ?? asker.workspace }
  const found = findSection(port, asker, { section: name, workspace })
  return { type: 'setting', id: settingId(found.section, found.workspace) }
}

// The page does without it where nobody has saved yet, or the store keeps no history.
async function readLastSave({ reader }: LastSavePort, ref: RecordRef): Promise<LastSave> {
  try {
    const [last] = await reader.history(systemAsker, ref, undefined, 1)
    return last === undefined ? {} : { at: last.at, ...(last.actor.user !== undefined && { user: last.actor.user }) }
  } catch (error) {
    if (isTenureError(error) && ['record.not-found', 'storage.refused'].includes(error.code)) return {}
    throw error
  }
}
