// A calendar takes long to build, and a principal is worked out after each change of rights.
const known = new Set<string>()
const mostKnown = 1_000

/** Whether the text names a time zone that calendars know. */
export function isTimeZone(name: string): boolean {
  if (known.has(name)) return true
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
  } catch {
    return false
  }
  if (known.size < mostKnown) known.add(name)
  return true
}
