import type { ReactNode } from 'react'
import { shownLabel } from './shown-label.js'

/** The labels of a link as quiet chips behind the name. */
export function LabelChips({ labels = [] }: { readonly labels?: readonly string[] | undefined }): ReactNode {
  return labels.map((label) => (
    <span key={label} className="chip plain label" dir="auto">
      {shownLabel(label)}
    </span>
  ))
}
