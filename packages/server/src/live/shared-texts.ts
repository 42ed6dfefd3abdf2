/** A text while it is kept. */
interface Kept {
  text: string | undefined
}

/**
 * Texts written from one object, or from two, so that a thousand connections that send the same make it once. The objects
 * are not kept alive, and of the texts only the newest are kept, up to a length and a number.
 */
export class SharedTexts {
  readonly #made = new WeakMap<object, WeakMap<object, Kept>>()
  readonly #newest = new Set<Kept>()
  readonly #maxLength: number
  readonly #maxTexts: number
  #length = 0

  constructor(maxLength = 8_388_608, maxTexts = 4_096) {
    this.#maxLength = maxLength
    this.#maxTexts = maxTexts
  }

  /** The text of these; what is no object is not remembered. */
  get([first, second = first]: readonly [unknown, unknown?], make: () => string): string {
    if (!isObject(first) || !isObject(second)) return make()
    const ofFirst = this.#made.get(first) ?? new WeakMap<object, Kept>()
    this.#made.set(first, ofFirst)
    const known = ofFirst.get(second)?.text
    if (known !== undefined) return known
    const text = make()
    ofFirst.set(second, this.#keep({ text }))
    return text
  }

  #keep(kept: Kept): Kept {
    this.#newest.add(kept)
    this.#length += kept.text?.length ?? 0
    for (const oldest of this.#newest) {
      if (oldest === kept || (this.#length <= this.#maxLength && this.#newest.size <= this.#maxTexts)) break
      this.#newest.delete(oldest)
      this.#length -= oldest.text?.length ?? 0
      oldest.text = undefined
    }
    return kept
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
