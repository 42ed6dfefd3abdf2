// Longer than a file may be: the one place where the parts of a plugin host are put together.
import { distinctUntilChanged, map, NEVER, type Observable, Subject, startWith } from 'rxjs'
import { Clock } from '../base/clock.js'
import { Log } from '../base/log.js'
import type { Outcome } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import type { Caller } from '../contract/caller.js'
import { type BuiltInView, BuiltInViews, type ContributedView } from '../contract/collection/collection-view.js'
import type { Contribution } from '../contract/contribution.js'
import type { Job } from '../contract/job/job.js'
import { type FetchPort, noFetchPort } from '../contract/outside/fetcher.js'
import type { PageElement } from '../contract/page/element.js'
import type { Point, PointItem } from '../contract/point.js'
import type { Place, Tab, TabSpec } from '../contract/tab.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import { validate } from '../errors/validate.js'
import type { Mark } from '../schema/value.js'
import { activate, type Limits } from './activation.js'
import { admit, type GrantPolicy } from './admission/admission.js'
import type { Misfit } from './admission/fit-types.js'
import { isKindOfPage, settingsPages } from './admission/settings-pages.js'
import { arrange } from './arrange.js'
import { actMarked, type CallsEnv, type ChangedRights, createCaller, createRights, type Found } from './calls.js'
import { createServices } from './composition.js'
import type { BreakerOptions } from './guard/breaker.js'
import { describeCause } from './guard/describe-cause.js'
import { createKernelPort, type KernelEvents } from './guard/kernel-events.js'
import type { RefusedEnv } from './guard/refused.js'
import { callerOf, type InstalledJob } from './job/running-job.js'
import type { HostService, KeyOpener, SettingsReader } from './key-opener.js'
import { isHostKey, openKeys } from './keyring.js'
import { createLifeCycle, type Install, type LifeCycle } from './life-cycle.js'
import { createLiveAnswers } from './live-answers.js'
import type { PluginData, PluginUse } from './plugin.js'
import { describeSwitchedOff, type PluginState, toUnavailable } from './plugin-state.js'
import { createRepeatedAnswers } from './repeated-answers.js'

/** What a plugin host needs. */
export interface PluginHostOptions {
  readonly plugins: readonly PluginUse[]
  readonly grants: GrantPolicy
  readonly clock: Clock
  readonly log: Log
  /** Opens what reads and writes records. */
  readonly opener: KeyOpener
  /** Settings of the workspace of a session; without it every section holds its initial values. */
  readonly settings?: SettingsReader
  /** Takes the object types and settings of all admitted plugins, before they run. If it throws, the new plugin is rejected. */
  readonly adopt?: (plugins: readonly PluginData[]) => Promise<void>
  /** Fetches from the internet; without it nothing is fetched. */
  readonly fetchPort?: FetchPort | undefined
  /** Services of the host itself, by key. */
  readonly services?: Readonly<Record<string, HostService>>
  /** The session of the same user as it is now, perhaps in another workspace or time zone; without it no session changes. */
  readonly sessionNow?: (session: Session) => Session
  /** Why the session lacks the permission; `undefined` if it has it. */
  readonly authorise: (session: Session, permission: string) => Problem | undefined
  /** Is told who was refused what. */
  readonly onRefused?: RefusedEnv['onRefused']
  /** Emits when rights have changed; open streams of those users then restart. */
  readonly rightsChanged: Observable<ChangedRights>
  /** Emits when what was refused may be answered now, such as after a saved view was changed. */
  readonly revived?: Observable<unknown>
  /** Ids of tabs and items that the operator wants first, in that order. */
  readonly arrange?: readonly string[]
  /** Which of these plugins do not fit the existing object types; without it, all fit. */
  readonly misfits?: (plugins: readonly PluginData[]) => ReadonlyMap<string, Misfit>
  readonly limits?: Partial<Limits & { readonly graceMs: number }>
  readonly breaker?: Partial<BreakerOptions>
}
/** A tab, its plugin, and why it has nothing to show. */
export interface TabModel extends Omit<TabSpec, 'needs'>, Pick<Tab, 'area' | 'needs'> {
  readonly plugin: string
  /** The section of the settings that a page shows. */
  readonly section?: string
  readonly problem?: Problem
}
/** A contribution and its plugin. */
export interface Contributed {
  readonly plugin: string
  readonly contribution: Contribution
}
/** An element that a running plugin gives, and where its module is. */
export interface InstalledElement {
  readonly id: string
  readonly plugin: string
  readonly module: string
}
/** Runs plugins, and keeps the faults of one away from the others. Closing completes the streams, then stops the plugins in reverse order. */
export interface PluginHost extends AsyncDisposable {
  /** Rejects plugins that do not fit the object types, before any has started. */
  fit(): Promise<void>
  /** Starts the admitted plugins, each after those whose services it needs. Errors: `config.invalid` when a critical plugin does not run. */
  start(): Promise<void>
  caller(session: Session): Caller
  /** Runs an action whose mark is written with what it stages. Errors: `record.taken` where the mark is there already. */
  actMarked(session: Session, call: { readonly id: string; readonly input: unknown; readonly mark: Mark }): Promise<Outcome<unknown>>
  readonly states: Observable<readonly PluginState[]>
  readonly events: KernelEvents
  /** All admitted plugins, running or not. */
  plugins(): readonly PluginData[]
  /** The contributions of all admitted plugins, running or not; known before any has run. */
  contributions(): readonly Contributed[]
  /** All tabs, and pages of the administration, in order, including those with nothing to show; now and after each change. */
  readonly tabs: Observable<readonly TabModel[]>
  /** The items that running plugins contribute to a point, in order; now and after each change. */
  items<Item>(point: Point<Item, never>): Observable<readonly Item[]>
  /** The built-in views of a collection that running plugins bring, in order. */
  views(collection: string): readonly BuiltInView[]
  /** The elements of running plugins. */
  elements(): readonly InstalledElement[]
  /** The jobs of admitted plugins, running or not. */
  jobs(): readonly InstalledJob[]
  /** Rejects a plugin whose id is already there; use `replace` for a new version. */
  add(use: PluginUse): Promise<PluginState>
  /** If the new version is rejected or fails, the old one keeps running; the answer says which. Adds the plugin where there is none. */
  replace(use: PluginUse): Promise<PluginState>
  /** Stops a plugin and takes it out. Without one of that id nothing changes, so a removal can be repeated. */
  remove(plugin: string): Promise<void>
}

