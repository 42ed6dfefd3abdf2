import type { MoneyValue } from './formats.js'

/** Whether a value is an amount of a currency. */
export function isMoney(value: unknown): value is MoneyValue {
  return typeof value === 'object' && value !== null && 'amount' in value && 'currency' in value
}
