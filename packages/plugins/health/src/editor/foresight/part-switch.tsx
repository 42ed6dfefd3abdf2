import { Segmented, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Context } from '../shown-profile.js'

const backtest = '~backtest'
/** The profile that an address within the page opens, and which of its parts. */
export function openedAt(at: string | undefined): { readonly id: string | undefined; readonly isBacktest: boolean } {
  const isBacktest = at?.endsWith(backtest) === true
  return { id: isBacktest ? at?.slice(0, -backtest.length) : at, isBacktest }
}

interface SwitchProps {
  readonly context: Context
  readonly profile: string
  readonly isBacktest: boolean
}
/** Goes from the criteria of a profile to its backtest, and back. */
export function PartSwitch({ context, profile, isBacktest }: SwitchProps): ReactNode {
  const text = useText()
  return (
    <Segmented
      label={text('Part')}
      value={isBacktest ? 'backtest' : 'criteria'}
      onChange={(part) => context.goTo(part === 'backtest' ? `${profile}${backtest}` : profile)}
      options={[
        { value: 'criteria', label: text('Criteria'), icon: 'edit' },
        { value: 'backtest', label: text('Backtest and fit'), icon: 'history' },
      ]}
    />
  )
}