const defaultLimits = { setUpMs: 10_000, answerMs: 10_000, endMs: 5000, graceMs: 5000 }
const defaultBreaker: BreakerOptions = { failures: 5, windowMs: 60_000, coolMs: 30_000 }

/** A host whose plugins are admitted and have not run. */
export async function createPluginHost(options: PluginHostOptions): Promise<PluginHost> {
  const host = new RunningHost(options)
  await host.admitAll()
  return host
}

class RunningHost implements PluginHost {
  readonly #options: PluginHostOptions
  readonly #life: LifeCycle
  readonly #env: CallsEnv
  readonly #closing = new Subject<void>()
  readonly #port
  readonly #logged = new Set<string>()
  readonly #items = new WeakMap<PointItem, { readonly schema: unknown; readonly valid: readonly unknown[] }>()
  #index: { readonly version: number; readonly byId: ReadonlyMap<string, Contributed> } = { version: -1, byId: new Map() }
  readonly #callers = new WeakMap<Session, Caller>()
  readonly #rights: ReturnType<typeof createRights>
  #closed: Promise<void> | undefined

  constructor(options: PluginHostOptions) {
    this.#options = options
    const { clock, log, opener, authorise, rightsChanged, services: hostServices = {}, grants, settings = initialSettings } = options
    const limits = { ...defaultLimits, ...options.limits }
    this.#rights = createRights(rightsChanged)
    this.#port = createKernelPort((error) => log.warn('A listener failed.', { error: String(error) }))
    const services = createServices()
    services.put(Clock.key, clock)
    services.put(BuiltInViews.key, { of: (collection: string) => this.#builtInViews(collection) } satisfies BuiltInViews)
    const onFault = (plugin: string, contribution: string, cause: unknown): void => this.#fault(plugin, contribution, cause)
    this.#life = createLifeCycle({
      log,
      admit: (use, taken) => admit(use, grants, taken),
      adopt: async (plugins) => options.adopt?.(plugins),
      activate: (admitted) => {
        const own = services.child()
        own.put(Log.key, toPluginLog(log, admitted.plugin.id))
        return activate(admitted, {
          clock,
          limits,
          services: own,
          breaker: { ...defaultBreaker, ...options.breaker },
          openKeys: (activation, resource) => openKeys(resource, { activation }, this.#env),
          onBreaker: (plugin, contribution, state) => {
            this.#port.emit('breaker', { plugin, contribution, state })
            this.#weigh(plugin)
          },
        })
      },
      misfits: options.misfits ?? (() => new Map()),
      isHostKey: (key, plugin) => services.has(key) || key === Log.key || isHostKey(key, plugin, { hostServices }),
      onState: (state) => this.#port.emit('plugin:state', state),
      onFault,
    })
    this.#env = {
      clock,
      opener,
      settings,
      sessionNow: options.sessionNow ?? ((session) => session),
      authorise,
      rights: this.#rights,
      revived: options.revived ?? NEVER,
      hostServices,
      fetchPort: options.fetchPort ?? noFetchPort,
      onFault,
      onRefused: options.onRefused,
      answerMs: limits.answerMs,
      changes: this.#life.changes,
      repeated: createRepeatedAnswers(clock),
      live: createLiveAnswers({ clock, graceMs: limits.graceMs, closing: this.#closing }),
      caller: (session) => this.caller(session),
      items: (point) => this.items(point as Point<unknown, never>),
      find: (id) => this.#find(id, ['provider', 'action']),
      rejectionOf: (plugin) => this.#life.rejectionOf(plugin),
      giver: (key) => {
        const found = this.#find(key, ['service', 'resource'])
        return found?.activation === undefined ? undefined : { activation: found.activation, contribution: found.contribution }
      },
    }
  }

  get states(): Observable<readonly PluginState[]> {
    return this.#life.states
  }
  get events(): KernelEvents {
    return this.#port
  }
  get tabs(): Observable<readonly TabModel[]> {
    return this.#now(() => this.#arrange(this.#tabModels()))
  }
  admitAll(): Promise<void> {
    return this.#life.admitAll(this.#options.plugins)
  }
  fit(): Promise<void> {
    return this.#life.fit()
  }
  async start(): Promise<void> {
    await this.#life.start()
    for (const { value, plugin } of this.#options.plugins) {
      const state = this.#life.installs.get(plugin)
      if ((value as unknown as Partial<PluginData> | undefined)?.critical !== true || state?.activation !== undefined) continue
      await this[Symbol.asyncDispose]()
      throw new TenureError(
        'config.invalid',
        `The plugin ${plugin} is critical and does not run. ${(state?.because ?? this.#life.rejectionOf(plugin)?.because)?.message ?? 'It was rejected.'}`,
        { plugin, path: [] },
      )
    }
  }
  caller(session: Session): Caller {
    const caller = this.#callers.get(session) ?? createCaller(session, this.#env)
    this.#callers.set(session, caller)
    return caller
  }
  actMarked(session: Session, call: Parameters<PluginHost['actMarked']>[1]): Promise<Outcome<unknown>> {
    return actMarked(session, call, this.#env)
  }
  plugins(): readonly PluginData[] {
    return [...this.#life.installs.values()].map(({ admitted }) => admitted.plugin)
  }
  contributions(): readonly Contributed[] {
    return [...this.#life.installs.values()].flatMap(({ admitted }) => toContributed(admitted.plugin))
  }
  items<Item>(point: Point<Item, never>): Observable<readonly Item[]> {
    const isOfPoint = (item: Contribution): item is PointItem => item.kind === 'item' && (item as PointItem).point === point.key
    return this.#now(() => this.#arrange(this.#runningContributions().filter(isOfPoint)).flatMap((given) => this.#toItem(given, point)))
  }
  views(collection: string): readonly BuiltInView[] {
    return this.#arrange(this.#runningContributions().filter((item): item is ContributedView => isViewOf(item, collection)))
  }
  elements(): readonly InstalledElement[] {
    return [...this.#life.installs].flatMap(([plugin, { activation, admitted }]) =>
      activation === undefined ? [] : admitted.plugin.contributes.filter(isElement).map(({ id, module }) => ({ id, plugin, module })),
    )
  }
  jobs(): readonly InstalledJob[] {
    return [...this.#life.installs].flatMap(([plugin, { admitted, activation, state, because }]) =>
      admitted.plugin.contributes.filter(isJob).map((job) => ({
        ...{ plugin, job, state },
        ...(because && { because }),
        ...(activation && state === 'active' && { call: callerOf(job, activation, this.#env) }),
      })),
    )
  }
  add(use: PluginUse): Promise<PluginState> {
    return this.#life.add(use)
  }
  replace(use: PluginUse): Promise<PluginState> {
    return this.#life.replace(use)
  }
  remove(plugin: string): Promise<void> {
    return this.#life.remove(plugin)
  }
  [Symbol.asyncDispose](): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    this.#closing.next()
    this.#closing.complete()
    await this.#life.stop()
    this.#rights[Symbol.dispose]()
    this.#port.close()
  }
  /** The value now and after each change; the same data is not given twice. */
  #now<T>(look: () => readonly T[]): Observable<readonly T[]> {
    return this.#life.changes.pipe(
      startWith(undefined),
      map(() => Object.freeze(look())),
      distinctUntilChanged((a, b) => a.length === b.length && a.every((item, index) => isSame(item, b[index]))),
    )
  }
  #find(id: string, kinds: readonly string[]): Found | undefined {
    if (this.#index.version !== this.#life.version)
      this.#index = { version: this.#life.version, byId: new Map(this.contributions().map((item) => [item.contribution.id, item])) }
    const found = this.#index.byId.get(id)
    if (found === undefined || !kinds.includes(found.contribution.kind)) return undefined
    const { activation, because, state = 'stopped' } = this.#life.installs.get(found.plugin) ?? {}
    return { ...found, state, ...(activation && { activation }), ...(because && { because }) }
  }
  #runningContributions(): readonly Contribution[] {
    return [...this.#life.installs.values()].flatMap(({ activation, admitted }) =>
      activation === undefined ? [] : admitted.plugin.contributes,
    )
  }
  #tabModels(): readonly TabModel[] {
    const given = [...this.#life.installs].flatMap(([plugin, install]) =>
      install.state === 'stopped' ? [] : install.admitted.plugin.contributes.map((contribution) => ({ contribution, plugin, install })),
    )
    const own = given.flatMap(({ contribution, ...of }) => (isTab(contribution) ? [{ ...of, tab: contribution }] : []))
    return [...own, ...settingsPages(given)].map(({ tab, plugin, install }) => toTabModel(tab, plugin, install))
  }
  #builtInViews(collection: string): Observable<readonly BuiltInView[]> {
    return this.#now(() => this.views(collection))
  }
  // Checked once, so that the same item stays the same object.
  #toItem<Item>(given: PointItem, { key, item: schema }: Point<Item, never>): readonly Item[] {
    const known = this.#items.get(given)
    if (known?.schema === schema) return known.valid as readonly Item[]
    const checked = validate(schema, given.item)
    if (!checked.ok) this.#tellOnce(`${given.id} does not fit the schema of the point ${key} and is left out.`)
    const valid = checked.ok ? [checked.value] : []
    this.#items.set(given, { schema, valid })
    return valid
  }
  #arrange<T extends { readonly id: string; readonly order?: Place }>(items: readonly T[]): readonly T[] {
    return arrange(items, this.#options.arrange, (message) => this.#tellOnce(message))
  }
  #tellOnce(message: string): void {
    if (this.#logged.has(message)) return
    if (this.#logged.size >= mostLogged) this.#logged.clear()
    this.#logged.add(message)
    this.#options.log.warn(message)
  }
  #fault(plugin: string, contribution: string, cause: unknown): void {
    this.#options.log.warn('A plugin did wrong.', { plugin, contribution, cause: describeCause(cause) })
    this.#port.emit('fault', { plugin, contribution, cause })
  }
  /** Suspends a plugin while at least half of its providers and actions are switched off. */
  #weigh(plugin: string): void {
    const install = this.#life.installs.get(plugin)
    if (install?.activation === undefined) return
    const callable = install.admitted.plugin.contributes.filter(({ kind }) => kind === 'provider' || kind === 'action').length
    const { openBreakers, triesAgainAt } = install.activation
    const isSuspended = openBreakers() * 2 >= callable
    this.#life.suspend(plugin, isSuspended ? toUnavailable(plugin, `Half of it or more ${describeSwitchedOff(triesAgainAt())}`) : undefined)
  }
}

