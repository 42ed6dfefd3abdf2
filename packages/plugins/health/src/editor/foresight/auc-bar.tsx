import type { ReactNode } from 'react'

/** How far an AUC lies from chance, which is the middle: to the right is better. */
export function AucBar({ value, isQuiet = false }: { readonly value: number; readonly isQuiet?: boolean }): ReactNode {
  const [from, to] = [Math.min(0.5, value), Math.max(0.5, value)]
  return (
    <span className="bt-auc" aria-hidden="true">
      <i className={isQuiet ? 'q' : undefined} style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }} />
    </span>
  )
}
