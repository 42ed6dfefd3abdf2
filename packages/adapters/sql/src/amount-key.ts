import { TenureError } from '@tenure/core/adapter'

const most = 500
const low = -10
const high = 30

/**
 * Short text that sorts by code point as decimal amounts do by value, exact at any length. Equal amounts share a key, however written.
 * Errors: `input.invalid` for an amount of 500 digits or more.
 */
export function amountKey(amount: string): string {
  const negative = amount.startsWith('-')
  const dot = amount.indexOf('.')
  const end = dot < 0 ? amount.length : dot
  const whole = amount.slice(negative ? 1 : 0, end)
  const digits = whole + (dot < 0 ? '' : amount.slice(dot + 1))
  const first = digits.search(/[1-9]/)
  if (first < 0) return 'N'
  const power = whole.length - first
  if (power >= most || power <= -most) throw tooLong(amount)
  const text = digits.slice(first).replace(/0+$/, '')
  // Of two negative amounts the longer one is the lesser.
  return negative ? `${mirror(power)}${complement(text)}~` : `${rank(power)}${text}`
}

// One character for the powers of ten of daily life: P to w above zero (N), % to L below; four for others.
function rank(power: number): string {
  if (power < low) return `O${spell(power)}`
  return power < high ? String.fromCharCode(0x50 + power - low) : `x${spell(power)}`
}
function mirror(power: number): string {
  if (power < low) return `M${complement(spell(power))}`
  return power < high ? String.fromCharCode(0x4c - power + low) : `$${complement(spell(power))}`
}
function spell(power: number): string {
  return String(power + most).padStart(3, '0')
}
function complement(digits: string): string {
  return digits.replace(/\d/g, (digit) => String(9 - Number(digit)))
}
function tooLong(amount: string): TenureError {
  const message = `An amount has fewer than ${most} digits.`
  return new TenureError('input.invalid', message, {
    issues: [{ path: [], message: `${message} This one starts with ${amount.slice(0, 20)}.` }],
  })
}
