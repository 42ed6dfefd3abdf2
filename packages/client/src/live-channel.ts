import type { Frame, Outcome, Problem } from '@tenure/core/contract'
import { paths, type ReadyData, type WatchChanges, type WireEvent } from '@tenure/core/wire'
import { BehaviorSubject, distinctUntilChanged, NEVER, Observable, type Subscription } from 'rxjs'
import { readEvents } from './event-stream.js'
import { type Question, questionOf, Topic } from './topic.js'
import { type ClientOptions, readOutcome, type Transport, unreachable } from './transport.js'

/** State of the live connection: connecting, open, or lost and being retried. */
export type ConnectionState = 'connecting' | 'open' | 'lost'

type Early = NonNullable<ClientOptions['early']>
type Refusal = Extract<Outcome<unknown>, { ok: false }>

const firstDelayMs = 250
const longestDelayMs = 10_000
const batchSize = 100
/** A connection that keeps still for so many signs of life is gone. */
const missedBeats = 3

/** All watches of a client over one event stream, which is opened again when it breaks. */
export class LiveChannel {
  readonly #transport: Transport
  readonly #topics = new Map<string, Topic>()
  readonly #byKey = new Map<string, Topic>()
  readonly #dropped = new Set<string>()
  readonly #state = new BehaviorSubject<ConnectionState>('connecting')
  readonly #closed = new AbortController()
  /** Until the connection fails for the first time: what was read before that may be of another session later. */
  #early: Early | undefined
  #attempt = new AbortController()
  #rest = new AbortController()
  readonly #network: Subscription
  #connection: string | undefined
  #lastEvent: string | undefined
  #hasNetwork = true
  #keys = 0
  #failures = 0
  #isRunning = false
  #isAsking = false
  #batch = batchSize
  #asking: ReturnType<typeof setTimeout> | undefined

  constructor(transport: Transport, early?: Early, network: Observable<boolean> = NEVER) {
    this.#transport = transport
    this.#early = early
    this.#network = network.subscribe((isThere) => this.#probe(isThere))
  }

  get state(): Observable<ConnectionState> {
    return this.#state.pipe(distinctUntilChanged())
  }

  /** The network has gone, and the server with it. */
  get isCut(): boolean {
    return !this.#hasNetwork && this.#state.value === 'lost'
  }

  /** How many watches are open, or still to be taken back at the server. */
  get size(): number {
    return this.#byKey.size + this.#dropped.size
  }

  /** Frames of a provider. Subscribers of the same question share one watch; the last frame comes at once. */
  watch(provider: string, input: unknown, viewAs?: string): Observable<Frame<unknown>> {
    return new Observable((subscriber) => {
      const topic = this.#acquire({ provider, input, viewAs })
      subscriber.add(() => this.#release(topic))
      if (topic.last !== undefined) subscriber.next(topic.last)
      subscriber.add(topic.frames.subscribe(subscriber))
    })
  }

  async close(): Promise<void> {
    const connection = this.#connection
    for (const topic of this.#topics.values()) topic.frames.complete()
    this.#topics.clear()
    this.#byKey.clear()
    clearTimeout(this.#asking)
    this.#network.unsubscribe()
    this.#closed.abort()
    this.#attempt.abort()
    this.#state.complete()
    if (connection !== undefined)
      await this.#transport.call(paths.connection(connection), { method: 'DELETE', signal: AbortSignal.timeout(1_000) })
  }

  #acquire(question: Question): Topic {
    const topic = this.#topics.get(questionOf(question)) ?? this.#open(question)
    topic.uses++
    this.#topics.set(topic.question, topic)
    this.#byKey.set(topic.key, topic)
    this.#askSoon()
    void this.#run()
    return topic
  }

  #open(question: Question): Topic {
    const topic = new Topic(`w${++this.#keys}`, question)
    const { provider, input, viewAs } = question
    if (viewAs !== undefined) return topic
    void this.#early?.(provider, input)?.then((outcome) => {
      if (outcome.ok && this.#early !== undefined) topic.begin(outcome.value, Date.now())
    })
    return topic
  }

