// The first 32 bits of the fractional parts of the cube roots, and of the square roots, of the first primes (FIPS 180-4).
const primes = firstPrimes(64)
const rounds = new Uint32Array(primes.map((prime) => fraction(Math.cbrt(prime))))
const initial = new Uint32Array(primes.slice(0, 8).map((prime) => fraction(Math.sqrt(prime))))
const blockSize = 64

/** SHA-256 of a text that comes in parts: what a runtime offers takes a text as a whole. */
export class Sha256 {
  readonly #state = Uint32Array.from(initial)
  readonly #words = new Uint32Array(64)
  readonly #rest = new Uint8Array(blockSize)
  #filled = 0
  #bytes = 0

  update(bytes: Uint8Array): this {
    this.#bytes += bytes.length
    for (let at = 0; at < bytes.length; ) {
      const part = bytes.subarray(at, at + blockSize - this.#filled)
      this.#rest.set(part, this.#filled)
      this.#filled += part.length
      at += part.length
      if (this.#filled === blockSize) this.#block()
    }
    return this
  }

  /** The digest in hexadecimal; nothing can be added afterwards. */
  digest(): string {
    const length = this.#bytes
    this.update(Uint8Array.of(0x80))
    if (this.#filled > blockSize - 8) this.update(new Uint8Array(blockSize - this.#filled))
    this.update(new Uint8Array(blockSize - 8 - this.#filled))
    const bits = new DataView(new ArrayBuffer(8))
    bits.setUint32(0, Math.floor(length / 0x2000_0000))
    bits.setUint32(4, (length * 8) >>> 0)
    this.update(new Uint8Array(bits.buffer))
    return [...this.#state].map((word) => word.toString(16).padStart(8, '0')).join('')
  }

  #block(): void {
    const words = this.#words
    const rest = this.#rest
    for (let at = 0; at < 16; at++)
      words[at] = ((rest[at * 4] ?? 0) << 24) | ((rest[at * 4 + 1] ?? 0) << 16) | ((rest[at * 4 + 2] ?? 0) << 8) | (rest[at * 4 + 3] ?? 0)
    for (let at = 16; at < 64; at++) {
      const [a, b] = [words[at - 15] ?? 0, words[at - 2] ?? 0]
      const small = turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)
      const large = turn(b, 17) ^ turn(b, 19) ^ (b >>> 10)
      words[at] = ((words[at - 16] ?? 0) + small + (words[at - 7] ?? 0) + large) | 0
    }
    this.#mix()
    this.#filled = 0
  }

  #mix(): void {
    const state = this.#state
    let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state
    for (let at = 0; at < 64; at++) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + (rounds[at] ?? 0) + (this.#words[at] ?? 0)) | 0
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      h = g
      g = f
      f = e
      e = (d + first) | 0
      d = c
      c = b
      b = a
      a = (first + second) | 0
    }
    for (const [at, word] of [a, b, c, d, e, f, g, h].entries()) state[at] = (state[at] ?? 0) + word
  }
}

function turn(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}
function fraction(root: number): number {
  return Math.floor((root % 1) * 0x1_0000_0000)
}
function firstPrimes(count: number): readonly number[] {
  const found: number[] = []
  for (let candidate = 2; found.length < count; candidate++) if (found.every((prime) => candidate % prime !== 0)) found.push(candidate)
  return found
}
