import { Subject } from 'rxjs'
import { silentLog } from '../base/log.js'
import { fromProblem } from '../base/outcome.js'
import { systemClock } from '../base/system-clock.js'
import { addToSchema } from '../plugin/added-schema.js'
import type { ChangedRights } from '../plugin/calls.js'
import type { KeyOpener } from '../plugin/key-opener.js'
import { use } from '../plugin/plugin.js'
import { createPluginHost, type PluginHost, type PluginHostOptions } from '../plugin/plugin-host.js'
import { builtInTypes } from '../schema/built-in-definitions.js'
import type { ObjectTypeDefinition } from '../schema/definition.js'
import { authorise } from './authorise.js'
import { CoreDesk, createCoreDesk } from './core-desk.js'
import { corePlugin } from './core-plugin.js'
import type { Host, HostOptions } from './host.js'
import { type Kernel, openKernel } from './kernel.js'
import { createKeyOpener } from './open-keys.js'
import { RunningHost } from './running-host.js'
import { watchTabs } from './shown-tabs.js'

/** Parts that need each other: each is asked for when something runs, and then all are there. */
interface Parts {
  readonly rights: Subject<ChangedRights>
  kernel?: Kernel
  plugins?: PluginHost
}

/** Opens the store, admits and starts the plugins. Errors: `config.*` and `storage.*`; a plugin that fails is in `states`. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { storage, clock = systemClock, log = silentLog } = options
  const parts: Parts = { rights: new Subject() }
  const plugins = await createPluginHost(toPluginOptions(options, parts))
  parts.plugins = plugins
  try {
    const kernel = await openKernel({ storage, clock, log, types: typesOf(plugins), rules: [] })
    parts.kernel = kernel
    kernel.rights.subscribe(parts.rights)
    await plugins.start()
    return new RunningHost({ kernel, plugins, log, types: () => typesOf(plugins) })
  } catch (error) {
    await plugins[Symbol.asyncDispose]()
    await parts.kernel?.close()
    throw error
  }
}

function typesOf(plugins: PluginHost): readonly ObjectTypeDefinition[] {
  const contributed = plugins.contributions().map(({ contribution }) => contribution)
  return [...addToSchema(new Map(builtInTypes.map((type) => [type.name, type])), contributed).values()]
}

function toPluginOptions(options: HostOptions, parts: Parts): PluginHostOptions {
  const { clock = systemClock, log = silentLog, edition = 'professional' } = options
  const kernel = (): Kernel => demand(parts.kernel)
  const tabs = (user: string) => watchTabs({ kernel: kernel(), plugins: demand(parts.plugins), edition, user })
  return {
    plugins: [use(corePlugin), ...options.plugins],
    grants: options.grants,
    clock,
    log,
    opener: lateOpener(kernel),
    services: {
      [CoreDesk.key]: { for: [corePlugin.id], open: ({ session, key }) => createCoreDesk(kernel(), session?.user ?? '', tabs, key) },
    },
    authorise: (session, permission) => authorise(kernel(), session, permission),
    rightsChanged: parts.rights,
    ...(options.tabOrder && { arrange: options.tabOrder }),
  }
}

function lateOpener(kernel: () => Kernel): KeyOpener {
  return {
    openRecords: (...call) => createKeyOpener(kernel()).openRecords(...call),
    openAllRecords: (...call) => createKeyOpener(kernel()).openAllRecords(...call),
    stage: (...call) => createKeyOpener(kernel()).stage(...call),
  }
}

function demand<T>(part: T | undefined): T {
  if (part !== undefined) return part
  const invariant = 'nothing of a plugin runs before the host is whole'
  throw fromProblem({ code: 'internal.invariant', message: `The host broke a promise: ${invariant}.`, details: { invariant } })
}
