// Longer than a file may be: the three ways to call share how a call is prepared and guarded.
import { defer, filter, from, merge, type Observable, Subject } from 'rxjs'
import type { Clock, Instant } from '../base/clock.js'
import type { Outcome } from '../base/outcome.js'
import type { Session } from '../contract/call.js'
import type { ActOptions, Caller, ReadOptions } from '../contract/caller.js'
import { type Contribution, toPermissionId } from '../contract/contribution.js'
import type { Frame } from '../contract/frame.js'
import { type Problem, TenureError } from '../errors/tenure-error.js'
import { describeIssues, validate } from '../errors/validate.js'
import type { Schema } from '../schema/row.js'
import type { Mark, UserId } from '../schema/value.js'
import type { Activation } from './activation.js'
import { type ActionCode, type ProviderCode, settingsOf, wishesOf } from './contributed.js'
import { type Blamed, checkAnswer, judge, takeFirst, toStream } from './guard/call-guard.js'
import { noted, noteRefused, type RefusedEnv } from './guard/refused.js'
import { type FrameSource, type RestartOptions, restartFrames, type Start } from './guard/restarted-frames.js'
import { guardStream } from './guard/stream-guard.js'
import type { KeyOpener, Stage } from './key-opener.js'
import { type KeyringEnv, openKeys } from './keyring.js'
import type { LiveAnswers } from './live-answers.js'
import { describeSwitchedOff, type PluginState, toBroken, toRefusal, toUnavailable } from './plugin-state.js'
import type { RepeatedAnswers } from './repeated-answers.js'

/** A contribution, its plugin, and where it runs; without an activation it cannot be called. */
export interface Found {
  readonly plugin: string
  readonly contribution: Contribution
  readonly state: PluginState['state']
  readonly activation?: Activation
  readonly because?: Problem
}
/** Whose rights have changed. */
export type ChangedRights = 'all' | ReadonlySet<UserId>
/** When the rights of a user change, and how often they have. */
export interface Rights {
  epoch(user: UserId): number
  /** Emits first: streams under the old rights fall silent before any of them restarts. */
  lost(user: UserId): Observable<unknown>
  /** Emits next: they may restart. */
  changes(user: UserId): Observable<unknown>
}
/** Counts the changes of rights; it listens until the host closes. Counts of more users than `most` are replaced by one that is higher for all. */
export function createRights(changed: Observable<ChangedRights>, most = 10_000): Rights & Disposable {
  const own = new Map<UserId, number>()
  let common = 0
  const lost = new Subject<ChangedRights>()
  const renewed = new Subject<ChangedRights>()
  const of = (changes: Observable<ChangedRights>, user: UserId): Observable<unknown> =>
    changes.pipe(filter((users) => users === 'all' || users.has(user)))
  const count = (users: ChangedRights): void => {
    if (users === 'all') common += 1
    else for (const user of users) own.set(user, (own.get(user) ?? 0) + 1)
    if (own.size <= most) return
    common += 1 + Math.max(...own.values())
    own.clear()
  }
  const listening = changed.subscribe((users) => {
    count(users)
    lost.next(users)
    renewed.next(users)
  })
  return {
    epoch: (user) => common + (own.get(user) ?? 0),
    lost: (user) => of(lost, user),
    changes: (user) => of(renewed, user),
    [Symbol.dispose]: () => listening.unsubscribe(),
  }
}
/** What calling needs of the host. */
export interface CallsEnv extends KeyringEnv, Pick<RefusedEnv, 'onRefused'> {
  readonly clock: Clock
  readonly answerMs: number
  readonly opener: KeyOpener
  readonly find: (id: string) => Found | undefined
  /** Why a plugin that is not there was rejected. */
  readonly rejectionOf: (plugin: string) => PluginState | undefined
  /** The session of the same user as it is now: an open stream outlives a move to another workspace. */
  readonly sessionNow: (session: Session) => Session
  readonly authorise: (session: Session, permission: string) => Problem | undefined
  readonly changes: Observable<void>
  /** Emits when what was refused may be answered now, such as after a saved view was changed. */
  readonly revived: Observable<unknown>
  readonly rights: Rights
  readonly live: LiveAnswers
  readonly repeated: RepeatedAnswers
  readonly onFault: (plugin: string, contribution: string, cause: unknown) => void
}

/** The three ways to call, for one session. A fault in a plugin's code becomes an outcome or a frame, never an exception. */
export function createCaller(session: Session, env: CallsEnv): Caller {
  const caller: {
    readonly [K in keyof Caller]: (contract: { readonly id: string }, input?: unknown, options?: ActOptions & ReadOptions) => unknown
  } = {
    read: ({ id }, input, options) => noted(env, session, id, read(session, id, input, env, options)),
    watch: ({ id }, input) => watch(session, id, input, env),
    act: ({ id }, input, options) => noted(env, session, id, act(session, id, { input, ...options }, env)),
  }
  return Object.freeze(caller) as unknown as Caller
}

