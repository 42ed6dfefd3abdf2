import { Health, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import { NumberInput } from '../number-input.js'
import type { ShownPreview } from '../preview/use-preview.js'
import { type Fault, faultAt } from '../shown-profile.js'
import type { ProfileSteps } from '../use-profile-steps.js'
import { Scale } from './scale.js'

interface ThresholdsProps {
  readonly steps: ProfileSteps
  readonly faults: readonly Fault[]
  readonly preview: ShownPreview
}

/** Where the statuses begin: two thumbs on the scale, and how far above a line a status has to come to be better again. */
export function Thresholds({ steps, faults, preview }: ThresholdsProps): ReactNode {
  const text = useText()
  const { thresholds } = steps.now
  const fault = faultAt(faults, 'thresholds')
  return (
    <section className="health-thr" aria-label={text('Thresholds')}>
      <p className="sumline">
        <b>{text('Thresholds')}</b> <span className="small t3">{text('the unrounded total decides')}</span>
      </p>
      <Scale thresholds={thresholds} set={(change, key) => steps.change({ ...steps.now, thresholds: { ...thresholds, ...change } }, key)} />
      <Counts thresholds={thresholds} preview={preview} />
      <Numbers steps={steps} />
      {fault === undefined ? null : (
        <p className="small bad" role="alert">
          {fault}
        </p>
      )}
    </section>
  )
}

function Counts({
  thresholds: { neutral, healthy },
  preview: { value },
}: Pick<ThresholdsProps, 'preview'> & { readonly thresholds: ProfileSteps['now']['thresholds'] }): ReactNode {
  const text = useText()
  const parts = [
    { word: 'risk', of: 'atRisk', length: neutral },
    { word: 'neutral', of: 'neutral', length: healthy - neutral },
    { word: 'healthy', of: 'healthy', length: 100 - healthy },
  ] as const
  const said = (of: (typeof parts)[number]['of']) => {
    if (value === undefined) return ''
    const n = value.draft[of]
    if (value.active === undefined) return n === 1 ? text('1 customer') : text('{n} customers', { n })
    return text('{n}, before {before}', { n, before: value.active[of] })
  }
  return (
    <div className="lab small">
      {parts.map(({ word, of, length }) => (
        <span key={of} style={{ flexGrow: Math.max(18, length) }}>
          <Health status={word} /> <span className="t3 num">{said(of)}</span>
        </span>
      ))}
    </div>
  )
}

function Numbers({ steps }: { readonly steps: ProfileSteps }): ReactNode {
  const text = useText()
  const { thresholds } = steps.now
  const set = (change: Partial<typeof thresholds>, key: string) =>
    steps.change({ ...steps.now, thresholds: { ...thresholds, ...change } }, key)
  const field = (key: 'neutral' | 'healthy' | 'hysteresis', label: string) => (
    <NumberInput label={label} value={thresholds[key]} onChange={(value) => set({ [key]: value ?? 0 }, key)} />
  )
  return (
    <div className="health-line">
      <span>{text('Neutral from')}</span>
      {field('neutral', text('Neutral from'))}
      <span>{text('Healthy from')}</span>
      {field('healthy', text('Healthy from'))}
      <span>{text('Better again only')}</span>
      {field('hysteresis', text('Points above the line'))}
      <span>{text('points above the line')}</span>
      <label className="check">
        <input
          type="checkbox"
          checked={thresholds.bound === 'below'}
          onChange={(event) => set({ bound: event.target.checked ? 'below' : 'above' }, 'bound')}
        />
        {text('A total exactly at a line belongs below it')}
      </label>
    </div>
  )
}
