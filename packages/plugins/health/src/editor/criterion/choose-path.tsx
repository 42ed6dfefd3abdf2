import { Choose } from '@tenure/web/parts'
import type { ReactNode } from 'react'

interface PathProps {
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly path: string; readonly label: string }[]
  readonly set: (path: string) => void
}
/** Chooses a property or an association. */
export function ChoosePath({ label, value, options, set }: PathProps): ReactNode {
  const all = options.some(({ path }) => path === value) ? options : [{ path: value, label: value }, ...options]
  return (
    <span className="health-choose">
      <Choose
        label={label}
        value={value}
        options={all.map((one) => ({ value: one.path, label: one.label }))}
        onChange={(path) => {
          if (path !== null) set(path)
        }}
      />
    </span>
  )
}