/** Runs an action whose mark is written in one commit with what it stages, also where it stages nothing. Errors: `record.taken` where it is there. */
export function actMarked(
  session: Session,
  { id, input, mark }: { readonly id: string; readonly input: unknown; readonly mark: Mark },
  env: CallsEnv,
): Promise<Outcome<unknown>> {
  const marked = async (): Promise<Outcome<unknown>> => {
    const prepared = prepare(session, 'action', id, input, env)
    return 'code' in prepared ? refuse(prepared) : perform(session, prepared, { mark }, env)
  }
  return noted(env, session, id, marked())
}

type Kind = 'provider' | 'action'
interface Prepared {
  readonly found: Found & { readonly activation: Activation }
  readonly input: unknown
}
// Rights before the input, so that a refusal reveals nothing about the input.
function prepare(session: Session, kind: Kind, id: string, input: unknown, env: CallsEnv): Prepared | Problem {
  const found = env.find(id)
  if (found === undefined || found.contribution.kind !== kind) return refuseUnknown(session, kind, id, env)
  const { contribution, activation } = found
  const { permission, input: schema } = contribution as ProviderCode | ActionCode
  const denied = env.authorise(session, toPermissionId(permission))
  if (denied !== undefined) return denied
  if (activation === undefined) return toRefusal(found)
  const parsed = parseInput(found, schema, input, env)
  return 'code' in parsed ? parsed : { found: { ...found, activation }, input: parsed.input }
}
// A rejected plugin's contributions and permissions are unknown, so every signed-in user may see the reason.
function refuseUnknown(session: Session, kind: Kind, id: string, env: CallsEnv): Problem {
  const plugin = id.split('/')[0] ?? id
  const rejected = env.rejectionOf(plugin)
  if (rejected !== undefined && env.authorise(session, 'signed-in') === undefined) return toRefusal(rejected)
  return toUnavailable(plugin, `Nobody contributes the ${kind} ${id}.`)
}
/** The key of a call among those of all users and actions. */
export function callKey(user: UserId, action: string, key: string): string {
  return JSON.stringify([user, action, key])
}
function parseInput(
  { plugin, contribution: { id } }: Found,
  schema: Schema | undefined,
  input: unknown,
  { onFault }: Pick<CallsEnv, 'onFault'>,
): { readonly input: unknown } | Problem {
  if (schema === undefined) return input === undefined ? { input } : invalid([{ path: [], message: `${id} takes no input.` }])
  // Where the whole input may be left out, leaving it out means the defaults of its fields.
  const parsed = validate(schema, input)
  const result = parsed.ok || input !== undefined ? parsed : validate(schema, {})
  if (result.ok) return { input: result.value }
  if (result.cause === undefined) return invalid(result.issues, `The input of ${id} is wrong.`)
  onFault(plugin, id, result.cause)
  return toBroken(plugin, id, `The schema of the input of ${id} failed.`)
}
function invalid(issues: Extract<Problem, { readonly code: 'input.invalid' }>['details']['issues'], what = ''): Problem {
  return new TenureError('input.invalid', `${what} ${describeIssues(issues)}`.trim(), { issues }).problem
}

async function read(
  session: Session,
  id: string,
  input: unknown,
  env: CallsEnv,
  { signal: left }: ReadOptions = {},
): Promise<Outcome<unknown>> {
  const prepared = prepare(session, 'provider', id, input, env)
  if ('code' in prepared) return refuse(prepared)
  const contribution = prepared.found.contribution as ProviderCode
  return guarded(prepared, env, async (blamed) => {
    const { stopped } = prepared.found.activation
    const value = await takeFirst((signal) => answer(session, prepared, signal, env, true), {
      ...blamed,
      clock: env.clock,
      stopped,
      left,
      onFault: env.onFault,
    })
    return { ok: true, value: checkAnswer(contribution.output, value, blamed) }
  })
}
function answer(session: Session, { found, input }: Prepared, signal: AbortSignal, env: CallsEnv, once = false): Observable<unknown> {
  const provider = found.contribution as ProviderCode
  const keys = openKeys(provider, { activation: found.activation, session, once, signal }, env)
  return toStream(provider.watch({ ...keys, input, session, signal }))
}

async function act(
  session: Session,
  id: string,
  { input, key }: { readonly input: unknown } & ActOptions,
  env: CallsEnv,
): Promise<Outcome<unknown>> {
  const prepared = prepare(session, 'action', id, input, env)
  if ('code' in prepared) return refuse(prepared)
  if (key === undefined) return perform(session, prepared, {}, env)
  const own = callKey(session.user, id, key)
  return env.repeated.once(own, canonicalText(prepared.input), () => perform(session, prepared, { key: own }, env))
}
async function perform(
  session: Session,
  prepared: Prepared,
  { key, mark }: { readonly key?: string; readonly mark?: Mark },
  env: CallsEnv,
): Promise<Outcome<unknown>> {
  const { found, input } = prepared
  const { activation, plugin } = found
  const action = found.contribution as ActionCode
  let begun: Stage | undefined
  const stage = (): Stage => {
    begun ??= env.opener.stage(session, plugin, { action: action.id, ...(key !== undefined && { key }), ...(mark && { mark }) })
    return begun
  }
  if (mark !== undefined) stage()
  const run = (signal: AbortSignal): Promise<unknown> =>
    Promise.resolve().then(() =>
      action.run({
        ...openKeys(action, { activation, session, stage, signal, ...(key !== undefined && { key }) }, env),
        input,
        session,
        signal,
      }),
    )
  try {
    return await guarded(prepared, env, async (blamed) => {
      const value = await takeFirst((signal) => from(run(signal)), {
        ...blamed,
        clock: env.clock,
        stopped: activation.stopped,
        onFault: env.onFault,
      })
      const checked = action.output === undefined ? undefined : checkAnswer(action.output, value, blamed)
      const committed = (await begun?.commit()) ?? { ok: true as const }
      begun = undefined
      return committed.ok ? { ok: true, value: checked } : committed
    })
  } finally {
    begun?.discard()
  }
}

