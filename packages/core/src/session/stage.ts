import type { Asker } from '../access/asker.js'
import { notificationType } from '../access/notice/notification.js'
import { resolvePath } from '../access/role-path.js'
import type { Clock } from '../base/clock.js'
import { derivedId, groupOfKey, newId } from '../base/id.js'
import type { Outcome } from '../base/outcome.js'
import type { AnyWrites } from '../contract/any-records.js'
import type { Session } from '../contract/call.js'
import type { Archives, Creates, Edits, LinkTarget, Notifies } from '../contract/records.js'
import { TenureError } from '../errors/tenure-error.js'
import type { AnyLinks, Stage } from '../plugin/key-opener.js'
import type { RecordWrite } from '../records/write.js'
import type { Writer, Written } from '../records/write-records.js'
import { splitPath } from '../schema/property.js'
import type { Mark, Values } from '../schema/value.js'
import type { Askers } from '../workspace/askers.js'
import { openAnyWrites } from './any-writes.js'

/** What staging needs of the host. */
export interface StagePort {
  readonly askers: Pick<Askers, 'get'>
  readonly clock: Pick<Clock, 'now'>
  readonly writer: Pick<Writer, 'write'>
}
/** The action that stages, and the key under which it happens once. */
export interface StageCall {
  readonly action: string
  readonly key?: string
  /** Is written with the batch, also where that is empty. */
  readonly mark?: Mark
}

/** Opens what one action stages; it is written as one batch, with the user's rights and by the plugin. */
export function createStage(port: StagePort, session: Session, plugin: string, call: StageCall): Stage {
  return new ActionStage(port, session, plugin, call)
}

class ActionStage implements Stage {
  readonly #port: StagePort
  readonly #session: Session
  readonly #plugin: string
  readonly #call: StageCall
  readonly #writes: RecordWrite[] = []
  #isOpen = true

  constructor(port: StagePort, session: Session, plugin: string, call: StageCall) {
    this.#port = port
    this.#session = session
    this.#plugin = plugin
    this.#call = call
  }

  edits(paths: readonly string[]): Edits<Values, AnyLinks> {
    return {
      link: (id, links) => this.#addLinks('associate', paths, id, links),
      unlink: (id, links) => this.#addLinks('unassociate', paths, id, links),
      edit: (id, values, expect) =>
        this.#add({
          write: 'update',
          type: typeOf(paths),
          id,
          values: realValues(this.#asker(), paths, values),
          ...(expect && { version: expect.version }),
        }),
    }
  }

  creates(paths: readonly string[]): Creates<Values, AnyLinks> {
    return {
      create: (values, links = {}, once) => {
        const type = typeOf(paths)
        const id = once === undefined ? this.#newId() : this.#idOf(type, once.key)
        this.#add({ write: 'create', type, id, values: realValues(this.#asker(), paths, values), ...(once && { once: true }) })
        this.#addLinks('associate', paths, id, links)
        return id
      },
    }
  }

  // The id follows from the plugin and the key, so a plugin cannot name a record that it did not create.
  archives(paths: readonly string[]): Archives {
    const type = typeOf(paths)
    return {
      archive: (key) => this.#add({ write: 'archive', type, id: this.#idOf(type, key) }),
      restore: (key) => this.#add({ write: 'restore', type, id: this.#idOf(type, key) }),
    }
  }

  notifies(paths: readonly string[]): Notifies<string> {
    return {
      notify: ({ user, about, shows }, { key }) => {
        const type = typeOf(paths)
        if (shows !== undefined) demandGranted(paths, `${type}.${shows}`, 'notify')
        this.#add({
          write: 'notify',
          type: notificationType,
          id: derivedId(`${this.#plugin} ${notificationType} ${user} ${key}`),
          user,
          about: { type, id: about },
          plugin: this.#plugin,
          ...(shows !== undefined && { shows: realName(this.#asker(), `${type}.${shows}`) }),
        })
      },
    }
  }

  anything(): AnyWrites {
    return openAnyWrites({ add: (write) => this.#add(write), newId: () => this.#newId(), commit: () => this.#commit() })
  }

  async commit(): Promise<Outcome<void>> {
    const outcome = await this.#commit()
    return outcome.ok ? { ok: true, value: undefined } : outcome
  }

  discard(): void {
    this.#isOpen = false
  }

  #asker(): Asker {
    return this.#port.askers.get(this.#session.user)
  }

  #idOf(type: string, key: string): string {
    return derivedId(`${this.#plugin} ${type} ${key}`)
  }

  // Under a key the ids of what is created are the same each time.
  #newId(): string {
    const { key } = this.#call
    return key === undefined ? newId(this.#port.clock.now()) : derivedId(`${key} ${this.#writes.length}`)
  }

  #add(write: RecordWrite): void {
    const { action } = this.#call
    if (!this.#isOpen)
      throw new TenureError('plugin.broken', `${action} stages a change after it has ended.`, {
        plugin: this.#plugin,
        contribution: action,
      })
    this.#writes.push(write)
  }

  #addLinks(write: 'associate' | 'unassociate', paths: readonly string[], id: string, links: AnyLinks): void {
    for (const link of toLinks(paths, links)) this.#add({ write, type: typeOf(paths), id, ...link })
  }

  async #commit(): Promise<Outcome<Written>> {
    this.#isOpen = false
    const writes = this.#writes.splice(0)
    const { key, mark } = this.#call
    if (writes.length === 0 && mark === undefined) return { ok: true, value: { records: [], changed: false } }
    const { user, source = 'user' } = this.#session
    const actor = { user, source, plugin: this.#plugin } as const
    const keyed = key !== undefined && { key, group: groupOfKey(key) }
    return this.#port.writer.write({ asker: this.#asker(), actor, ...keyed, ...(mark && { mark }) }, writes)
  }
}

function typeOf(paths: readonly string[]): string {
  return splitPath(paths[0] ?? '')[0]
}

// Only what was granted can be staged; names of a role become those of its object type.
function realValues({ roles }: Asker, paths: readonly string[], values: Partial<Values>): Values {
  const type = typeOf(paths)
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      demandGranted(paths, `${type}.${name}`)
      return [realName({ roles }, `${type}.${name}`), value ?? null]
    }),
  )
}
function realName({ roles }: Pick<Asker, 'roles'>, path: string): string {
  return splitPath(resolvePath(roles, path))[1]
}
type StagedLink = Pick<Extract<RecordWrite, { readonly association: string }>, 'association' | 'to' | 'label'>
function toLinks(paths: readonly string[], links: AnyLinks): readonly StagedLink[] {
  return Object.entries(links).flatMap(([association, given = []]) => {
    demandGranted(paths, `${typeOf(paths)}.${association}`)
    const targets = Array.isArray(given) ? (given as readonly LinkTarget[]) : [given as LinkTarget]
    return targets.map((target) => (typeof target === 'string' ? { association, to: target } : toLabelled(association, target)))
  })
}
function toLabelled(association: string, { id, label }: Exclude<LinkTarget, string>): StagedLink {
  return { association, to: id, ...(label !== undefined && { label }) }
}
function demandGranted(paths: readonly string[], path: string, verb: 'edit' | 'notify' = 'edit'): void {
  if (paths.includes(path)) return
  const what = verb === 'edit' ? 'write' : 'notify of'
  throw new TenureError('access.denied', `The plugin was not granted to ${what} ${path}. Add it to the plugin's grants.`, {
    missing: `${verb} ${path}`,
  })
}
