import { type Money, TenureError } from '@tenure/core/adapter'

const bias = 500

/**
 * Text that sorts by code point as money does: by amount, exact at any length, then by currency. Equal amounts share a key, however written.
 * Errors: `input.invalid` for an amount of 500 digits or more.
 */
export function moneyKey({ amount, currency }: Money): string {
  return `${amountKey(amount)}${currency}`
}

/** The part of a money key that is the amount; it ends so that a longer amount sorts on its own side. */
export function amountKey(amount: string): string {
  const negative = amount.startsWith('-')
  const dot = amount.indexOf('.')
  const end = dot < 0 ? amount.length : dot
  const whole = amount.slice(negative ? 1 : 0, end)
  const digits = whole + (dot < 0 ? '' : amount.slice(dot + 1))
  const first = digits.search(/[1-9]/)
  if (first < 0) return '1 '
  const power = whole.length - first
  if (power >= bias || power <= -bias) throw tooLong(amount)
  const text = String(power + bias).padStart(3, '0') + digits.slice(first).replace(/0+$/, '')
  return negative ? `0${complement(text)}~` : `2${text} `
}

function complement(digits: string): string {
  return digits.replace(/\d/g, (digit) => String(9 - Number(digit)))
}
function tooLong(amount: string): TenureError {
  const message = 'An amount has fewer than 500 digits.'
  return new TenureError('input.invalid', message, {
    issues: [{ path: [], message: `${message} This one starts with ${amount.slice(0, 20)}.` }],
  })
}
