// Longer than a file may be: one state machine, whose steps share a queue, the list of plugins and the list of those that run.
import { BehaviorSubject, map, type Observable, Subject } from 'rxjs'
import type { Log } from '../base/log.js'
import { createQueue } from '../base/queue.js'
import type { Collection } from '../contract/collection/collection.js'
import { BuiltInViews, type ContributedView } from '../contract/collection/collection-view.js'
import type { Contribution } from '../contract/contribution.js'
import { isTenureError, type Problem } from '../errors/tenure-error.js'
import type { Activation } from './activation.js'
import { type Admission, type Admitted, exclusivesOf, shownBy, type Taken } from './admission/admission.js'
import type { Misfit } from './admission/fit-types.js'
import { type Wiring, type WiringNode, wire } from './admission/wiring.js'
import { needsOf, usesOf } from './contributed.js'
import type { PluginData, PluginUse } from './plugin.js'
import { type PluginState, reasonOf, toBroken } from './plugin-state.js'

/** An admitted plugin and its state. */
export interface Install {
  readonly admitted: Admitted
  readonly state: PluginState['state']
  readonly because?: Problem
  readonly activation?: Activation
}
/** What the life-cycle needs of the host. */
export interface LifeCycleEnv {
  readonly log: Log
  readonly admit: (use: PluginUse, taken: Taken) => Promise<Admission>
  /** Takes the object types and settings of these plugins, before they run. If it throws, it has taken nothing. */
  readonly adopt: (plugins: readonly PluginData[]) => Promise<void>
  readonly activate: (admitted: Admitted) => Promise<Activation>
  readonly isHostKey: (key: string, plugin: string) => boolean
  /** Which of these plugins have object types, properties or views that do not fit; earlier ones stay before later ones. */
  readonly misfits: (plugins: readonly PluginData[]) => ReadonlyMap<string, Misfit>
  readonly onState: (state: PluginState) => void
  readonly onFault: (plugin: string, contribution: string, cause: unknown) => void
}
/** The plugins and which of them run. Changes happen one at a time. */
export interface LifeCycle {
  readonly installs: ReadonlyMap<string, Install>
  /** Changes whenever a plugin is admitted or removed. */
  readonly version: number
  readonly states: Observable<readonly PluginState[]>
  /** Emits when the contributions have changed, once for each operation. */
  readonly changes: Observable<void>
  admitAll(uses: readonly PluginUse[]): Promise<void>
  /** Rejects plugins that do not fit, before any has started. */
  fit(): Promise<void>
  /** Why the plugin of that id was rejected; `undefined` for an admitted one. */
  rejectionOf(plugin: string): PluginState | undefined
  start(): Promise<void>
  add(use: PluginUse): Promise<PluginState>
  replace(use: PluginUse): Promise<PluginState>
  remove(plugin: string): Promise<void>
  stop(): Promise<void>
  /** Marks a running plugin as suspended and why, or as active again. */
  suspend(plugin: string, because: Problem | undefined): void
}

/** A life-cycle without plugins. */
export function createLifeCycle(env: LifeCycleEnv): LifeCycle {
  return new Cycle(env)
}

class Cycle implements LifeCycle {
  readonly #env: LifeCycleEnv
  readonly #queue = createQueue()
  readonly #rejections: PluginState[] = []
  /** Ids of running plugins, in the order of their start. */
  readonly #running: string[] = []
  readonly installs = new Map<string, Install>()
  readonly #moved = new BehaviorSubject<void>(undefined)
  readonly #givers = new Map<string, string>()
  readonly states = this.#moved.pipe(map(() => [...[...this.installs.keys()].map((plugin) => this.#stateOf(plugin)), ...this.#rejections]))
  readonly changes = new Subject<void>()
  version = 0
  #misfits: ReadonlyMap<string, Misfit> = new Map()
  #started = false
  #stopped = false

  constructor(env: LifeCycleEnv) {
    this.#env = env
  }