  #release(topic: Topic): void {
    topic.uses--
    this.#askSoon()
  }

  // Watches that start and end together are sent together; one that ends and starts again is not sent at all.
  #askSoon(): void {
    if (this.#closed.signal.aborted) return
    this.#asking ??= setTimeout(() => {
      this.#asking = undefined
      this.#dropUnused()
      void this.#ask()
    })
  }

  #dropUnused(): void {
    for (const topic of this.#topics.values()) {
      if (topic.uses > 0) continue
      this.#forget(topic)
      if (topic.isAsked) this.#dropped.add(topic.key)
    }
  }

  #complete(topic: Topic): void {
    this.#forget(topic)
    topic.frames.complete()
  }

  #forget(topic: Topic): void {
    this.#topics.delete(topic.question)
    this.#byKey.delete(topic.key)
  }

  async #ask(): Promise<void> {
    const watch = [...this.#topics.values()].filter((topic) => !topic.isAsked).slice(0, this.#batch)
    const unwatch = [...this.#dropped].slice(0, batchSize)
    if (this.#connection === undefined || this.#isAsking || watch.length + unwatch.length === 0) return
    this.#isAsking = true
    for (const topic of watch) topic.isAsked = true
    const attempt = this.#attempt
    const body: WatchChanges = {
      watch: watch.map(({ key, provider, input, viewAs }) => ({ key, provider, input, ...(viewAs !== undefined && { viewAs }) })),
      unwatch,
    }
    const outcome = await this.#transport.call(paths.connection(this.#connection), { method: 'POST', body, signal: attempt.signal })
    this.#isAsking = false
    if (outcome.ok) for (const key of unwatch) this.#dropped.delete(key)
    else this.#refuse(watch, outcome, attempt)
    this.#batch = outcome.ok ? batchSize : this.#batch
    this.#askSoon()
  }

  // A wrong watch among many is found by sending them one by one. Any other failure means that the connection is lost.
  #refuse(watch: readonly Topic[], { problem }: Refusal, attempt: AbortController): void {
    const isWrong = problem.code.startsWith('input.')
    for (const topic of watch) topic.isAsked = isWrong && watch.length === 1
    this.#batch = 1
    if (problem.code === 'record.not-found') this.#lastEvent = undefined
    if (!isWrong) attempt.abort()
    else if (watch.length === 1) watch[0]?.lose(problem)
  }

  async #run(): Promise<void> {
    if (this.#isRunning || this.#closed.signal.aborted) return
    this.#isRunning = true
    let isSignedIn = true
    while (isSignedIn && !this.#closed.signal.aborted) {
      isSignedIn = await this.#connect()
      if (isSignedIn) await this.#pause()
    }
    this.#isRunning = false
  }

  async #pause(): Promise<void> {
    this.#rest = new AbortController()
    await pause(this.#failures++, AbortSignal.any([this.#closed.signal, this.#rest.signal]))
  }

  // A server on this machine is there without a network too: the next attempt finds out.
  #probe(isThere: boolean): void {
    this.#hasNetwork = isThere
    if (isThere) {
      this.#failures = 0
      this.#rest.abort()
    } else this.#attempt.abort()
  }

  /** One connection from start to end. Returns whether to try again. */
  async #connect(): Promise<boolean> {
    const attempt = new AbortController()
    this.#attempt = attempt
    const patience = new Patience(() => attempt.abort())
    try {
      const headers = { accept: 'text/event-stream', ...(this.#lastEvent !== undefined && { 'last-event-id': this.#lastEvent }) }
      const response = await this.#transport.send(paths.live, { headers, signal: attempt.signal })
      if (!response.ok || response.body === null) return this.#fail(await readOutcome(response))
      const end = await this.#receive(response.body, patience)
      return this.#fail({ ok: false, problem: end ?? unreachable }, this.#transport.renewsProof)
    } catch {
      return this.#fail({ ok: false, problem: unreachable })
    } finally {
      patience.end()
      attempt.abort()
    }
  }

  #fail(outcome: Outcome<unknown>, mayRenew = false): boolean {
    this.#early = undefined
    const problem = outcome.ok ? unreachable : outcome.problem
    this.#connection = undefined
    if (this.#closed.signal.aborted) return false
    const isSignedOut = problem.code === 'access.signed-out'
    if (problem.code.startsWith('access.')) this.#lastEvent = undefined
    for (const topic of this.#byKey.values()) isSignedOut ? topic.forget(problem) : topic.lose(problem)
    this.#state.next('lost')
    return !isSignedOut || mayRenew
  }

  /** Takes events until they end. Returns why the server ended the stream, if it says so. */
  async #receive(body: ReadableStream<Uint8Array>, patience: Patience): Promise<Problem | undefined> {
    for await (const received of readEvents(body, () => patience.begin())) {
      if (received.event === 'ready') patience.ms = this.#begin(received.data).heartbeatMs * missedBeats
      else if (received.event === 'end' && received.data.problem !== undefined) return received.data.problem
      else this.#handle(received)
      if (received.id !== undefined) this.#lastEvent = received.id
    }
    return undefined
  }

  #begin(ready: ReadyData): ReadyData {
    this.#connection = ready.connection
    this.#failures = 0
    if (!ready.resumed) this.#startOver(ready.connection)
    this.#state.next('open')
    this.#askSoon()
    return ready
  }

  #startOver(connection: string): void {
    this.#lastEvent = `${connection}.0`
    this.#dropped.clear()
    for (const topic of this.#byKey.values()) topic.isAsked = false
  }

  #handle({ event, data }: WireEvent): void {
    if (event === 'current') for (const each of this.#byKey.values()) each.settle()
    if (event === 'current' || event === 'ready') return
    const topic = this.#byKey.get(data.key ?? '')
    if (event !== 'end') topic?.take(data)
    else if (topic !== undefined) this.#complete(topic)
  }
}

/** Runs out when nothing was heard for too long. */
class Patience {
  ms = 45_000
  readonly #onOut: () => void
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(onOut: () => void) {
    this.#onOut = onOut
    this.begin()
  }

  begin(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(this.#onOut, this.ms)
  }

  end(): void {
    clearTimeout(this.#timer)
  }
}

function pause(failures: number, signal: AbortSignal): Promise<void> {
  const longest = Math.min(longestDelayMs, firstDelayMs * 2 ** failures)
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer)
      signal.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, longest * (0.5 + Math.random() / 2))
    signal.addEventListener('abort', finish)
  })
}
