import { randomBytes } from 'node:crypto'
import { EncryptJWT, jwtDecrypt } from 'jose'
import { z } from 'zod'
import type { Timing } from '../timing.js'

const sealed = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), to: z.string() })
/** What the cookie of a visit holds: the secrets of the visit, and the page to show afterwards. */
export type SealedVisit = z.output<typeof sealed>

/** How long a person may take to sign in elsewhere. */
export const visitMs = 10 * 60_000

/** Seals what a browser takes along into a cookie, which only this process can open, for ten minutes. So nobody can fill the server with visits. */
export class VisitCookie {
  readonly #key = randomBytes(32)
  readonly #timing: Timing

  constructor(timing: Timing) {
    this.#timing = timing
  }

  seal(visit: SealedVisit): Promise<string> {
    const endsAt = Math.floor((this.#timing.now() + visitMs) / 1000)
    return new EncryptJWT({ ...visit }).setProtectedHeader({ alg: 'dir', enc: 'A256GCM' }).setExpirationTime(endsAt).encrypt(this.#key)
  }

  /** What was sealed; `undefined` where it was not sealed here, or too long ago. */
  async open(cookie: string | undefined): Promise<SealedVisit | undefined> {
    if (cookie === undefined) return undefined
    try {
      const { payload } = await jwtDecrypt(cookie, this.#key, { currentDate: new Date(this.#timing.now()), requiredClaims: ['exp'] })
      return sealed.safeParse(payload).data
    } catch {
      return undefined
    }
  }
}
