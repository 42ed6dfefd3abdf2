import type { Words } from '../../words/en/index.js'
import type { Reading } from '../format/use-formats.js'

/** Who or what gave a value: *You*, a name, or the way it came. */
export function sourceText(
  { source, user, by }: { readonly source: string; readonly user?: string; readonly by?: string },
  words: Words['record'],
  { me }: Pick<Reading, 'me'>,
): string {
  const sources: Readonly<Record<string, string>> = words.sources
  if (source === 'user' && user === me) return words.you
  if (source === 'user') return by ?? words.somebody
  return (source === 'plugin' ? by : undefined) ?? sources[source] ?? source
}

const [minuteMs, hourMs, dayMs] = [60_000, 3_600_000, 86_400_000]

/** How old something is, as short as can be: *3 h*, *6 d*, then its day. */
export function ageText(
  at: number,
  words: Words['record'],
  { formats, words: units }: Pick<Reading, 'formats' | 'words'>,
  now = Date.now(),
): string {
  const age = now - at
  if (age < minuteMs) return words.justNow
  if (age >= 7 * dayMs) return formats.dayOf(at)
  if (age >= dayMs) return units.days(formats.number(Math.floor(age / dayMs)))
  if (age >= hourMs) return formats.duration(Math.floor(age / hourMs) * hourMs)
  return formats.duration(Math.floor(age / minuteMs) * minuteMs)
}
