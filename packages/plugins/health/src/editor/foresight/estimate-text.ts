/** Writes AUCs: always two digits, as the language writes them. */
export function aucText(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
  return (value) => format.format(value).replace('-', '−')
}
/** The same with its sign: by how much one is better. */
export function differenceText(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, signDisplay: 'always' })
  // Nothing is −0.00.
  return (value) => format.format(Math.round(value * 100) / 100 + 0).replace('-', '−')
}
/** Writes how many times as often: one digit. */
export function liftText(locale: string): (value: number) => string {
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })
  return (value) => format.format(value)
}
