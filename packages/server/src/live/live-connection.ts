// Longer than a file may be: what a receiver holds, what it missed and when it is gone are one state.
import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import type { Frame, Problem } from '@tenure/core/contract'
import { writeEvent, writeFrameHead } from '@tenure/core/wire'
import type { Observable, Subscription } from 'rxjs'
import type { Principal } from '../sign-in/principal.js'
import type { Timing } from '../timing.js'
import { type Held, toFrameText } from './frame-text.js'
import { SentEvents } from './sent-events.js'

/** What a connection needs. */
export interface LiveConnectionOptions {
  readonly principal: Principal
  /** Its only watch; `undefined` if watches come and go. Only the same watch resumes it. */
  readonly only: string | undefined
  readonly timing: Timing
  /** How long it waits for its receiver to come back. */
  readonly resumeMs: number
  /** Runs once, when it has ended for good. */
  readonly onEnd: () => void
  /** A stream failed, which streams of a host do not. */
  readonly onFault: (error: unknown) => Problem
}
interface Watch {
  readonly key: string
  subscription?: Subscription
  latest?: Frame<unknown>
  held: Held | undefined
  isUnsent: boolean
  isComplete: boolean
}

/** The pause in which a connection gathers frames before it sends. */
const tickMs = 16
/** The pause between signs of life. */
export const heartbeatMs = 15_000
/** A receiver that took nothing for so many signs of life is gone. */
const deafBeats = 3

const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' }

/**
 * One event stream to one receiver, which carries one watch or many. Of each watch only the newest frame waits: while the
 * receiver is slow or away, older ones are dropped, and it next gets the difference from what it has.
 */
export class LiveConnection {
  readonly id = randomBytes(16).toString('base64url')
  readonly only: string | undefined
  readonly #options: LiveConnectionOptions
  readonly #watches = new Map<string, Watch>()
  readonly #due = new Set<Watch>()
  readonly #sent = new SentEvents<Watch>()
  #principal: Principal
  #session: Subscription | undefined
  #sink: ServerResponse | undefined
  #seq = 0
  #blockedBeats = 0
  #isBlocked = false
  #isCatchingUp = false
  #isEnded = false
  #tick: Disposable | undefined
  #beat: Disposable | undefined
  #abandonment: Disposable | undefined

  constructor(options: LiveConnectionOptions) {
    this.#options = options
    this.only = options.only
    this.#principal = options.principal
  }

  /** Who holds the stream: the session, or the token that opened it or resumed it last. */
  get principal(): Principal {
    return this.#principal
  }

  /** How many watches are open. */
  get size(): number {
    return this.#watches.size
  }

  /** Whether its receiver is there. */
  get isAttached(): boolean {
    return this.#sink !== undefined
  }

  has(key: string): boolean {
    return this.#watches.has(key)
  }

