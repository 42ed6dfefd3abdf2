import { Segmented, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { NumberInput } from '../number-input.js'
import { type Fault, faultAt } from '../shown-profile.js'
import type { ProfileSteps } from '../use-profile-steps.js'

/** How the groups come together, for scores that other products keep in another way. */
export function Rules({ steps, faults }: { readonly steps: ProfileSteps; readonly faults: readonly Fault[] }): ReactNode {
  const text = useText()
  const profile = steps.now
  const fault = faultAt(faults, 'round') ?? faultAt(faults, 'start')
  return (
    <details className="health-rules">
      <summary>{text('How the groups come together')}</summary>
      <div className="health-line">
        <Segmented
          label={text('Groups are')}
          value={profile.combine}
          onChange={(combine) => steps.change({ ...profile, combine: combine === 'mean' ? 'mean' : 'sum' })}
          options={[
            { value: 'sum', label: text('added') },
            { value: 'mean', label: text('a mean by weight') },
          ]}
        />
        <Segmented
          label={text('A group without data')}
          value={profile.missing}
          onChange={(missing) => steps.change({ ...profile, missing: missing === 'skip' ? 'skip' : 'zero' })}
          options={[
            { value: 'zero', label: text('earns nothing') },
            { value: 'skip', label: text('leaves its share to the others') },
          ]}
        />
        <span>{text('begins at')}</span>
        <NumberInput
          label={text('Points at the start')}
          value={profile.start}
          onChange={(start) => steps.change({ ...profile, start: start ?? 0 }, 'start')}
        />
        <span>{text('rounded to')}</span>
        <NumberInput
          label={text('Step of rounding')}
          placeholder={text('not')}
          mayBeEmpty
          value={profile.round}
          onChange={(round) => {
            const { round: _, ...rest } = profile
            steps.change(round === undefined ? rest : { ...rest, round }, 'round')
          }}
        />
      </div>
      {fault === undefined ? null : (
        <p className="small bad" role="alert">
          {fault}
        </p>
      )}
    </details>
  )
}
