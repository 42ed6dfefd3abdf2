/** The day in so many days where the user lives, which begins an hour or two before that of UTC. */
export function dayAhead(count: number, timeZone = 'Europe/Berlin'): string {
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone }).format()
  return new Date(Date.parse(today) + count * 86_400_000).toISOString().slice(0, 10)
}
