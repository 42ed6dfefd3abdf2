import type { Frame, Problem } from '@tenure/core/contract'
import { applyPatch, type FrameData, shareParts } from '@tenure/core/wire'
import { Subject } from 'rxjs'

/** One watch: what the server sent last, and who listens. */
export class Topic {
  /** Its name on the wire. */
  readonly key: string
  /** What it asks, as a text that is the same for the same question. */
  readonly question: string
  readonly provider: string
  readonly input: unknown
  readonly viewAs: string | undefined
  readonly frames = new Subject<Frame<unknown>>()
  /** What later listeners get at once. */
  last: Frame<unknown> | undefined
  /** How many listen. */
  uses = 0
  /** Whether this connection knows of it. */
  isAsked = false
  #sent: Frame<unknown> | undefined
  #isCurrent = false

  constructor(key: string, { provider, input, viewAs }: Question) {
    this.key = key
    this.question = questionOf({ provider, input, viewAs })
    this.viewAs = viewAs
    this.provider = provider
    this.input = input
  }

  /** Takes an answer that was read before the server sent anything. */
  begin(value: unknown, asOf: number): void {
    if (this.last !== undefined) return
    this.#sent = { state: 'live', value, asOf }
    this.#isCurrent = true
    this.#emit(this.#sent)
  }

  /** Takes a frame of the server. */
  take({ state, asOf, problem, value, patch }: FrameData): void {
    const former = this.#sent?.value
    const next = patch === undefined ? shareParts(former, value) : applyPatch(former, patch)
    this.#sent = toFrame(state, next, asOf, problem)
    this.#isCurrent = true
    this.#emit(this.#sent)
  }

  /** The connection is lost: the last frame is kept, and marked stale. */
  lose(problem: Problem): void {
    this.#isCurrent = false
    this.#emit(toFrame('stale', this.#sent?.value, this.#sent?.asOf, problem))
  }

  /** The session has ended: nothing that it showed is kept, and listeners of the next one do not hear of its end. */
  forget(problem: Problem): void {
    this.#sent = undefined
    this.last = undefined
    this.#isCurrent = false
    this.frames.next({ state: 'stale', problem })
  }

  /** All that was missed has come: what did not change is good again. */
  settle(): void {
    if (this.#isCurrent || this.#sent === undefined) return
    this.#isCurrent = true
    this.#emit(this.#sent)
  }

  #emit(frame: Frame<unknown>): void {
    this.last = frame
    this.frames.next(frame)
  }
}

/** What one watch asks, and of whose Summary. */
export interface Question {
  readonly provider: string
  readonly input: unknown
  readonly viewAs?: string | undefined
}

/** The same text for the same question. */
export function questionOf({ provider, input, viewAs }: Question): string {
  return JSON.stringify([provider, input, viewAs])
}

function toFrame(state: 'live' | 'stale', value: unknown, asOf: number | undefined, problem: Problem | undefined): Frame<unknown> {
  if (state === 'live' || problem === undefined) return { state: 'live', value, asOf: asOf ?? 0 }
  return { state, problem, ...(value !== undefined && { value }), ...(asOf !== undefined && { asOf }) }
}
