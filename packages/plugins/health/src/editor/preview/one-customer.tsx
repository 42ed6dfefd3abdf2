import type { searchContract } from '@tenure/core/page'
import { Health, type HealthWord, TextInput, useLive, useText } from '@tenure/web/parts'
import { type ReactNode, useMemo, useState } from 'react'
import { signed } from '../criterion/range-text.js'
import type { Context, Preview } from '../shown-profile.js'
import type { ShownPreview } from './use-preview.js'

interface TestProps {
  readonly context: Context
  readonly draft: { readonly objectType: string }
  readonly preview: ShownPreview
  readonly record: string | undefined
  readonly setRecord: (record: string | undefined) => void
}
type Tested = NonNullable<Preview['one']>
type Scored = Extract<Tested['draft'], { readonly state: 'scored' }>
const scored = (health: Tested['active']): Scored | undefined => (health?.state === 'scored' ? health : undefined)

/** The word of a status. */
export function wordOf(status: string | null): HealthWord {
  return status === 'at-risk' ? 'risk' : status === 'neutral' || status === 'healthy' ? status : 'none'
}

/** Tests the draft on one customer: its score group by group, beside the active one. */
export function TestOne({ context, draft, preview: { value }, record, setRecord }: TestProps): ReactNode {
  const text = useText()
  const test = value?.one
  return (
    <section className="health-test" aria-label={text('Test on one customer')}>
      <Search {...{ context, setRecord }} objectType={draft.objectType} chosen={test && test.id === record ? test.title : undefined} />
      {test === undefined || record === undefined ? null : <Result test={test} context={context} type={draft.objectType} />}
    </section>
  )
}

interface SearchProps {
  readonly context: Context
  readonly objectType: string
  readonly chosen: string | undefined
  readonly setRecord: (record: string | undefined) => void
}
function Search({ context, objectType, chosen, setRecord }: SearchProps): ReactNode {
  const text = useText()
  const [written, write] = useState('')
  const isAsked = written.trim() !== ''
  return (
    <div className="health-search">
      <TextInput
        kind="search"
        label={text('Customer to test')}
        placeholder={chosen ?? text('Test on a customer …')}
        value={written}
        onChange={write}
      />
      {isAsked ? (
        <Hits
          {...{ context, objectType }}
          written={written}
          choose={(id) => {
            write('')
            setRecord(id)
          }}
        />
      ) : null}
    </div>
  )
}
interface HitsProps {
  readonly context: Context
  readonly objectType: string
  readonly written: string
  readonly choose: (id: string) => void
}
function Hits({ context, objectType, written, choose }: HitsProps): ReactNode {
  const text = useText()
  const live = useMemo(
    () => context.watch<typeof searchContract>('tenure.record/search', { text: written.trim(), limit: 50 }),
    [context.watch, written],
  )
  const found = useLive(live)?.value?.hits.filter(({ type }) => type === objectType)
  if (found === undefined) return null
  if (found.length === 0) return <p className="small t3">{text('No customer has such a name.')}</p>
  return (
    <ul className="health-hits" aria-label={text('Customers')}>
      {found.slice(0, 6).map(({ id, title }) => (
        <li key={id}>
          <button type="button" onClick={() => choose(id)}>
            {title ?? id}
          </button>
        </li>
      ))}
    </ul>
  )
}

interface ResultProps {
  readonly test: Tested
  readonly context: Context
  readonly type: string
}
function Result({ test, context, type }: ResultProps): ReactNode {
  const text = useText()
  const { causes, title, id } = test
  const draft = scored(test.draft)
  const active = scored(test.active)
  const { number, percent } = context.formats
  return (
    <>
      <div className="health-sumup">
        <span className="big num">{draft?.score ?? '–'}</span>
        <span className="grow">
          <button type="button" className="link" onClick={() => context.openRecord({ type, id })}>
            {title}
          </button>
          <br />
          <span className="small t3">
            {draft === undefined ? text('gets no score') : text('{share} could be judged', { share: percent(draft.coverage) })}
          </span>
        </span>
        <span className="aside">
          <Health status={wordOf(draft?.status ?? null)} />
          {test.active === undefined ? null : (
            <>
              <br />
              <span className="small t2">{active === undefined ? text('active: no score') : text('active: {n}', { n: active.score })}</span>
            </>
          )}
        </span>
      </div>
      {draft === undefined ? null : <GroupsTable draft={draft} active={active} number={number} />}
      {active === undefined || draft === undefined ? null : (
        <p className="small t2 health-why">
          <b className="num">{signed(draft.score - active.score, number)}</b>{' '}
          {text('from {from} to {to}', { from: active.score, to: draft.score })}
          {causes.length === 0 ? '' : ': '}
          {causes.map(({ name, points }) => `${name} ${signed(points, number)}`).join(', ')}
        </p>
      )}
    </>
  )
}

interface GroupsProps {
  readonly draft: Scored
  readonly active: Scored | undefined
  readonly number: (value: number) => string
}
function GroupsTable({ draft: { groups }, active, number }: GroupsProps): ReactNode {
  const text = useText()
  const most = Math.max(1, ...groups.map(({ maximum }) => maximum))
  const before = new Map((active?.groups ?? []).map((group) => [group.id, group]))
  return (
    <table className="health-groups small">
      <caption className="sr">{text('How the score is made up')}</caption>
      <tbody>
        {groups.map((group) => (
          <tr key={group.id}>
            <th scope="row">{group.name}</th>
            <td className="gbar" aria-hidden="true">
              <span className={group.isJudged ? 'b' : 'b na'} style={{ width: `${(group.maximum / most) * 100}%` }}>
                <i style={{ width: `${Math.max(0, Math.min(1, group.points / group.maximum)) * 100}%` }} />
              </span>
            </td>
            <td className="num">{group.isJudged ? `${number(group.points)} / ${number(group.maximum)}` : text('no data')}</td>
            {active === undefined ? null : <td className="num t3">{before.get(group.id)?.points ?? '–'}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
