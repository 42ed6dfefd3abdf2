/** Length of time, as plain data: calendar days, or milliseconds. */
export interface Duration {
  readonly days?: number
  readonly ms?: number
}
/** That many calendar days. */
export function days(count: number): Duration {
  return { days: count }
}
/** That many hours. */
export function hours(count: number): Duration {
  return { ms: count * 3_600_000 }
}
/** That many minutes. */
export function minutes(count: number): Duration {
  return { ms: count * 60_000 }
}
