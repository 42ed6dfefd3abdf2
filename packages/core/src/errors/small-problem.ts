/** How many issues a problem lists, and how long its texts may be: whatever somebody sends, the answer to it is small. */
const mostIssues = 20
const longestMessage = 2_000
const longestDetail = 300
/** A step of a path, or another item of a list. */
const longestItem = 60

/** A message that fits into an answer, and says how many issues there are if it lists only some of them. */
export function smallMessage(message: string, details: object): string {
  const all = 'issues' in details && Array.isArray(details.issues) ? details.issues.length : 0
  const rest = all > mostIssues ? ` (${mostIssues} of ${all} issues are listed.)` : ''
  return shorten(message, longestMessage - rest.length) + rest
}

/** Details that fit into an answer. The newer values of a conflict are whole: a person decides by them. */
export function smallDetails<Details extends object>(details: Details): Details {
  const entries = Object.entries(details).map(([name, value]) => [name, name === 'newer' ? value : small(value)])
  return Object.fromEntries(entries) as Details
}

function small(value: unknown, longest = longestDetail): unknown {
  if (Array.isArray(value)) return value.slice(0, mostIssues).map((item) => small(item, longestItem))
  if (typeof value === 'string') return shorten(value, longest)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, small(part)]))
}
function shorten(text: string, longest: number): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text
}
