import { derivedId, newId } from '../base/id.js'
import type { Outcome } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import { TenureError } from '../errors/tenure-error.js'
import type { KeyOpener, Stage } from '../plugin/key-opener.js'
import type { RecordWrite } from '../records/write.js'
import { splitPath } from '../schema/property.js'
import type { Values } from '../schema/value.js'
import type { Kernel } from './kernel.js'
import { openRecords } from './session-records.js'

/** Opens a plugin's grants for a session: what the plugin was granted, less what the user may not. */
export function createKeyOpener(kernel: Kernel): KeyOpener {
  return {
    openRecords: ({ user }, _plugin, paths, once) => openRecords(kernel, user, { granted: new Set(paths), once }).typed,
    openAllRecords: ({ user }, _plugin, types, once) =>
      openRecords(kernel, user, { granted: new Set(types.map((type) => (type.endsWith('.*') ? type : `${type}.*`))), once }).dynamic,
    stage: (session, plugin, call) => createStage(kernel, session, plugin, call),
  }
}

function createStage(
  kernel: Kernel,
  session: Session,
  plugin: string,
  { action, key }: { readonly action: string; readonly key?: string },
): Stage {
  const writes: RecordWrite[] = []
  let isOpen = true
  const add = (write: RecordWrite): void => {
    if (!isOpen) throw new TenureError('plugin.broken', `${action} stages a change after it has ended.`, { plugin, contribution: action })
    writes.push(write)
  }
  return {
    edits: (paths) => ({
      edit: (id, values, expect) =>
        add({
          write: 'update',
          type: typeOf(paths),
          id,
          values: realValues(kernel, paths, values),
          ...(expect && { version: expect.version }),
        }),
    }),
    creates: (paths) => ({
      create(values) {
        const id = key === undefined ? newId(kernel.clock.now()) : derivedId(`${key} ${writes.length}`)
        add({ write: 'create', type: typeOf(paths), id, values: realValues(kernel, paths, values) })
        return id
      },
    }),
    async commit(): Promise<Outcome<void>> {
      isOpen = false
      if (writes.length === 0) return { ok: true, value: undefined }
      const by = { principal: kernel.principal(session.user), actor: { user: session.user, source: 'user', plugin } } as const
      const once = key === undefined ? {} : { key }
      const outcome = await kernel.writer.write({ ...by, ...once }, writes)
      return outcome.ok ? { ok: true, value: undefined } : outcome
    },
    discard() {
      isOpen = false
    },
  }
}

function typeOf(paths: readonly string[]): string {
  return splitPath(paths[0] ?? '')[0]
}

// Only what was granted can be staged; names of a role become those of its object type.
function realValues(kernel: Kernel, paths: readonly string[], values: Partial<Values>): Values {
  const type = typeOf(paths)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (!paths.includes(`${type}.${name}`))
        throw new TenureError('access.denied', `The plugin was not granted to write ${type}.${name}.`, { missing: `edit ${type}.${name}` })
      return [splitPath(kernel.access.resolve(`${type}.${name}`))[1], value ?? null]
    }),
  )
}
