import type { ReactNode } from 'react'
import '../styles/progress.css'

/** How far something is: `share` is from 0 to 1, `label` names what it is. */
export function ProgressBar({ label, share }: { readonly label: string; readonly share: number }): ReactNode {
  const percent = Math.floor(100 * Math.min(1, Math.max(0, share)))
  return (
    <span className="prog" role="progressbar" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100}>
      <i style={{ width: `${percent}%` }} />
    </span>
  )
}
