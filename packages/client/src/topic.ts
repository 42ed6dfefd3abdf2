import type { Frame, Problem } from '@tenure/core/contract'
import { Subject } from 'rxjs'
import { applyPatch, type Patch, shareParts } from './patch.js'

/** What an event tells of a frame: the value whole, or what changed in it. */
export interface FrameData {
  readonly state: 'live' | 'stale'
  readonly asOf?: number
  readonly problem?: Problem
  readonly value?: unknown
  readonly patch?: Patch
}

/** One watch: what the server told last, and who listens. */
export class Topic {
  /** Its name on the wire. */
  readonly key: string
  /** What it asks; the same for all who ask the same. */
  readonly question: string
  readonly provider: string
  readonly input: unknown
  readonly frames = new Subject<Frame<unknown>>()
  /** What who comes later gets at once. */
  last: Frame<unknown> | undefined
  /** How many listen. */
  uses = 0
  /** Whether this connection knows of it. */
  isAsked = false
  #told: Frame<unknown> | undefined
  #isCurrent = false

  constructor(key: string, provider: string, input: unknown) {
    this.key = key
    this.question = questionOf(provider, input)
    this.provider = provider
    this.input = input
  }

  /** Takes what the server told in. */
  tell({ state, asOf, problem, value, patch }: FrameData): void {
    const former = this.#told?.value
    const next = patch === undefined ? shareParts(former, value) : applyPatch(former, patch)
    this.#told = toFrame(state, next, asOf, problem)
    this.#isCurrent = true
    this.#emit(this.#told)
  }

  /** The connection is lost: what was told last is kept, and marked. */
  lose(problem: Problem): void {
    this.#isCurrent = false
    this.#emit(toFrame('stale', this.#told?.value, this.#told?.asOf, problem))
  }

  /** The session has ended: nothing that it showed is kept, nor its end told to who comes in the next one. */
  forget(problem: Problem): void {
    this.#told = undefined
    this.last = undefined
    this.#isCurrent = false
    this.frames.next({ state: 'stale', problem })
  }

  /** All that was missed has been told: what did not change is good again. */
  settle(): void {
    if (this.#isCurrent || this.#told === undefined) return
    this.#isCurrent = true
    this.#emit(this.#told)
  }

  #emit(frame: Frame<unknown>): void {
    this.last = frame
    this.frames.next(frame)
  }
}

/** The same text for the same question. */
export function questionOf(provider: string, input: unknown): string {
  return JSON.stringify([provider, input])
}

function toFrame(state: 'live' | 'stale', value: unknown, asOf: number | undefined, problem: Problem | undefined): Frame<unknown> {
  if (state === 'live' || problem === undefined) return { state: 'live', value, asOf: asOf ?? 0 }
  return { state, problem, ...(value !== undefined && { value }), ...(asOf !== undefined && { asOf }) }
}
