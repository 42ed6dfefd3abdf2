import type { UserId } from '@tenure/core/contract'
import type { Limits } from '../limits.js'
import { tooLarge } from '../problem-status.js'
import type { Timing } from '../timing.js'

/** Bounds the calls that a user has under way, and their time. */
export class CallSlots {
  readonly #taken = new Map<UserId, number>()
  readonly #limits: Limits
  readonly #timing: Timing

  constructor(limits: Limits, timing: Timing) {
    this.#limits = limits
    this.#timing = timing
  }

  /** Runs the call. Errors: `input.too-large`, when the user has too many, or it takes too long. */
  async run<T>(user: UserId, call: () => Promise<T>): Promise<T> {
    const taken = this.#taken.get(user) ?? 0
    if (taken >= this.#limits.callsPerUser) throw tooLarge('callsPerUser', this.#limits.callsPerUser, 'Too many calls are under way.')
    this.#taken.set(user, taken + 1)
    const running = this.#releasing(user, call)
    return this.#inTime(running)
  }

  async #releasing<T>(user: UserId, call: () => Promise<T>): Promise<T> {
    try {
      return await call()
    } finally {
      this.#release(user)
    }
  }

  // A call that takes too long is no longer awaited, but keeps its slot until it is done.
  async #inTime<T>(running: Promise<T>): Promise<T> {
    const { callMs } = this.#limits
    let timer: Disposable | undefined
    const late = new Promise<never>((_, reject) => {
      timer = this.#timing.at(this.#timing.now() + callMs, () => reject(tooLarge('callMs', callMs, 'The call takes too long.')))
    })
    try {
      return await Promise.race([running, late])
    } finally {
      timer?.[Symbol.dispose]()
    }
  }

  #release(user: UserId): void {
    const left = (this.#taken.get(user) ?? 1) - 1
    if (left > 0) this.#taken.set(user, left)
    else this.#taken.delete(user)
  }
}