  admitAll(uses: readonly PluginUse[]): Promise<void> {
    return this.#queue.run(async () => {
      for (const use of uses) await this.#install(use)
    })
  }
  fit(): Promise<void> {
    return this.#queue.run(async () => this.#setMisfitsAside())
  }
  rejectionOf(plugin: string): PluginState | undefined {
    return this.installs.has(plugin) ? undefined : this.#rejections.find((state) => state.plugin === plugin)
  }
  start(): Promise<void> {
    return this.#do(async () => {
      this.#started = true
      await this.#settle()
    })
  }
  add(use: PluginUse): Promise<PluginState> {
    return this.#do(async () => {
      this.#forgetRejections(use.plugin)
      const rejected = (await this.#install(use)) ?? (await this.#adoptNew(use.plugin))
      if (rejected === undefined) await this.#settle()
      return rejected ?? this.rejectionOf(use.plugin) ?? this.#stateOf(use.plugin)
    })
  }
  remove(plugin: string): Promise<void> {
    return this.#do(async () => {
      this.#forgetRejections(plugin)
      const install = this.installs.get(plugin)
      if (install === undefined) return
      this.#misfits = this.#env.misfits(this.#others(plugin))
      const left = this.#nodes().filter(({ id }) => id !== plugin)
      await this.#stopOthersThan(wire(left, this.#env.isHostKey))
      this.#forget(plugin)
      this.#env.onState({ plugin, state: 'stopped' })
      await this.#tryToAdopt(plugin, this.#others())
      await this.#settle()
    })
  }
  replace(use: PluginUse): Promise<PluginState> {
    return this.#do(async () => {
      const old = this.installs.get(use.plugin)
      const admission = await this.#admit(use, use.plugin)
      if ('rejected' in admission) return { plugin: use.plugin, state: 'rejected', because: admission.rejected }
      const misfit = this.#env.misfits([...this.#others(use.plugin), admission.admitted.plugin]).get(use.plugin)
      if (misfit?.state === 'rejected' || (misfit !== undefined && old?.activation !== undefined))
        return { plugin: use.plugin, state: misfit.state, because: misfit.problem }
      const because = await this.#tryToAdopt(use.plugin, [...this.#others(use.plugin), admission.admitted.plugin])
      if (because !== undefined) return { plugin: use.plugin, state: 'rejected', because }
      if (old?.activation === undefined) return this.#putInPlace(use.plugin, admission.admitted)
      const state = await this.#swap(admission.admitted, old.activation)
      if (this.installs.get(use.plugin) === old) await this.#tryToAdopt(use.plugin, this.#others())
      return state
    })
  }
  stop(): Promise<void> {
    return this.#do(async () => {
      this.#stopped = true
      for (const plugin of [...this.#running].reverse()) await this.#stop(plugin, { state: 'stopped' })
      for (const [plugin, { state }] of this.installs) if (state !== 'stopped') this.#set(plugin, { state: 'stopped' })
    })
  }
  suspend(plugin: string, because: Problem | undefined): void {
    const state = because === undefined ? 'active' : 'suspended'
    const now = this.installs.get(plugin)
    if (now?.activation === undefined || !['active', 'suspended'].includes(now.state)) return
    // Of one that stays suspended only the instant of the next try is new.
    if (now.state === state) {
      this.installs.set(plugin, { ...now, ...(because && { because }) })
      return
    }
    this.#set(plugin, { state, activation: now.activation, ...(because && { because }) })
    this.changes.next()
  }

  async #do<T>(work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      try {
        return await work()
      } finally {
        this.changes.next()
      }
    })
  }
  async #install(use: PluginUse): Promise<PluginState | undefined> {
    const admission = await this.#admit(use)
    if ('admitted' in admission) {
      this.#forgetRejections(use.plugin)
      this.#set(use.plugin, { admitted: admission.admitted, state: 'registered' })
      return undefined
    }
    return this.#reject(use.plugin, admission.rejected)
  }
  #reject(plugin: string, because: Problem): PluginState {
    const state: PluginState = { plugin, state: 'rejected', because }
    this.#rejections.push(state)
    this.#tell(state)
    return state
  }
  /** Rejects a new plugin whose object types or settings cannot be taken, and leaves nothing of it behind. */
  async #adoptNew(plugin: string): Promise<PluginState | undefined> {
    this.#setMisfitsAside()
    if (!this.installs.has(plugin)) return this.rejectionOf(plugin)
    const because = await this.#tryToAdopt(plugin, this.#others())
    if (because === undefined) return undefined
    this.#forget(plugin)
    return this.#reject(plugin, because)
  }
  async #tryToAdopt(plugin: string, plugins: readonly PluginData[]): Promise<Problem | undefined> {
    try {
      await this.#env.adopt(plugins)
      return undefined
    } catch (cause) {
      this.#env.onFault(plugin, '', cause)
      return isTenureError(cause) ? cause.problem : toBroken(plugin, '', 'Its object types or settings could not be taken.')
    }
  }
  /** Rejects a new plugin that does not fit. An older one is blocked: what it needs was removed, and may come back. */
  #setMisfitsAside(): void {
    this.#misfits = this.#env.misfits(this.#others())
    for (const [plugin, { state, problem }] of this.#misfits) {
      if (state !== 'rejected' || this.installs.get(plugin)?.state !== 'registered') continue
      this.#forget(plugin)
      this.#reject(plugin, problem)
    }
  }
  #others(than?: string): readonly PluginData[] {
    return [...this.installs].flatMap(([id, { admitted }]) => (id === than ? [] : [admitted.plugin]))
  }
  async #admit(use: PluginUse, leaving?: string): Promise<Admission> {
    const remains = (plugin: string | undefined): string | undefined => (plugin === leaving ? undefined : plugin)
    const taken: Taken = {
      isThere: (plugin) => plugin !== leaving && this.installs.has(plugin),
      giverOf: (key) => remains(this.#givers.get(key)),
    }
    try {
      return await this.#env.admit(use, taken)
    } catch (cause) {
      this.#env.onFault(use.plugin, '', cause)
      return { rejected: isTenureError(cause) ? cause.problem : toBroken(use.plugin, '', 'It could not be checked.') }
    }
  }

  /** Stops plugins that cannot run and starts those that can, until nothing changes: a failed start blocks those that need it. */
  async #settle(): Promise<void> {
    this.#setMisfitsAside()
    if (!this.#started || this.#stopped) return
    for (let failed = true; failed; ) {
      const wiring = wire(this.#nodes(), this.#env.isHostKey)
      await this.#stopOthersThan(wiring)
      for (const [plugin, because] of wiring.blocked) this.#block(plugin, because)
      failed = await this.#startAll(wiring)
    }
  }
  #block(plugin: string, because: Problem): void {
    const now = this.installs.get(plugin)
    if (now?.state !== 'blocked' || now.because?.message !== because.message) this.#set(plugin, { state: 'blocked', because })
  }
  async #startAll({ order, dependencies }: Wiring): Promise<boolean> {
    const idle = order.filter((plugin) => this.installs.get(plugin)?.activation === undefined)
    for (const plugin of idle) this.#set(plugin, { state: 'dormant' })
    const starts = new Map<string, Promise<boolean>>()
    for (const plugin of idle) {
      const before = Promise.all([...(dependencies.get(plugin) ?? [])].map((other) => starts.get(other) ?? true))
      starts.set(
        plugin,
        before.then((ready) => ready.every(Boolean) && this.#start(plugin)),
      )
    }
    return (await Promise.all(starts.values())).includes(false)
  }
  async #start(plugin: string): Promise<boolean> {
    const install = this.installs.get(plugin)
    if (install === undefined) return false
    this.#set(plugin, { state: 'activating' })
    try {
      const activation = await this.#env.activate(install.admitted)
      this.#running.push(plugin)
      this.#set(plugin, { state: 'active', activation })
      return true
    } catch (cause) {
      this.#set(plugin, { state: 'failed', because: this.#blame(plugin, cause) })
      return false
    }
  }
  #blame(plugin: string, cause: unknown): Problem {
    this.#env.onFault(plugin, '', cause)
    const late = isTenureError(cause) && cause.code === 'internal.invariant'
    if (isTenureError(cause) && !late) return cause.problem
    return toBroken(plugin, '', late ? 'It did not start in time.' : 'It failed while it started.')
  }
  async #stopOthersThan({ order, blocked }: Wiring): Promise<void> {
    const staying = new Set(order)
    for (const plugin of [...this.#running].reverse()) {
      const because = blocked.get(plugin)
      if (!staying.has(plugin)) await this.#stop(plugin, because === undefined ? { state: 'stopped' } : { state: 'blocked', because })
    }
  }
  async #stop(plugin: string, next: Omit<Install, 'admitted'>): Promise<void> {
    const activation = this.installs.get(plugin)?.activation
    this.#set(plugin, { state: 'stopping' })
    this.#running.splice(this.#running.indexOf(plugin), 1)
    for (const failure of (await activation?.scope.close()) ?? []) this.#env.onFault(plugin, '', failure)
    this.#set(plugin, next)
  }

  async #putInPlace(plugin: string, admitted: Admitted): Promise<PluginState> {
    this.#forgetRejections(plugin)
    this.#set(plugin, { admitted, state: 'registered' })
    await this.#settle()
    return this.#stateOf(plugin)
  }
  /** Starts the new version beside the old one, which runs until the new one is ready, and stays if that fails. */
  async #swap(admitted: Admitted, old: Activation): Promise<PluginState> {
    const plugin = admitted.plugin.id
    const { blocked, dependencies } = wire(
      [...this.#nodes().filter(({ id }) => id !== plugin), toNode(admitted, false)],
      this.#env.isHostKey,
    )
    const because = blocked.get(plugin)
    if (because !== undefined) return { plugin, state: 'blocked', because }
    let activation: Activation
    try {
      activation = await this.#env.activate(admitted)
    } catch (cause) {
      return { plugin, state: 'failed', because: this.#blame(plugin, cause) }
    }
    for (const other of [...this.#running].reverse())
      if (other !== plugin && reaches(other, plugin, dependencies)) await this.#stop(other, { state: 'dormant' })
    this.#set(plugin, { admitted, state: 'active', activation })
    for (const failure of await old.scope.close()) this.#env.onFault(plugin, '', failure)
    await this.#settle()
    return this.#stateOf(plugin)
  }

  #nodes(): readonly WiringNode[] {
    return [...this.installs.values()].map(({ admitted, state }) =>
      toNode(admitted, state === 'failed', this.#misfits.get(admitted.plugin.id)?.problem),
    )
  }
  #stateOf(plugin: string): PluginState {
    const { state, because } = this.installs.get(plugin) ?? { state: 'stopped' as const, because: undefined }
    return { plugin, state, ...(because && { because }) }
  }
  #set(plugin: string, next: Omit<Install, 'admitted'> & { readonly admitted?: Admitted }): void {
    const admitted = next.admitted ?? this.installs.get(plugin)?.admitted
    if (admitted === undefined) return
    if (next.admitted !== undefined) this.#take(plugin, admitted)
    this.installs.set(plugin, { ...next, admitted })
    this.#tell(this.#stateOf(plugin))
  }
  #tell(state: PluginState): void {
    this.#moved.next()
    if (state.because !== undefined)
      this.#env.log.warn(`The plugin ${state.plugin} ${state.state === 'failed' ? 'failed' : `is ${state.state}`}.`, {
        plugin: state.plugin,
        because: state.because.message,
      })
    this.#env.onState(state)
  }
  #take(plugin: string, admitted: Admitted): void {
    this.#release(plugin)
    for (const key of exclusivesOf(admitted.plugin)) this.#givers.set(key, plugin)
    this.version += 1
  }
  #release(plugin: string): void {
    const before = this.installs.get(plugin)
    for (const key of before === undefined ? [] : exclusivesOf(before.admitted.plugin)) this.#givers.delete(key)
  }
  #forget(plugin: string): void {
    this.#release(plugin)
    this.installs.delete(plugin)
    this.version += 1
    this.#moved.next()
  }
  #forgetRejections(plugin: string): void {
    this.#rejections.splice(0, this.#rejections.length, ...this.#rejections.filter((state) => state.plugin !== plugin))
  }
}

