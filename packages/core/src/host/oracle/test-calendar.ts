/** The calendar day of an instant in a time zone, by the calendars of the machine alone. */
export function dayIn(at: number, zone: string): string {
  const key = `${at} ${zone}`
  const day = days.get(key) ?? formatOf(zone).format(at)
  if (days.size > 50_000) days.clear()
  days.set(key, day)
  return day
}
/** So many days later. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

// Calendars are slow to ask, and the reference asks for the same days again and again.
const days = new Map<string, string>()
const formats = new Map<string, Intl.DateTimeFormat>()
function formatOf(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' })
  formats.set(zone, format)
  return format
}
