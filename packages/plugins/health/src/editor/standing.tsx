import { Icon, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { Fault, Profiles, ShownProfile } from './shown-profile.js'

interface StandingProps {
  readonly faults: readonly Fault[]
  readonly mayEdit: boolean
  readonly list: Profiles
  readonly profile: ShownProfile
}

/** What keeps the profile from being active, or its user from changing it. */
export function Standing({ faults, mayEdit, list, profile }: StandingProps): ReactNode {
  const text = useText()
  if (!list.mayEdit) return text('Health scores are created and edited with a service seat. An administrator can assign one.')
  if (profile.isOverLimit) return text('The edition has fewer profiles now: this one is kept, and cannot be edited.')
  if (!mayEdit) return text('This page is viewed as another user: nothing can be changed.')
  const [first] = faults
  if (first === undefined) return text('Nothing keeps it from being active.')
  return (
    <span className="bad" role="status">
      <Icon name="alert" size={14} /> {first.message}
      {faults.length > 1 ? ` ${text('And {n} more.', { n: faults.length - 1 })}` : ''}
    </span>
  )
}