function toNode({ plugin }: Admitted, failed: boolean, misfit?: Problem): WiringNode {
  const wires = wiresOf.get(plugin) ?? toWires(plugin)
  wiresOf.set(plugin, wires)
  return { ...wires, failed, ...(misfit && { misfit: reasonOf(misfit) }) }
}
// A plugin is frozen, and is wired again whenever another comes or goes.
const wiresOf = new WeakMap<PluginData, ReturnType<typeof toWires>>()
function toWires({ id, contributes }: PluginData): Omit<WiringNode, 'failed' | 'misfit'> {
  return {
    id,
    gives: contributes.filter(({ kind }) => kind === 'service' || kind === 'resource').map((item) => item.id),
    needs: contributes.flatMap((item) => needsOf(item).map((key) => ({ key, contribution: item.id }))),
    shows: contributes.flatMap((item) => shownBy(item).map((shown) => ({ id: shown.id, contribution: item.id }))),
    answers: contributes.filter(({ kind }) => ['provider', 'action', 'element'].includes(kind)).map((item) => item.id),
    views: contributes.filter(isView).map((view) => ({ of: view.of, contribution: view.id })),
    collections: contributes.filter(isCollection).map((item) => item.id),
    asksForViews: asksForViews(contributes),
  }
}
// The providers of a collection ask for the views of that collection alone.
function asksForViews(contributes: readonly Contribution[]): boolean {
  const parts = new Set(contributes.filter(isCollection).flatMap((collection) => collection.parts))
  return contributes.some((item) => !parts.has(item) && Object.values(usesOf(item)).some(({ key }) => key === BuiltInViews.key))
}
function isView(item: Contribution): item is ContributedView {
  return item.kind === 'view'
}
function isCollection(item: Contribution): item is Collection<unknown, never> {
  return item.kind === 'collection'
}
function reaches(from: string, to: string, dependencies: ReadonlyMap<string, ReadonlySet<string>>): boolean {
  return [...(dependencies.get(from) ?? [])].some((next) => next === to || reaches(next, to, dependencies))
}
