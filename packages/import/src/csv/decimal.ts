/** How a file writes numbers: the mark before the fraction, and the one between thousands. */
export interface NumberStyle {
  readonly decimal?: string | undefined
  readonly thousands?: string | undefined
}

/**
 * A number as its one decimal text: no `+`, no needless zeros, no exponent; worked out on the digits, never as a float. What is in brackets, or
 * has its minus behind, is negative, as in accounting.
 *
 * Empty: text that is no number gives `undefined`.
 */
export function toDecimal(text: string, { decimal = '.', thousands }: NumberStyle = {}): string | undefined {
  const parts = signBefore(text).split(decimal)
  const whole = ungrouped(parts[0] ?? '', thousands)
  const fraction = parts[1] ?? ''
  if (parts.length > 2 || whole === undefined || !/^[+-]?\d*$/.test(whole) || !/^\d*$/.test(fraction)) return undefined
  const digits = whole.replace(/^[+-]/, '')
  return digits + fraction === '' ? undefined : canonical(whole.startsWith('-'), digits, fraction)
}

// The brackets, or the minus behind, are the sign: there is no other beside it.
function signBefore(text: string): string {
  const [, inBrackets, beforeMinus] = /^(?:\(([^()+-]*)\)|([^()+-]*)-)$/.exec(text) ?? []
  const digits = inBrackets ?? beforeMinus
  return digits === undefined ? text : `-${digits.trim()}`
}

/** The same number times a power of ten, exactly. */
export function shiftDecimal(decimal: string, power: number): string {
  const [whole = '', fraction = ''] = decimal.replace('-', '').split('.')
  const digits = power < 0 ? '0'.repeat(-power) + whole + fraction : whole + fraction + '0'.repeat(power)
  const point = power < 0 ? whole.length : whole.length + power
  return canonical(decimal.startsWith('-'), digits.slice(0, point), digits.slice(point))
}

function canonical(negative: boolean, whole: string, fraction: string): string {
  const digits = whole.replace(/^0+/, '') || '0'
  const rest = fraction.replace(/0+$/, '')
  const text = rest === '' ? digits : `${digits}.${rest}`
  return negative && text !== '0' ? `-${text}` : text
}

// Groups of three only: `1,2,3` is a mistake, not 123.
function ungrouped(whole: string, mark: string | undefined): string | undefined {
  if (mark === undefined || !whole.includes(mark)) return whole
  const [first = '', ...rest] = whole.split(mark)
  return /^[+-]?\d{1,3}$/.test(first) && rest.every((group) => /^\d{3}$/.test(group)) ? first + rest.join('') : undefined
}