async function guarded({ found }: Prepared, env: CallsEnv, call: (blamed: Blamed) => Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
  const { plugin, contribution, activation } = found
  const pass = activation.breaker(contribution.id).enter()
  if (typeof pass === 'number') return refuse(switchedOff(found, pass))
  const blamed = { plugin, contribution, answerMs: env.answerMs }
  try {
    const outcome = await call(blamed)
    pass.succeed()
    return outcome
  } catch (error) {
    const judged = judge(error, blamed)
    if (judged.own) pass.fail()
    else pass.leave()
    report(error, judged, blamed, env)
    return refuse(judged.problem)
  }
}
// The host runs code of other plugins for a contribution, such as the check of settings: then it is their fault, and its cause comes with it.
function report(error: unknown, { problem, own }: ReturnType<typeof judge>, { plugin, contribution }: Blamed, { onFault }: CallsEnv): void {
  if (own) onFault(plugin, contribution.id, error)
  else if (problem.code === 'plugin.broken' && error instanceof Error && error.cause !== undefined)
    onFault(problem.details.plugin, problem.details.contribution, error.cause)
}

function watch(session: Session, id: string, input: unknown, env: CallsEnv): Observable<Frame<unknown>> {
  const { user, workspace, timeZone, locale } = session
  return defer(() => {
    // A watch that starts after rights have changed does not get a value kept from before.
    const key = canonicalText([id, user, workspace, timeZone, locale, env.rights.epoch(user), input])
    return env.live.share(key, (to) => restartFrames(frames(session, id, input, env), to), env.rights.changes(user))
  })
}
/** Frames of a provider. They restart when the plugin or an optional service comes or goes, when rights change, and when settings that it uses are saved. */
function frames(session: Session, id: string, input: unknown, env: CallsEnv): RestartOptions {
  const revive = env.rights.changes(session.user)
  const start = (): Start => {
    const current = env.sessionNow(session)
    const prepared = prepare(current, 'provider', id, input, env)
    if ('code' in prepared) noteRefused(env, current, id, prepared)
    return {
      source: 'code' in prepared ? problemFrame(prepared) : guardedFrames(current, prepared, merge(revive, env.revived), env),
      standing: [env.rights.epoch(current.user), ...toStanding(current, prepared, env)],
    }
  }
  return { silenced: env.rights.lost(session.user), causes: [env.changes, revive, env.settings.saved], start }
}
function guardedFrames(session: Session, prepared: Prepared, revive: Observable<unknown>, env: CallsEnv): FrameSource {
  const { plugin, contribution, activation } = prepared.found
  const { clock, answerMs } = env
  const blamed = { plugin, contribution, answerMs }
  return guardStream({
    clock,
    answerMs,
    breaker: activation.breaker(contribution.id),
    stopped: activation.stopped,
    revive,
    switchedOff: (until) => switchedOff(prepared.found, until),
    open: (signal) => defer(() => answer(session, prepared, signal, env)),
    check: (value) => checkAnswer((contribution as ProviderCode).output, value, blamed),
    judge: (error) => {
      const judged = judge(error, blamed)
      report(error, judged, blamed, env)
      noteRefused(env, session, contribution.id, judged.problem)
      return judged
    },
  })
}
function problemFrame(problem: Problem): FrameSource {
  return (send) => {
    send({ state: 'stale', problem })
    return { [Symbol.dispose]: () => undefined }
  }
}
// What the stream depends on: if any of it differs from before, the stream restarts.
function toStanding(session: Session, prepared: Prepared | Problem, env: CallsEnv): readonly unknown[] {
  if ('code' in prepared) return [prepared.code, prepared.message]
  const { activation, contribution } = prepared.found
  const settings = settingsOf(contribution).map((section) => env.settings.read(section, session).version)
  return [activation, ...wishesOf(contribution).map((key) => env.giver(key)?.activation), ...settings]
}

function switchedOff({ plugin, contribution }: Found, until: Instant): Problem {
  return toUnavailable(plugin, `${contribution.id} ${describeSwitchedOff(until)}`)
}
function refuse(problem: Problem): Outcome<never> {
  return { ok: false, problem }
}
/** The same text for the same data, independent of the order of its names. */
export function canonicalText(data: unknown): string {
  const sorted = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => Number(a > b) - Number(a < b)))
      : value
  return JSON.stringify(data, sorted) ?? ''
}
