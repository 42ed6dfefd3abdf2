import type { Problem } from '@tenure/core/contract'
import { type FormEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useWords } from '../../words/use-words.js'
import { useTextEnv } from '../compose/use-text-env.js'
import { actionOf } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { FormField } from './form-field.js'
import type { Offer } from './offer.js'

type State =
  | { readonly step: 'open' | 'sending' | 'done' }
  | { readonly step: 'unfinished'; readonly errors: ReadonlyMap<string, string> }
  | { readonly step: 'refused'; readonly errors: ReadonlyMap<string, string>; readonly message: string }

const loadReading = () => import('./form-values.js')

interface ActionFormProps {
  readonly offer: Offer
  /** After the action has run. */
  readonly done?: () => void
}

/** Asks a person for the open inputs of an action and runs it. What was refused is said at its field, and stays as it was typed. */
export function ActionForm({ offer, done }: ActionFormProps): ReactNode {
  const frame = useRef<HTMLFormElement>(null)
  const [round, setRound] = useState(0)
  const [state, setState] = useState<State>({ step: 'open' })
  const send = useSend(offer, setState)
  const errors = 'errors' in state ? state.errors : new Map<string, string>()
  useEffect(() => {
    if (errors.size > 0) frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])
  const onSubmit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state.step === 'sending' || !(await send(new FormData(event.currentTarget)))) return
    setRound(round + 1)
    done?.()
  }
  return (
    <form
      ref={frame}
      className="fields"
      noValidate
      onSubmit={onSubmit}
      onKeyDown={sendByKeys}
      onFocus={() => void loadReading().catch(() => undefined)}
      onChange={() => state.step === 'done' && setState({ step: 'open' })}
    >
      {offer.fields.map((field) => (
        <FormField key={`${round} ${field.field}`} field={field} error={errors.get(field.field)} />
      ))}
      <div className="send">
        <button type="submit" className={done === undefined ? 'btn' : 'btn pri'} aria-disabled={state.step === 'sending'}>
          {offer.title}
        </button>
        <Result state={state} />
      </div>
    </form>
  )
}

// Enter makes a new line in a long text; with Ctrl it sends.
function sendByKeys(event: KeyboardEvent<HTMLFormElement>): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
  event.preventDefault()
  event.currentTarget.requestSubmit()
}

/** Reads and runs; whether it has run. */
function useSend(offer: Offer, setState: (state: State) => void): (given: FormData) => Promise<boolean> {
  const source = useSource()
  const { field: words, problem: textOf } = useWords()
  const env = useTextEnv()
  return async (given) => {
    setState({ step: 'sending' })
    const form = await loadReading().catch(() => undefined)
    if (form === undefined) return refuse(setState, words.formNotLoaded)
    const reading = form.readForm(offer.fields, given, env, words.fault)
    if (reading.errors !== undefined) {
      setState({ step: 'unfinished', errors: reading.errors })
      return false
    }
    const takesNone = offer.fields.length === 0 && offer.input === undefined
    const outcome = await source.act(actionOf(offer.action), takesNone ? undefined : { ...offer.input, ...reading.values })
    if (!outcome.ok) return refuse(setState, textOf(outcome.problem), errorsOf(outcome.problem, offer))
    setState({ step: 'done' })
    return true
  }
}

function refuse(setState: (state: State) => void, message: string, errors: ReadonlyMap<string, string> = new Map()): false {
  setState({ step: 'refused', message, errors })
  return false
}

function Result({ state }: { readonly state: State }): ReactNode {
  const words = useWords().field
  if (state.step === 'refused' || state.step === 'unfinished')
    return (
      <p className="err" role="alert">
        <Icon name="alert" size={12} />
        {state.step === 'unfinished' || state.errors.size > 0 ? words.someWrong : state.message}
      </p>
    )
  return (
    <p className="small t2" role="status">
      {state.step === 'done' ? words.saved : state.step === 'sending' ? words.saving : ''}
    </p>
  )
}

/** What is wrong with each field of the form, where the problem says so. */
function errorsOf(problem: Problem, { fields }: Offer): ReadonlyMap<string, string> {
  const issues = problem.code === 'input.invalid' ? problem.details.issues : []
  const named = issues.map(({ path, message }) => [String(path[0]), message] as const)
  return new Map(named.filter(([name]) => fields.some(({ field }) => field === name)))
}
