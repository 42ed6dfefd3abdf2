import type { cancelSampleContract, sampleContract, takeSampleInContract, takeSampleOutContract } from '@tenure/core/administration'
import { type ElementContext, Icon, type Text, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import type { z } from 'zod'

type Context = Pick<ElementContext, 'act' | 'watch'>
type Sample = z.output<typeof sampleContract.output>
type Run = NonNullable<Sample['taken']>

/** The sample as it is now; nothing for those who may not take it in or out, and where there is none. */
export function useSample(context: Context): Sample | undefined {
  const sample = useLive(useMemo(() => context.watch<typeof sampleContract>('tenure.imports/sample'), []))?.value
  return sample === undefined || sample.customers === 0 ? undefined : sample
}

/** Whether sample data are on their way in or out. */
export function goingOf({ taken, out }: Sample): Run | undefined {
  return [out, taken].find((run) => run?.state === 'running')
}

/** Sample data as a way to bring customers in: taking them in, how far that is, and taking them out. */
export function SampleWay({ context, sample }: { readonly context: Context; readonly sample: Sample }): ReactNode {
  const text = useText()
  const { problem, isBusy, act } = useSteps(context)
  const going = goingOf(sample)
  if (going !== undefined) return <Going sample={sample} run={going} stop={() => act('cancel')} />
  const { taken, out } = sample
  const failed = sample.isIn ? (out ?? taken)?.problem : undefined
  return (
    <button type="button" className="import-way" disabled={isBusy} onClick={() => void act(sample.isIn ? 'out' : 'in')}>
      <Icon name="dashboard" size={16} />
      <b>{sample.isIn ? text('Take sample data out') : text('Sample data')}</b>
      <span className="small t2" role={problem === undefined ? undefined : 'alert'}>
        {problem ?? failed ?? noteOf(text, sample, isBusy)}
      </span>
    </button>
  )
}

/** What stayed when the sample was taken out, and why. */
export function SampleKept({ sample }: { readonly sample: Sample }): ReactNode {
  const text = useText()
  const { out, isIn } = sample
  const stay = out === undefined ? 0 : out.kept + out.left + out.failed
  if (isIn || out === undefined || stay === 0) return null
  const items = [...new Map(out.items.map((item) => [`${item.type} ${item.id}`, item])).values()]
  return (
    <section className="import-kept" aria-label={text('What stays of the sample data')}>
      <p role="status">
        <b>
          {stay === 1
            ? text('The sample data are out. 1 change stays.')
            : text('The sample data are out. {count} changes stay.', { count: stay })}
        </b>
      </p>
      <ul>
        {items.map(({ type, id, title, message }) => (
          <li key={`${type} ${id}`}>
            <span dir="auto">{title ?? id}</span> <span className="t2">{text(message)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface GoingProps {
  readonly sample: Sample
  readonly run: Run
  readonly stop: () => void
}
function Going({ sample, run, stop }: GoingProps): ReactNode {
  const text = useText()
  const { done, total = 0 } = run
  const title = run === sample.out ? text('Taking sample data out') : text('Taking sample data in')
  return (
    <div className="import-way going">
      <Icon name="dashboard" size={16} />
      <b>{title}</b>
      <span className="small t2">
        {text('{done} of {total}', { done: Math.min(done, total), total })}
        {' · '}
        <button type="button" className="link" onClick={stop}>
          {text('Cancel')}
        </button>
      </span>
      <progress value={total === 0 ? 0 : Math.min(1, done / total)} max={1} aria-label={title} />
    </div>
  )
}

function noteOf(text: Text, { customers, isIn, taken }: Sample, isBusy: boolean): string {
  if (isBusy) return text('One moment')
  if (!isIn) return text('{count} customers, taken out in one step', { count: customers })
  return taken?.state === 'cancelled' ? text('Some of it is here') : text('{count} customers are here', { count: customers })
}

type Step = 'in' | 'out' | 'cancel'
function useSteps(context: Context) {
  const [problem, setProblem] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const steps = {
    in: () => context.act<typeof takeSampleInContract>('tenure.imports/sample-in'),
    out: () => context.act<typeof takeSampleOutContract>('tenure.imports/sample-out'),
    cancel: () => context.act<typeof cancelSampleContract>('tenure.imports/sample-cancel'),
  }
  const act = async (step: Step) => {
    setBusy(true)
    const outcome = await steps[step]()
    setBusy(false)
    setProblem(outcome.ok ? undefined : outcome.problem.message)
  }
  return { problem, isBusy, act }
}
