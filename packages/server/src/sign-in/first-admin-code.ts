import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'

/** The code that creates the first administrator, valid for one use; the first start prints it, and nothing stores it. */
export class FirstAdminCode {
  readonly text: string
  #used = false

  constructor() {
    const letters = [...randomBytes(24)].map((byte) => alphabet[byte % alphabet.length])
    this.text = [0, 6, 12, 18].map((at) => letters.slice(at, at + 6).join('')).join('-')
  }

  /** Uses the code up, if it is correct and still valid; `restore` makes it valid again after a failure. */
  take(written: string): boolean {
    if (this.#used || !timingSafeEqual(digestOf(written.trim().toLowerCase()), digestOf(this.text))) return false
    this.#used = true
    return true
  }

  restore(): void {
    this.#used = false
  }

  get isGood(): boolean {
    return !this.#used
  }
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