const initialSettings: SettingsReader = { read: ({ initial }) => ({ value: initial, version: '0' }), saved: NEVER }
function toContributed({ id, contributes }: PluginData): readonly Contributed[] {
  return contributes.map((contribution) => ({ plugin: id, contribution }))
}
/** Messages that are remembered as logged. */
const mostLogged = 1_000

function isJob(item: Contribution): item is Job {
  return item.kind === 'job'
}
function isElement(item: Contribution): item is PageElement {
  return item.kind === 'element'
}
function isViewOf(item: Contribution, collection: string): item is ContributedView {
  return item.kind === 'view' && (item as ContributedView).of === collection
}
function isTab(item: Contribution): item is Tab {
  return item.kind === 'tab' && !isKindOfPage(item)
}
function toTabModel(
  { contribution: _contribution, kind: _kind, ...tab }: Tab,
  plugin: string,
  { because, activation, state }: Install,
): TabModel {
  const stopping = activation === undefined && state === 'stopping' ? toUnavailable(plugin, 'It is being stopped.') : undefined
  // Of a suspended plugin what still works is shown; each part that does not says so itself.
  const problem = state === 'suspended' ? undefined : (because ?? stopping)
  return Object.freeze({ ...tab, plugin, ...(problem && { problem }) })
}
function toPluginLog(log: Log, plugin: string): Log {
  return {
    info: (message, facts) => log.info(message, { ...facts, plugin }),
    warn: (message, facts) => log.warn(message, { ...facts, plugin }),
  }
}
// Tab models are new objects each time; their parts are not.
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => Reflect.get(a, name) === Reflect.get(b, name))
}
