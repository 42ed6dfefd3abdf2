import type { Problem } from '@tenure/core/contract'
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { actionOf } from '../data/named.js'
import { useSource } from '../data/use-source.js'
import { Icon } from '../part/icon.js'
import { FormField, valuesOf } from './form-field.js'
import type { Offer } from './offer.js'

type State = { readonly step: 'open' | 'sending' | 'done' } | { readonly step: 'refused'; readonly problem: Problem }

interface ActionFormProps {
  readonly offer: Offer
  /** After the action has run. */
  readonly done?: () => void
}

/** Asks a person for the open inputs of an action and runs it. What was refused is said at its field. */
export function ActionForm({ offer, done }: ActionFormProps): ReactNode {
  const { title, action, fields, input } = offer
  const source = useSource()
  const frame = useRef<HTMLFormElement>(null)
  const [state, setState] = useState<State>({ step: 'open' })
  useEffect(() => {
    if (state.step === 'refused') frame.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [state])
  const send = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (state.step === 'sending') return
    const form = event.currentTarget
    setState({ step: 'sending' })
    const takesNone = fields.length === 0 && input === undefined
    const given = takesNone ? undefined : { ...input, ...valuesOf(fields, new FormData(form)) }
    const outcome = await source.act(actionOf(action), given)
    setState(outcome.ok ? { step: 'done' } : { step: 'refused', problem: outcome.problem })
    if (!outcome.ok) return
    form.reset()
    done?.()
  }
  const errors = state.step === 'refused' ? errorsOf(state.problem, offer) : new Map<string, string>()
  return (
    <form ref={frame} className="fields" onSubmit={send} onChange={() => state.step === 'done' && setState({ step: 'open' })}>
      {fields.map((field) => (
        <FormField key={field.field} field={field} error={errors.get(field.field)} />
      ))}
      <div className="send">
        <button type="submit" className={done === undefined ? 'btn' : 'btn pri'} aria-disabled={state.step === 'sending'}>
          {title}
        </button>
        <Result state={state} isShownAbove={errors.size > 0} />
      </div>
    </form>
  )
}

function Result({ state, isShownAbove }: { readonly state: State; readonly isShownAbove: boolean }): ReactNode {
  if (state.step === 'refused')
    return (
      <p className="err" role="alert">
        <Icon name="alert" size={12} />
        {isShownAbove ? 'Some fields need a change.' : state.problem.message}
      </p>
    )
  return (
    <p className="small t2" role="status">
      {state.step === 'done' ? 'Saved' : state.step === 'sending' ? 'Saving' : ''}
    </p>
  )
}

/** What is wrong with each field of the form, where the problem says so. */
function errorsOf(problem: Problem, { fields }: Offer): ReadonlyMap<string, string> {
  const issues = problem.code === 'input.invalid' ? problem.details.issues : []
  const named = issues.map(({ path, message }) => [String(path[0]), message] as const)
  return new Map(named.filter(([name]) => fields.some(({ field }) => field === name)))
}
