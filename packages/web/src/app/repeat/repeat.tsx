import { type ReactNode, Suspense } from 'react'
import { lazily } from '../early/lazily.js'
import { useField } from '../form/field.js'
import type { RepeatProps } from './repeat-props.js'

const RepeatField = lazily('RepeatField', () => import('./repeat-field.js'))

/** Chooses how something repeats, in plain words: how often, on which days, until when, with the next three dates. Its code is loaded on first use. */
export function Repeat(props: RepeatProps): ReactNode {
  const field = useField()
  return (
    <Suspense fallback={<div className="editor-line form-line" aria-busy="true" />}>
      <RepeatField {...props} field={field} />
    </Suspense>
  )
}
