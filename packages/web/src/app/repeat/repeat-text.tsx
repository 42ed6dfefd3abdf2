import type { ReactNode } from 'react'
import { useReading } from '../format/use-formats.js'
import { ruleText } from './rule-text.js'

/** A recurrence rule in the words of the user's language. */
export function RepeatText({ rule }: { readonly rule: string }): ReactNode {
  const text = ruleText(rule, useReading().formats.env.locale)
  return (
    <span className="cut" title={text}>
      {text}
    </span>
  )
}
