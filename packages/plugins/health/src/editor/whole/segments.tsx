import type { ScoreSegment } from '@tenure/core/score'
import { Button, FilterBox, Icon, Popover, TextInput, useText } from '@tenure/web/parts'
import type { ReactNode } from 'react'
import type { ShownPreview } from '../preview/use-preview.js'
import { type Fault, faultsAt } from '../shown-profile.js'
import type { ProfileSteps } from '../use-profile-steps.js'

interface SegmentsProps {
  readonly steps: ProfileSteps
  readonly faults: readonly Fault[]
  readonly preview: ShownPreview
}
const most = 5
const everybody: ScoreSegment['filter'] = { test: 'all', filters: [] }

/** Whom the profile scores: the customers in any of its segments, or every customer (HS-1). */
export function Segments({ steps, faults, preview: { value } }: SegmentsProps): ReactNode {
  const text = useText()
  const { segments } = steps.now
  const set = (next: readonly ScoreSegment[], key?: string) => steps.change({ ...steps.now, segments: next }, key)
  const first = faultsAt(faults, 'segments')[0]
  return (
    <div className="health-segments">
      <span className="small t3">{segments.length === 0 ? text('Scores every customer') : text('Scores customers in')}</span>
      {segments.map((segment, at) => (
        <Popover key={at} className="pill on" label={text('Segment {name}', { name: segment.name })} button={<b>{segment.name}</b>}>
          {({ close }) => (
            <SegmentForm
              segment={segment}
              type={steps.now.objectType}
              change={(next) =>
                set(
                  segments.map((one, place) => (place === at ? next : one)),
                  `segment ${at}`,
                )
              }
              remove={() => {
                close()
                set(segments.filter((_, place) => place !== at))
              }}
            />
          )}
        </Popover>
      ))}
      {segments.length < most ? (
        <Button
          look="bare"
          icon="plus"
          onPress={() => set([...segments, { name: text('Segment {n}', { n: segments.length + 1 }), filter: everybody }])}
        >
          {text('Segment')}
        </Button>
      ) : (
        <span className="small t3">{text('At most {n} segments', { n: most })}</span>
      )}
      <span className="grow" />
      {value === undefined ? null : (
        <span className="small t3 num">
          {text('{scored} of {all} customers get a score', { scored: value.done - value.draft.none, all: value.total })}
        </span>
      )}
      {first === undefined ? null : (
        <span className="small bad" role="alert">
          <Icon name="alert" size={12} /> {first.message}
        </span>
      )}
    </div>
  )
}

interface FormProps {
  readonly segment: ScoreSegment
  readonly type: string
  readonly change: (segment: ScoreSegment) => void
  readonly remove: () => void
}
function SegmentForm({ segment, type, change, remove }: FormProps): ReactNode {
  const text = useText()
  return (
    <div className="health-segment">
      <TextInput label={text('Name of the segment')} value={segment.name} onChange={(name) => change({ ...segment, name })} />
      <FilterBox type={type} filter={segment.filter} onChange={(filter = everybody) => change({ ...segment, filter })} />
      <Button look="bare" icon="x" onPress={remove}>
        {text('Take the segment out')}
      </Button>
    </div>
  )
}
