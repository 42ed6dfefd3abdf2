import type { handOverContract, handOverPlanContract } from '@tenure/core/administration'
import type { usersContract } from '@tenure/core/page'
import { Choose, Dialog, Failed, Icon, Segmented, type Text, useText } from '@tenure/web/parts'
import { type ReactNode, useState } from 'react'
import { type Context, useAnswer, useChange } from '../answers.js'
import type { Person } from '../rights.js'
import { OneByOne } from './one-by-one.js'
import { Shares } from './shares.js'
import { type Report, tellReport } from './tell-report.js'

type Way = 'one' | 'split' | 'nobody'
interface HandOverProps {
  readonly context: Context
  readonly person: Person
  /** Also deactivates the user. */
  readonly deactivates: boolean
  readonly close: () => void
}

/** Gives the records of a user to colleagues, and deactivates the user if that is asked: one step, undone as one (ACC-13). */
export function HandOver({ context, person, deactivates, close }: HandOverProps): ReactNode {
  const text = useText()
  const [way, setWay] = useState<Way>('one')
  const [chosen, choose] = useState<readonly (string | null)[]>([null, null])
  const takers = way === 'nobody' ? [] : way === 'one' ? chosen.slice(0, 1) : chosen
  const to = [...new Set(takers.filter((taker) => taker !== null))]
  const [chosenEach, chooseEach] = useState<Readonly<Record<string, string>>>({})
  const each = way === 'nobody' ? {} : chosenEach
  const plan = useAnswer<typeof handOverPlanContract>(context, 'tenure.core/hand-over-plan', { user: person.id, to, each })
  const options = useColleagues(context, person.id)
  const { name } = person
  const records = plan.value?.records ?? 0
  const isReady = way === 'nobody' ? deactivates : to.length > 0 && to.length === takers.length
  const verb = verbOf(text, { deactivates, isGiven: way !== 'nobody' && records > 0, n: context.formats.number(records) })
  const run = useHandOver({ context, person, deactivates, close })
  return (
    <Dialog
      title={deactivates ? text('Deactivate {name}', { name }) : text('Reassign the records of {name}', { name })}
      className="hand-over"
      isForm
      close={close}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady && !run.isBusy) void run.start(to, each)
        }}
      >
        <div className="fields">
          {deactivates ? (
            <p className="t2">{text('Sessions that end at once: {n}. The seat becomes free.', { n: plan.value?.sessions ?? 0 })}</p>
          ) : null}
          <Ways way={way} setWay={setWay} hasNobody={deactivates} />
          <Takers
            takers={takers}
            options={options}
            change={(at, taker) => choose(chosen.map((each, place) => (place === at ? taker : each)))}
            add={way === 'split' && chosen.length < 6 ? () => choose([...chosen, null]) : undefined}
          />
          {plan.problem !== undefined && plan.value === undefined ? <Failed what={text('The plan')} problem={plan.problem} /> : null}
          {plan.value === undefined ? null : <Shares plan={plan.value} to={to} context={context} name={name} />}
          {way === 'nobody' || records === 0 ? null : (
            <Apart context={context} user={person.id} options={options} each={each} choose={chooseEach} />
          )}
        </div>
        <div className="send">
          <span className="small t3 grow">{text('One step, undone as one.')}</span>
          <button type="button" className="btn" onClick={close}>
            {text('Cancel')}
          </button>
          <button type="submit" className="btn pri" disabled={!isReady || run.isBusy}>
            {verb}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** Customers that go one by one, once somebody asks for that. */
function Apart(props: Parameters<typeof OneByOne>[0]): ReactNode {
  const text = useText()
  const [isOpen, open] = useState(false)
  if (isOpen) return <OneByOne {...props} />
  return (
    <button type="button" className="link" onClick={() => open(true)}>
      {text('Choose one by one')}
    </button>
  )
}

/** Starts the hand-over, and says what became of the records. */
function useHandOver({ context, person, deactivates, close }: HandOverProps) {
  const text = useText()
  const change = useChange(context)
  const [isBusy, setBusy] = useState(false)
  const start = async (to: readonly string[], each: Readonly<Record<string, string>>) => {
    setBusy(true)
    const said = {
      title: deactivates ? text('User deactivated') : text('Records reassigned'),
      about: person.name,
      told: (report: Report) => tellReport(report, { deactivates, text }),
    }
    const input = { user: person.id, to: [...to], each: { ...each }, deactivate: deactivates }
    const report = await change<typeof handOverContract>('tenure.core/hand-over', input, said)
    setBusy(false)
    if (report !== undefined) close()
  }
  return { isBusy, start }
}

/** Everybody else who is active. */
function useColleagues(context: Context, user: string): readonly { readonly value: string; readonly label: string }[] {
  const users = useAnswer<typeof usersContract>(context, 'tenure.core/users').value ?? []
  return users.filter(({ id, active }) => active && id !== user).map(({ id, name }) => ({ value: id, label: name }))
}

interface Verb {
  readonly deactivates: boolean
  readonly isGiven: boolean
  readonly n: string
}
function verbOf(text: Text, { deactivates, isGiven, n }: Verb): string {
  if (!deactivates) return text('Reassign {n}', { n })
  return isGiven ? text('Deactivate and reassign {n}', { n }) : text('Deactivate')
}

interface WaysProps {
  readonly way: Way
  readonly setWay: (way: Way) => void
  readonly hasNobody: boolean
}
function Ways({ way, setWay, hasNobody }: WaysProps): ReactNode {
  const text = useText()
  return (
    <Segmented
      label={text('Who takes over')}
      value={way}
      onChange={(next) => setWay(next as Way)}
      options={[
        { value: 'one', label: text('One person') },
        { value: 'split', label: text('Split by load') },
        ...(hasNobody ? [{ value: 'nobody', label: text('Nobody yet') }] : []),
      ]}
    />
  )
}

interface TakersProps {
  readonly takers: readonly (string | null)[]
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly change: (at: number, taker: string | null) => void
  readonly add: (() => void) | undefined
}
/** Who takes over: each colleague once. */
function Takers({ takers, options, change, add }: TakersProps): ReactNode {
  const text = useText()
  const places = takers.map((taker, at) => ({ taker, at, label: text('Colleague {n}', { n: at + 1 }) }))
  return (
    <>
      {places.map(({ taker, at, label }) => (
        <Choose
          key={label}
          label={label}
          placeholder={text('Who takes over')}
          options={options.filter(({ value }) => value === taker || !takers.includes(value))}
          value={taker}
          hasFaces
          onChange={(next) => change(at, next)}
        />
      ))}
      {add === undefined ? null : (
        <button type="button" className="more" onClick={add}>
          <Icon name="plus" size={12} />
          {text('Another colleague')}
        </button>
      )}
    </>
  )
}