  watch(key: string, frames: Observable<Frame<unknown>>): void {
    if (this.#isEnded) return
    const watch: Watch = { key, held: undefined, isUnsent: false, isComplete: false }
    this.#watches.set(key, watch)
    watch.subscription = frames.subscribe({
      next: (frame) => this.#offer(watch, frame),
      error: (error) => this.#offer(watch, { state: 'stale', problem: this.#options.onFault(error) }),
      complete: () => {
        watch.isComplete = true
        this.#enqueue(watch)
      },
    })
  }

  unwatch(key: string): void {
    const watch = this.#watches.get(key)
    if (watch === undefined) return
    watch.subscription?.unsubscribe()
    this.#watches.delete(key)
    this.#due.delete(watch)
  }

  /** Sends to this receiver from now on. One that has left already leaves nothing open. */
  attach(sink: ServerResponse): void {
    if (sink.destroyed) this.end()
    else this.#attach(sink)
  }

  /** The same for a receiver that comes back after that event, with a proof of its own: the stream ends with that one. */
  resume(sink: ServerResponse, principal: Principal, after: number): void {
    if (sink.destroyed) return
    this.#principal = principal
    this.#attach(sink, after)
  }

  #attach(sink: ServerResponse, after?: number): void {
    this.#sink?.end()
    this.#abandonment?.[Symbol.dispose]()
    this.#sink = sink
    this.#isBlocked = false
    this.#blockedBeats = 0
    sink.on('error', () => sink.destroy())
    sink.on('close', () => this.#detach(sink))
    sink.on('drain', () => this.#drained(sink))
    sink.writeHead(200, streamHeaders)
    sink.flushHeaders()
    this.#followSession()
    if (this.#isEnded) return
    if (this.only === undefined)
      this.#write(writeEvent({ event: 'ready', data: { connection: this.id, resumed: after !== undefined, heartbeatMs } }))
    if (after !== undefined) this.#catchUp(after)
    this.#startBeat()
    this.#flush()
  }

  /** Ends it for good, with the reason where there is one that the receiver must know. */
  end(problem?: Problem): void {
    if (this.#isEnded) return
    this.#isEnded = true
    for (const watch of this.#watches.values()) watch.subscription?.unsubscribe()
    this.#watches.clear()
    this.#due.clear()
    for (const timer of [this.#tick, this.#beat, this.#abandonment]) timer?.[Symbol.dispose]()
    this.#session?.unsubscribe()
    if (problem !== undefined) this.#write(writeEvent({ event: 'end', data: { problem } }))
    this.#closeSink()
    this.#options.onEnd()
  }

  /** Sends the frames that are due, and ends it. */
  finish(): void {
    this.#flush()
    this.end()
  }

  // Its session may have ended while the request was read.
  #followSession(): void {
    this.#session?.unsubscribe()
    this.#session = this.#principal.ended.subscribe((problem) => this.end(problem))
  }

  #offer(watch: Watch, frame: Frame<unknown>): void {
    watch.latest = frame
    watch.isUnsent = true
    this.#enqueue(watch)
  }

  #enqueue(watch: Watch): void {
    this.#due.add(watch)
    this.#tick ??= this.#options.timing.at(this.#options.timing.now() + tickMs, () => {
      this.#tick = undefined
      this.#flush()
    })
  }

  #flush(): void {
    for (const watch of this.#due) {
      if (this.#sink === undefined || this.#isBlocked) return
      this.#due.delete(watch)
      this.#send(watch)
    }
    if (this.#isCatchingUp) this.#write(writeEvent({ event: 'current', data: {} }))
    this.#isCatchingUp = false
  }

  #send(watch: Watch): void {
    const key = this.only === undefined ? watch.key : undefined
    if (watch.isUnsent && watch.latest !== undefined) {
      watch.isUnsent = false
      const { event, head, body, held } = toFrameText(watch.latest, watch.held, key)
      const before = watch.held
      watch.held = held
      this.#emit(writeFrameHead(event, head, this.#nextId()) + body, { watch, before })
    }
    if (!watch.isComplete) return
    this.#watches.delete(watch.key)
    this.#sendEnd(watch)
    if (this.only !== undefined) this.end()
  }

  #sendEnd(watch: Watch): void {
    const data = this.only === undefined ? { key: watch.key } : {}
    this.#emit(writeEvent({ event: 'end', data }, this.#nextId()), { watch, before: watch.held })
  }

  #nextId(): string {
    return `${this.id}.${++this.#seq}`
  }

  #emit(text: string, of: { readonly watch: Watch; readonly before: Held | undefined }): void {
    this.#sent.push(this.#seq, { ...of, length: text.length })
    this.#write(text)
  }

  #write(text: string): void {
    if (this.#sink?.write(text) === false) this.#isBlocked = true
  }

  // What the receiver lacks of the newest values; where it is not known what it holds, all of them whole.
  #catchUp(after: number): void {
    this.#isCatchingUp = this.only === undefined
    const held = this.#sent.heldAfter(after)
    for (const watch of this.#watches.values()) {
      if (held === undefined) this.#renew(watch, undefined)
      else if (held.has(watch)) this.#renew(watch, held.get(watch))
    }
    for (const watch of held?.keys() ?? []) if (watch.isComplete && !this.has(watch.key)) this.#sendEnd(watch)
  }

  #renew(watch: Watch, held: Held | undefined): void {
    watch.held = held
    if (watch.latest === undefined) return
    watch.isUnsent = true
    this.#due.add(watch)
  }

  #drained(sink: ServerResponse): void {
    if (sink !== this.#sink) return
    this.#isBlocked = false
    this.#blockedBeats = 0
    this.#flush()
  }

  #detach(sink: ServerResponse): void {
    if (sink !== this.#sink || this.#isEnded) return
    this.#sink = undefined
    this.#beat?.[Symbol.dispose]()
    const { timing, resumeMs } = this.#options
    this.#abandonment = timing.at(timing.now() + resumeMs, () => this.end())
  }

  #startBeat(): void {
    this.#beat?.[Symbol.dispose]()
    const { timing } = this.#options
    this.#beat = timing.at(timing.now() + heartbeatMs, () => {
      if (!this.#isBlocked) this.#write(': alive\n\n')
      else if (++this.#blockedBeats >= deafBeats) return void this.#sink?.destroy()
      this.#startBeat()
    })
  }

  // A receiver that takes nothing does not keep the socket.
  #closeSink(): void {
    const sink = this.#sink
    if (sink === undefined) return
    this.#sink = undefined
    const { timing } = this.#options
    const patience = timing.at(timing.now() + heartbeatMs, () => sink.destroy())
    sink.end(() => patience[Symbol.dispose]())
  }
}
