/** Writes instants as the user reads them, and texts in the language of the page. */
interface Reading {
  readonly formats: { ago(instant: number): string; duration(ms: number): string }
}
const minuteMs = 60_000
/** So long after they were seen, a user is still here: those who are counted as *Here now* have *Now*. */
const hereMs = 5 * minuteMs

/** When a user was seen last: *Now*, some minutes or hours ago, or the day. Nothing where no session is kept. */
export function seenText(
  { formats }: Reading,
  seenAt: number | undefined,
  text: (english: string, values?: Readonly<Record<string, string | number>>) => string,
  now = Date.now(),
): string {
  if (seenAt === undefined) return ''
  const past = now - seenAt
  if (past <= hereMs) return text('Now')
  if (past < 60 * minuteMs) return text('{time} ago', { time: text('{n} min', { n: Math.floor(past / minuteMs) }) })
  if (past < 12 * 60 * minuteMs) return text('{time} ago', { time: text('{n} h', { n: Math.floor(past / (60 * minuteMs)) }) })
  return formats.ago(seenAt)
}
