/** A decimal number, exactly: `digits` × 10^−`scale`. */
export interface Decimal {
  readonly digits: bigint
  readonly scale: number
}

const pattern = /^-?\d+(?:\.\d+)?$/
/** Reads decimal text such as `-12.50`. Errors: `RangeError` for anything else. */
export function parseDecimal(text: string): Decimal {
  if (!pattern.test(text)) throw new RangeError(`${JSON.stringify(text)} is not a decimal number such as 1250.50.`)
  const dot = text.indexOf('.')
  return dot < 0
    ? { digits: BigInt(text), scale: 0 }
    : { digits: BigInt(text.slice(0, dot) + text.slice(dot + 1)), scale: text.length - dot - 1 }
}
/** A fraction as a whole number, half away from zero. */
export function roundDivide(dividend: bigint, divisor: bigint): bigint {
  const [top, bottom] = divisor < 0n ? [-dividend, -divisor] : [dividend, divisor]
  return (2n * top + (top < 0n ? -bottom : bottom)) / (2n * bottom)
}
/** Units of 10^−`places` as decimal text with all of its places. */
export function toDecimalText(units: bigint, places: number): string {
  const digits = String(units < 0n ? -units : units).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return units < 0n ? `-${text}` : text
}
/** 10 to the power of a count. */
export function tenTo(count: number): bigint {
  return 10n ** BigInt(count)
}

// ISO 4217; what is not here has two. `Intl` of some runtimes has other numbers for HUF, IDR and IQD.
const unusual: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
}
const places: ReadonlyMap<string, number> = new Map(
  Object.entries(unusual).flatMap(([count, codes]) => codes.split(' ').map((code) => [code, Number(count)] as const)),
)

/** How many decimal places the amounts of a currency have. */
export function minorUnitsOf(currency: string): number {
  return places.get(currency) ?? 2
}
