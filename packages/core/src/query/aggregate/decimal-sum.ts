// Fifteen digits survive as a double, so short amounts are added as whole numbers of their smallest unit.
const shortest = 15
const safest = 2 ** 52
const powers = Array.from({ length: shortest + 1 }, (_, place) => 10 ** place)

/** An exact sum of decimal texts, which can also be taken away again. */
export class DecimalSum {
  /** Whole units of 10^-scale, added as doubles while that is exact. */
  #units = 0
  #scale = 0
  /** What no longer fits into a double. */
  #exact = 0n
  #exactScale = 0

  add(amount: string, sign: 1 | -1 = 1): void {
    const dot = amount.indexOf('.')
    const scale = dot < 0 ? 0 : amount.length - dot - 1
    if (amount.length > shortest) this.#addExact(toDigits(amount, dot), scale, sign)
    else this.#addShort(Math.round(Number(amount) * (powers[scale] as number)), scale, sign)
  }

  /** The sum in its shortest form: `1250.5`. */
  text(): string {
    if (this.#exact === 0n) return toShortText(this.#units, this.#scale)
    this.#carry()
    return toText(this.#exact, this.#exactScale)
  }

  /** The sum divided by a number of values, to at most six places, half away from zero. */
  over(count: number): string {
    this.#carry()
    const digits = this.#exact * 10n ** BigInt(averagePlaces) * 2n
    const divisor = BigInt(count) * 10n ** BigInt(this.#exactScale)
    const rounded = (digits + (digits < 0n ? -divisor : divisor)) / (2n * divisor)
    return toText(rounded, averagePlaces)
  }

  #addShort(units: number, scale: number, sign: 1 | -1): void {
    if (scale !== this.#scale) this.#rescale(scale)
    this.#units += sign * units
    if (this.#units > safest || this.#units < -safest) this.#carry()
  }

  #carry(): void {
    if (this.#units === 0) return
    this.#addExact(BigInt(this.#units), this.#scale, 1)
    this.#units = 0
  }

  // A finer unit is kept if what was added so far can be said in it.
  #rescale(scale: number): void {
    const widened = scale > this.#scale ? this.#units * (powers[scale - this.#scale] as number) : Number.POSITIVE_INFINITY
    if (Math.abs(widened) > safest) this.#carry()
    else this.#units = widened
    this.#scale = scale
  }

  #addExact(digits: bigint, scale: number, sign: 1 | -1): void {
    if (scale > this.#exactScale) {
      this.#exact *= 10n ** BigInt(scale - this.#exactScale)
      this.#exactScale = scale
    }
    this.#exact += BigInt(sign) * digits * 10n ** BigInt(this.#exactScale - scale)
  }
}
/** Decimal places of an average. */
const averagePlaces = 6

/** A decimal text in its shortest form: no sign of zero, no needless zeros. */
export function plainDecimal(amount: string): string {
  const dot = amount.indexOf('.')
  return toText(toDigits(amount, dot), dot < 0 ? 0 : amount.length - dot - 1)
}

/** A finite number as the decimal text that JavaScript prints for it, without an exponent. */
export function toDecimalText(value: number): string {
  const text = String(value)
  const at = text.indexOf('e')
  if (at < 0) return text
  const [digits, exponent] = [text.slice(0, at), Number(text.slice(at + 1))]
  const dot = digits.indexOf('.')
  const scale = (dot < 0 ? 0 : digits.length - dot - 1) - exponent
  const whole = toDigits(digits, dot)
  return scale > 0 ? toText(whole, scale) : String(whole * 10n ** BigInt(-scale))
}

function toDigits(amount: string, dot: number): bigint {
  return BigInt(dot < 0 ? amount : amount.slice(0, dot) + amount.slice(dot + 1))
}
function toShortText(units: number, scale: number): string {
  return units % (powers[scale] as number) === 0
    ? String(units / (powers[scale] as number) + 0)
    : spell(String(Math.abs(units)), scale, units < 0)
}
function toText(digits: bigint, scale: number): string {
  return scale === 0 ? String(digits) : spell(String(digits < 0n ? -digits : digits), scale, digits < 0n)
}
function spell(digits: string, scale: number, negative: boolean): string {
  const text = digits.padStart(scale + 1, '0')
  let end = text.length
  while (end > text.length - scale && text.charCodeAt(end - 1) === zero) end--
  const whole = text.slice(0, text.length - scale)
  const fraction = text.slice(text.length - scale, end)
  return `${negative ? '-' : ''}${fraction === '' ? whole : `${whole}.${fraction}`}`
}
const zero = 48
