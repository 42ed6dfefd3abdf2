/** A ratio as decimal text in percent: one place, and more where it would read as 100 % without being exactly that. */
export function ratioText(ratio: string, locale: string): string {
  const value = Number(ratio)
  const write = (places: number): string =>
    new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: places }).format(value)
  const isNear = value !== 1 && Math.abs(value - 1) < 0.0005
  return write(isNear ? 4 : 1)
}
