const deepest = 5

/** What was thrown, as text with its stack and the causes behind it. Whatever it is, this does not throw. */
export function describeCause(cause: unknown, depth = 0): string {
  try {
    if (!(cause instanceof Error)) return String(cause)
    const own = String(cause.stack ?? cause.message)
    return cause.cause === undefined || depth === deepest ? own : `${own}\ncaused by ${describeCause(cause.cause, depth + 1)}`
  } catch {
    return 'something that cannot be shown as text'
  }
}
