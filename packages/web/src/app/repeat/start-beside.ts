/** The properties that say when the first of something that repeats is. */
export const startNames = ['dueAt', 'at'] as const

/** When the first of something that repeats is, by the other values of its record. */
export function startBeside(beside: Readonly<Record<string, unknown>> | undefined): number | undefined {
  return startNames.map((name) => beside?.[name]).find((value) => typeof value === 'number')
}
