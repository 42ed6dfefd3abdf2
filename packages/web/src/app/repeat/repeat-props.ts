/** What `Repeat` takes. */
export interface RepeatProps {
  /** A rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`; `null` repeats never. */
  readonly value: string | null
  /** When the first one is: what the rule leaves open is as it is there. Now, where nothing is known. */
  readonly start?: number | undefined
  readonly label: string
  readonly onChange: (rule: string | null) => void
}
